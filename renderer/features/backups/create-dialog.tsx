import { Select, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupCheck, DumpChoice } from '#shared/contract/backups-making.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { firstInterlock, interlockRequest, isInterlockSaid } from '../../app/interlock.ts'
import { InterlockNotice } from '../../app/interlock-notice.tsx'
import { CancelButton, JobProgress } from '../../app/job-detail.tsx'
import { useJob } from '../../client/jobs.ts'
import { api, useEnvironment, useEnvironments } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { StateDot } from '../../ui/state-dot.tsx'
import { useFormat } from '../../i18n/format.ts'
import { CreateOptions } from './create-options.tsx'
import { isUnfinished } from './create-scope.tsx'
import css from './backups.module.css'

/** Says before the click whether a backup can be made here, with what, and what could read it. */
export function CreateDialog({ env, onClose }: { env: string; onClose: () => void }) {
  const { t } = useTranslation(['backups', 'common'])
  const environment = useEnvironment(env)
  const [choice, setChoice] = useState<DumpChoice>({})
  const [target, setTarget] = useState<string | null>(null)
  const [asked] = useDebouncedValue(choice, 250)
  const check = useQuery({ ...api.backups.check.queryOptions({ input: { env, ...asked, ...(target !== null && { target }) } }), placeholderData: keepPreviousData })
  const [reason, setReason] = useState('')
  const [interlock, setInterlock] = useState(firstInterlock)
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
            <MayButton operation="backups.create" env={env} variant="primary" disabled={!check.data?.ok || check.isPlaceholderData || asked !== choice || isUnfinished(choice) || !isInterlockSaid(interlock)} onClick={() => create.mutate({ env, reason, ...interlockRequest(interlock), ...choice })}>
              {t('backups:createNow')}
            </MayButton>
          </>
        )
      }
    >
      {check.isPending && <SkeletonLines widths={[70, 40]} />}
      {check.isError && <ErrorNotice error={check.error} onRetry={() => void check.refetch()} />}
      {check.data && <CheckWords check={check.data} />}
      {!begun && check.data?.readers && <Target env={env} target={target} onTarget={setTarget} readers={check.data.readers} />}
      {!begun && check.data?.ok && <InterlockNotice env={env} of="migrations" value={interlock} onChange={setInterlock} />}
      {!begun && check.data?.client && <Textarea mt={12} autosize minRows={1} label={t('backups:reason')} description={t('backups:reasonHelp')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />}
      {!begun && check.data?.client && environment && <CreateOptions env={env} rules={environment.backups} choice={choice} onChange={(change) => setChoice({ ...choice, ...change })} compressions={check.data.compressions} />}
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

function CheckWords({ check: { ok, message, help, folder, notes, dataBytes, freeBytes } }: { check: BackupCheck }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  return (
    <div className={css.check} data-ok={ok}>
      <StateDot shape={ok ? 'full' : 'bang'} tone={ok ? 'ok' : 'warn'} />
      <div>
        <p>{message}</p>
        {help && <pre className={css.command}>{help}</pre>}
        <p className={css.quiet}>{t('goesTo', { folder })}</p>
        <p className={css.quiet}>{t('room', { data: format.bytes(dataBytes), free: format.bytes(freeBytes) })}</p>
        {notes.map((note) => (
          <p key={note} className={css.quiet}>
            {note}
          </p>
        ))}
      </div>
    </div>
  )
}

interface TargetProps {
  env: string
  target: string | null
  onTarget: (target: string | null) => void
  readers: NonNullable<BackupCheck['readers']>
}

/** Where it may be needed, so that one knows now whether it could be read there. */
function Target({ env, target, onTarget, readers }: TargetProps) {
  const { t } = useTranslation('backups')
  const { data: environments = [] } = useEnvironments()
  const data = [{ value: '', label: t('target.any') }, ...environments.map(({ id, name }) => ({ value: id, label: id === env || name === env ? t('target.same', { name }) : name }))]
  return (
    <div className={css.target}>
      <Select size="xs" allowDeselect={false} label={t('target.label')} value={target ?? ''} data={data} onChange={(value) => onTarget(value || null)} />
      <p data-ok={readers.ok} aria-live="polite">
        {readers.message}
      </p>
    </div>
  )
}
