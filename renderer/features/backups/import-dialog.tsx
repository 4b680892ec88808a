import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MayButton } from '../../app/abilities/may.tsx'
import { api, useEnvironment } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { FileJobDialog } from './file-job.tsx'
import { PathField } from './path-field.tsx'
import { RecoveryKeyDialog } from './recovery-key-dialog.tsx'
import css from './backup-files.module.css'

/** Opens the dialog that takes in a dump made elsewhere. */
export function ImportButton({ env }: { env: string }) {
  const { t } = useTranslation('backups')
  const [open, setOpen] = useState(false)
  return (
    <>
      <MayButton operation="backups.import" env={env} size="s" variant="quiet" onClick={() => setOpen(true)}>
        {t('files.import')}
      </MayButton>
      {open && <ImportDialog env={env} onClose={() => setOpen(false)} />}
    </>
  )
}

function ImportDialog({ env, onClose }: { env: string; onClose: () => void }) {
  const { t } = useTranslation('backups')
  const environment = useEnvironment(env)
  const [file, setFile] = useState('')
  const [reason, setReason] = useState('')
  const [key, setKey] = useState(false)
  const start = useMutation(api.backups.import.mutationOptions())
  if (key) return <RecoveryKeyDialog onClose={() => setKey(false)} />
  return (
    <FileJobDialog
      title={t('files.importTitle', { env: environment?.name ?? env })}
      onClose={onClose}
      production={environment?.class === 'production'}
      job={{ jobId: start.data?.jobId, pending: start.isPending, error: start.error }}
      action={{ label: t('files.importNow'), disabled: file.trim() === '', run: () => start.mutate({ env, file: file.trim(), reason }) }}
      done={t('files.imported')}
    >
      <PathField label={t('files.file')} help={t('files.fileHelp')} value={file} onChange={setFile} kinds={['file', 'folder']} />
      <Textarea autosize minRows={1} label={t('reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className={css.actions}>
        <Button size="s" variant="quiet" onClick={() => setKey(true)}>
          {t('files.key')}
        </Button>
      </div>
    </FileJobDialog>
  )
}
