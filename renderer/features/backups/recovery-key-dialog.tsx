import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MayButton } from '../../app/abilities/may.tsx'
import { client } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './backup-files.module.css'

/** Shows the secret key of encrypted backups, once asked for, and takes in one from elsewhere. */
export function RecoveryKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['backups', 'common'])
  const [pasted, setPasted] = useState('')
  const reveal = useMutation({ mutationFn: () => client.backups.revealKey({}), gcTime: 0 })
  const add = useMutation({ mutationFn: () => client.backups.importKey({ key: pasted }), gcTime: 0, onSuccess: () => setPasted('') })
  const foot = (
    <Button variant="primary" onClick={onClose}>
      {t('common:close')}
    </Button>
  )
  return (
    <Dialog open onClose={onClose} width={520} title={t('backups:recovery.title')} foot={foot}>
      <div className={css.body}>
        <section className={css.part}>
          <p className={css.warning}>{t('backups:recovery.warning')}</p>
          {reveal.data ? <pre className={css.key}>{reveal.data.key}</pre> : <MayButton operation="backups.revealKey" onClick={() => reveal.mutate()}>{t('backups:recovery.show')}</MayButton>}
          {reveal.error && <ErrorNotice error={reveal.error} />}
        </section>
        <section className={css.part}>
          <Textarea autosize minRows={2} autoComplete="off" spellCheck={false} label={t('backups:recovery.paste')} description={t('backups:recovery.pasteHelp')} value={pasted} onChange={(event) => setPasted(event.currentTarget.value)} />
          <MayButton operation="backups.importKey" disabled={pasted.trim() === ''} busy={add.isPending} onClick={() => add.mutate()}>
            {t('backups:recovery.add')}
          </MayButton>
          {add.data && <p role="status">{t('backups:recovery.added')}</p>}
          {add.error && <ErrorNotice error={add.error} />}
        </section>
      </div>
    </Dialog>
  )
}
