import { Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Archive } from '#shared/contract/archives.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { ConfirmFields, confirmInput, isConfirmed, type Confirmed } from '../../../app/confirm-fields.tsx'
import { CancelButton, JobProgress } from '../../../app/job-detail.tsx'
import { useJob } from '../../../client/jobs.ts'
import { api } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import css from '../backups.module.css'

interface PutBackDialogProps {
  environment: Environment
  archive: Archive
  onClose: () => void
}

/** Says what will be written and what stays, then does it as a job. */
export function PutBackDialog({ environment, archive, onClose }: PutBackDialogProps) {
  const { t } = useTranslation(['backups', 'common'])
  const format = useFormat()
  const [confirmed, setConfirmed] = useState<Confirmed>({ name: '', reason: '' })
  const [overwrite, setOverwrite] = useState(false)
  const start = useMutation(api.archives.putBack.mutationOptions())
  const view = useJob(start.data?.jobId)
  const done = view !== undefined && isFinished(view.job.state)
  const production = environment.class === 'production'
  const run = () => start.mutate({ env: environment.id, table: archive.table, overwrite, ...confirmInput(environment, confirmed) })
  const foot = start.isSuccess ? (
    <>
      {view && !done && <CancelButton job={view.job} />}
      <Button variant={done ? 'primary' : 'default'} onClick={onClose}>
        {done ? t('common:close') : t('backups:goOn')}
      </Button>
    </>
  ) : (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <MayButton operation="archives.putBack" env={environment.id} variant={production ? 'danger' : 'primary'} disabled={!isConfirmed(environment, confirmed)} busy={start.isPending} onClick={run}>
        {t('backups:kept.putBackNow', { env: environment.name })}
      </MayButton>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('backups:kept.putBackTitle', { relation: archive.relation })} production={production} foot={foot}>
      <div className={css.form}>
        <p>{t('backups:kept.putBackText', { rows: format.number(archive.rows), relation: archive.relation })}</p>
        <p className={css.quiet}>{t('backups:kept.putBackStays')}</p>
        {!start.isSuccess && <Checkbox label={t('backups:kept.overwrite')} checked={overwrite} onChange={(event) => setOverwrite(event.currentTarget.checked)} />}
        {!start.isSuccess && <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} what={{ operation: 'archives.putBack', plan: overwrite ? `${archive.table} overwrite` : archive.table }} />}
        {(start.isError || view?.job.error) && <ErrorNotice error={start.error ?? view?.job.error} />}
        {view?.job.progress && !done && <JobProgress progress={view.job.progress} />}
        {view?.job.state === 'succeeded' && <p className={css.success}>{t('backups:kept.putBackDone')}</p>}
      </div>
    </Dialog>
  )
}
