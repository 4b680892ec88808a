import { Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { FleetRun } from '#shared/contract/fleet.ts'
import { ConfirmFields, confirmInput, isConfirmed, type Confirmed } from '../../app/confirm-fields.tsx'
import { followJob } from '../../client/jobs.ts'
import { api } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { refreshFleets } from './use-fleet.ts'
import css from './fleet.module.css'

/** The go-ahead after the canaries, or another try at everything that is not done. */
export function ResumeDialog({ run, environment, onClose }: { run: FleetRun; environment: Environment; onClose: () => void }) {
  const { t } = useTranslation(['fleet', 'common'])
  const [again, setAgain] = useState(true)
  const [confirmed, setConfirmed] = useState<Confirmed>({ name: '', reason: '' })
  const { counts, members } = run
  const failed = counts.failed
  const open = members.filter(({ state, planned }) => planned !== null && (state === 'queued' || state === 'skipped' || state === 'unknown' || (again && state === 'failed'))).length
  const resume = useMutation(
    api.fleet.resume.mutationOptions({
      onSuccess: async ({ jobId }) => {
        void followJob(jobId)
        await refreshFleets()
        onClose()
      },
    }),
  )
  const production = environment.class === 'production'
  return (
    <Dialog
      open
      onClose={onClose}
      width={520}
      production={production}
      title={t(run.state === 'waiting' ? 'fleet:resume.goOnTitle' : 'fleet:resume.title', { fleet: run.fleet })}
      foot={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant={production ? 'danger' : 'primary'} disabled={!isConfirmed(environment, confirmed) || open === 0} busy={resume.isPending} onClick={() => resume.mutate({ run: run.id, failed: again ? 'again' : 'leave', ...confirmInput(environment, confirmed) })}>
            {t('fleet:resume.do', { count: open })}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>{t(run.state === 'waiting' ? 'fleet:resume.goOnText' : 'fleet:resume.text', { done: counts.done, count: open })}</p>
        {counts.unknown > 0 && <p className={css.notice}>{t('fleet:resume.unknown', { count: counts.unknown })}</p>}
        {failed > 0 && <Checkbox label={t('fleet:resume.again', { count: failed })} description={t('fleet:resume.againText')} checked={again} onChange={(event) => setAgain(event.currentTarget.checked)} />}
        <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} what={{ operation: 'fleet.run', plan: run.planFingerprint }} />
        {resume.error && <ErrorNotice error={resume.error} />}
      </div>
    </Dialog>
  )
}
