import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '#shared/contract/approvals.ts'
import { api, client, queryClient, refreshAfterChange, useEnvironment } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { operationTitle, versionsWords } from './words.ts'
import css from './approvals.module.css'

export type Deciding = 'approve' | 'run' | 'reject'

/** Says once more what is decided on, and takes the words that go with it. */
export function DecideDialog({ approval, deciding, onClose }: { approval: Approval; deciding: Deciding; onClose: () => void }) {
  const { t } = useTranslation(['approvals', 'common'])
  const environment = useEnvironment(approval.envId)
  const production = environment?.class === 'production'
  const [words, setWords] = useState('')
  const said = words.trim()
  const decide = useMutation({
    mutationFn: async () => {
      if (deciding === 'reject') await client.approvals.reject({ approval: approval.id, reason: said })
      else await client.approvals.approve({ approval: approval.id, runNow: deciding === 'run', ...(said !== '' && { note: said }) })
    },
    onSuccess: onClose,
    onSettled: () => Promise.all([queryClient.invalidateQueries({ queryKey: api.approvals.key() }), refreshAfterChange()]),
  })
  const ready = deciding !== 'reject' || said !== ''
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button variant={deciding === 'approve' ? 'primary' : deciding === 'run' && !production ? 'primary' : 'danger'} disabled={!ready} busy={decide.isPending} onClick={() => decide.mutate()}>
        {t(`approvals:decide.do.${deciding}`)}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t(`approvals:decide.title.${deciding}`)} width={500} production={production} foot={foot}>
      <div className={css.form}>
        <p>
          <b>{operationTitle(t, approval)}</b> <span className={css.quiet}>{versionsWords(t, approval)}</span>
        </p>
        <p className={css.quiet}>{t('approvals:decide.asked', { by: approval.by, reason: approval.reason })}</p>
        <Textarea
          label={t(deciding === 'reject' ? 'approvals:decide.reason' : 'approvals:decide.note')}
          data-autofocus
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {deciding !== 'reject' && <p className={css.quiet}>{t(`approvals:decide.help.${deciding}`, { count: environment?.policies.confirmationMinutes ?? 30, by: approval.by })}</p>}
        {decide.error && <ErrorNotice error={decide.error} />}
      </div>
    </Dialog>
  )
}
