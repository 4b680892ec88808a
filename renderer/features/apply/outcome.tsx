import { CircleCheck, CircleHelp, CircleSlash, CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { runResultSchema } from '#shared/contract/migrations.ts'
import type { ApplyRequest } from '../../app/apply-store.ts'
import type { JobView } from '../../client/jobs.ts'
import { useStatus } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import type { Tone } from '../../ui/tag.tsx'
import { MigrationSteps } from './migration-steps.tsx'
import { runProgress } from './run-progress.ts'
import { RunLog } from './run-log.tsx'
import { TakenBack, takenBackOf } from './taken-back.tsx'
import css from './apply.module.css'

export interface OutcomeProps {
  environment: Environment
  request: ApplyRequest
  view: JobView
}

/** What really happened, in the words of its kind. */
export function Outcome(props: OutcomeProps) {
  const { view } = props
  const { state } = view.job
  const migrations = runProgress(view.steps, state).migrations
  return (
    <div className={css.form}>
      {state === 'succeeded' ? <Succeeded {...props} /> : state === 'cancelled' ? <Cancelled {...props} /> : state === 'failed' ? <Failed {...props} /> : <Unknown {...props} />}
      {state !== 'succeeded' && <MigrationSteps migrations={migrations} />}
      <RunLog lines={view.log} open={false} />
    </div>
  )
}

function Verdict({ tone, sign, title, children }: { tone: Tone; sign: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className={css.verdict} data-tone={tone} role="status">
      {sign}
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    </div>
  )
}

function Succeeded({ environment, request, view }: OutcomeProps) {
  const { t } = useTranslation('apply')
  const format = useFormat()
  const parsed = runResultSchema.safeParse(view.job.result)
  const result = parsed.success ? parsed.data : undefined
  const count = result?.migrations.length ?? 0
  const version = (value: string | null | undefined) => (value === null || value === undefined || value === '0' ? t('end.start') : value)
  const rows = runProgress(view.steps, 'succeeded').migrations.flatMap(({ statements }) => statements).reduce((sum, statement) => sum + (statement.rows ?? 0), 0)
  const title = count === 0 ? t('end.nothingDone', { env: environment.name }) : t(`end.${request.direction}Done`, { count, env: environment.name })
  return (
    <>
      <Verdict tone="ok" sign={<CircleCheck aria-hidden />} title={title} />
      {result && count > 0 && (
        <Facts
          facts={[
            [t('end.version'), t('end.versions', { from: version(result.from), to: version(result.to) })],
            [t('end.statements'), format.number(result.migrations.reduce((sum, migration) => sum + migration.statements, 0))],
            [t('end.rows'), rows > 0 ? format.number(rows) : undefined],
            [t('end.took'), format.duration(result.ms)],
            [t('end.backup'), result.backup ? `${result.backup.id} · ${format.bytes(result.backup.bytes)}` : t('end.noBackup')],
          ]}
        />
      )}
    </>
  )
}

function Failed({ environment, view }: OutcomeProps) {
  const { t } = useTranslation('apply')
  const { error } = view.job
  const script = error?.where?.file
  return (
    <>
      <Verdict tone="bad" sign={<CircleX aria-hidden />} title={script ? t('end.failedAt', { script, env: environment.name }) : t('end.failed')}>
        {!error?.state && !takenBackOf(view.steps) && <Stays view={view} />}
      </Verdict>
      <TakenBack steps={view.steps} />
      {error && <ErrorNotice error={error} />}
    </>
  )
}

function Cancelled({ view }: OutcomeProps) {
  const { t } = useTranslation('apply')
  return (
    <Verdict tone="warn" sign={<CircleSlash aria-hidden />} title={t('end.cancelled')}>
      {view.job.error?.state ? <p>{view.job.error.state}</p> : <Stays view={view} />}
    </Verdict>
  )
}

function Unknown({ environment, view }: OutcomeProps) {
  const { t } = useTranslation('apply')
  const status = useStatus(environment.id)
  const since = view.job.endedAt ? Date.parse(view.job.endedAt) : 0
  const fresh = status.data && !status.isError && status.dataUpdatedAt > since
  return (
    <Verdict tone="warn" sign={<CircleHelp aria-hidden />} title={t(view.job.state === 'interrupted' ? 'end.interrupted' : 'end.unknown')}>
      <p>{view.job.error?.state ?? t('end.unknownText')}</p>
      {fresh && (
        <p>
          <b>{t('end.checked', { env: environment.name, version: status.data.version ?? t('end.start'), pending: status.data.pending })}</b>
        </p>
      )}
    </Verdict>
  )
}

/** How many migrations of the run took effect before it stopped. */
function Stays({ view }: { view: JobView }) {
  const { t } = useTranslation('apply')
  const count = runProgress(view.steps, view.job.state).migrations.filter(({ outcome }) => outcome === 'done').length
  return <p>{count === 0 ? t('end.stayNone') : t('end.stay', { count })}</p>
}
