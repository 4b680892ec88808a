import { Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFinished } from '#shared/contract/jobs.ts'
import { CancelButton, JobProgress } from '../../app/job-detail.tsx'
import { useJob } from '../../client/jobs.ts'
import { api, useEnvironment } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { StateDot } from '../../ui/state-dot.tsx'
import css from './backups.module.css'

/** Says before the click whether a backup can be made here, and with what. */
export function CreateDialog({ env, onClose }: { env: string; onClose: () => void }) {
  const { t } = useTranslation(['backups', 'common'])
  const environment = useEnvironment(env)
  const check = useQuery(api.backups.check.queryOptions({ input: { env } }))
  const [reason, setReason] = useState('')
  const create = useMutation(api.backups.create.mutationOptions())
  const view = useJob(create.data?.jobId)
  const begun = create.isPending || create.isSuccess
  const done = view && isFinished(view.job.state)
  return (
    <Dialog
      open
      onClose={onClose}
      width={480}
      production={environment?.class === 'production'}
      title={t('backups:createTitle', { env: environment?.name ?? env })}
      foot={
        begun ? (
          <>
            {view && !done && <CancelButton job={view.job} />}
            <Button variant={done ? 'primary' : 'default'} onClick={onClose}>
              {done ? t('common:close') : t('backups:goOn')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="quiet" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button variant="primary" disabled={!check.data?.ok} onClick={() => create.mutate({ env, reason })}>
              {t('backups:createNow')}
            </Button>
          </>
        )
      }
    >
      {check.isPending && <SkeletonLines widths={[70, 40]} />}
      {check.isError && <ErrorNotice error={check.error} onRetry={() => void check.refetch()} />}
      {check.data && (
        <div className={css.check} data-ok={check.data.ok}>
          <StateDot shape={check.data.ok ? 'full' : 'bang'} tone={check.data.ok ? 'ok' : 'warn'} />
          <div>
            <p>{check.data.message}</p>
            {check.data.help && <pre className={css.command}>{check.data.help}</pre>}
            <p className={css.quiet}>{t('backups:goesTo', { folder: check.data.folder })}</p>
          </div>
        </div>
      )}
      {!begun && check.data?.ok && <Textarea mt={12} autosize minRows={2} label={t('backups:reason')} description={t('backups:reasonHelp')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />}
      {view?.job.progress && !done && (
        <div className={css.running}>
          <JobProgress progress={view.job.progress} />
        </div>
      )}
      {view?.job.state === 'succeeded' && (
        <p className={css.success}>
          <StateDot shape="full" tone="ok" /> {t('backups:created')}
        </p>
      )}
      {(create.isError || view?.job.error) && <ErrorNotice error={create.error ?? view?.job.error} />}
    </Dialog>
  )
}
