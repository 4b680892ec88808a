import { Select, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan } from '#shared/contract/migrations.ts'
import { closeAsk, useAsking, type AskFor } from '../../app/approvals-store.ts'
import { navigate } from '../../app/navigation.ts'
import { api, queryClient, readable, useEnvironment } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import css from './approvals.module.css'

/** In front of every screen: what would run, why, and for how long somebody else may approve it. */
export function AskDialog() {
  const { asking } = useAsking()
  const environment = useEnvironment(asking?.env ?? null)
  return asking && environment ? <Asking key={`${asking.env} ${asking.operation} ${asking.to}`} asking={asking} environment={environment} /> : null
}

function Asking({ asking, environment }: { asking: AskFor; environment: Environment }) {
  const { t } = useTranslation(['approvals', 'common'])
  const { operation, to } = asking
  const plan = useQuery(api.migrations.plan.queryOptions({ input: { env: environment.id, direction: operation === 'migrations.apply' ? 'up' : 'down', ...(to !== undefined && { to }) }, staleTime: 0, gcTime: 0 }))
  const [reason, setReason] = useState(asking.reason ?? '')
  const [minutes, setMinutes] = useState<string>(String(environment.policies.confirmationMinutes))
  const ask = useMutation(
    api.approvals.ask.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries({ queryKey: api.approvals.key() })
        closeAsk()
        navigate({ screen: 'approvals', item: id })
      },
      onError: (thrown) => readable(thrown).code === 'plan_changed' && void plan.refetch(),
    }),
  )
  const ready = plan.data !== undefined && plan.data.steps.length > 0 && reason.trim() !== ''
  const send = () => plan.data && ask.mutate({ env: environment.id, operation, ...(to !== undefined && { to }), plan: plan.data.fingerprint, reason: reason.trim(), minutes: Number(minutes) })
  const foot = (
    <>
      <Button onClick={closeAsk}>{t('common:cancel')}</Button>
      <Button variant="primary" disabled={!ready} busy={ask.isPending} onClick={send}>
        {t('approvals:ask.do')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={closeAsk} title={t('approvals:ask.title', { env: environment.name })} width={560} production={environment.class === 'production'} foot={foot}>
      <div className={css.form}>
        <p className={css.quiet}>{t('approvals:ask.intro')}</p>
        {plan.isPending && <SkeletonLines widths={[52, 68, 60]} />}
        {plan.error && <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />}
        {plan.data && <Planned plan={plan.data} />}
        <Textarea label={t('approvals:ask.reason')} placeholder={t('approvals:ask.reasonHint')} data-autofocus autosize minRows={2} maxRows={6} maxLength={2000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Holds value={minutes} own={environment.policies.confirmationMinutes} onChange={setMinutes} />
        {ask.error && <ErrorNotice error={ask.error} />}
      </div>
    </Dialog>
  )
}

function Planned({ plan: { steps } }: { plan: Plan }) {
  const { t } = useTranslation('approvals')
  if (steps.length === 0) return <p className={css.notice}>{t('ask.nothing')}</p>
  return (
    <ol className={css.steps} aria-label={t('plan.now')}>
      {steps.map(({ script, version, description, action, statements }) => (
        <li key={script}>
          <span className={css.name}>
            <b>{version === null ? 'R' : `${action === 'undo' ? 'U' : 'V'}${version}`}</b> {description}
          </span>
          <span className={css.when}>{t('plan.statements', { count: statements.length })}</span>
        </li>
      ))}
    </ol>
  )
}

const choices = [30, 120, 480, 1440, 4320]

/** For how long somebody may approve it; how long the approval holds then is the environment's policy. */
function Holds({ value, own, onChange }: { value: string; own: number; onChange: (minutes: string) => void }) {
  const { t } = useTranslation('approvals')
  const all = [...new Set([own, ...choices])].toSorted((a, b) => a - b)
  const words = (minutes: number) => (minutes % 1440 === 0 ? t('ask.days', { count: minutes / 1440 }) : minutes % 60 === 0 ? t('ask.hours', { count: minutes / 60 }) : t('ask.minutes', { count: minutes }))
  return <Select label={t('ask.holds')} allowDeselect={false} value={value} data={all.map((minutes) => ({ value: String(minutes), label: words(minutes) }))} onChange={(chosen) => chosen && onChange(chosen)} />
}
