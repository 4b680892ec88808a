import { Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { api } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { FileJobDialog } from './file-job.tsx'
import { PathField } from './path-field.tsx'
import { RecoveryKeyDialog } from './recovery-key-dialog.tsx'
import css from './backup-files.module.css'

/** Export, and for an encrypted backup its key. */
export function BackupFileActions({ backup }: { backup: Pick<Backup, 'id' | 'env' | 'encryption' | 'condition'> }) {
  const { t } = useTranslation('backups')
  const [open, setOpen] = useState<'export' | 'key' | null>(null)
  return (
    <div className={css.actions}>
      <MayButton operation="backups.export" env={backup.env} size="s" disabled={backup.condition !== 'ok'} onClick={() => setOpen('export')}>
        {t('files.export')}
      </MayButton>
      {backup.encryption && (
        <Button size="s" onClick={() => setOpen('key')}>
          {t('files.key')}
        </Button>
      )}
      {open === 'export' && <ExportDialog backup={backup} onClose={() => setOpen(null)} />}
      {open === 'key' && <RecoveryKeyDialog onClose={() => setOpen(null)} />}
    </div>
  )
}

function ExportDialog({ backup: { id, encryption }, onClose }: { backup: Pick<Backup, 'id' | 'encryption'>; onClose: () => void }) {
  const { t } = useTranslation('backups')
  const [folder, setFolder] = useState('')
  const [decrypt, setDecrypt] = useState(false)
  const start = useMutation(api.backups.export.mutationOptions())
  return (
    <FileJobDialog
      title={t('files.exportTitle')}
      onClose={onClose}
      job={{ jobId: start.data?.jobId, pending: start.isPending, error: start.error }}
      action={{ label: t('files.exportNow'), disabled: folder.trim() === '', run: () => start.mutate({ backup: id, folder: folder.trim(), decrypt }) }}
      done={t('files.exported', { folder })}
    >
      <PathField label={t('files.folder')} help={t('files.folderHelp')} value={folder} onChange={setFolder} kinds={['folder']} />
      {encryption && <Checkbox size="xs" label={t('files.decrypt')} checked={decrypt} onChange={(event) => setDecrypt(event.currentTarget.checked)} />}
    </FileJobDialog>
  )
}
