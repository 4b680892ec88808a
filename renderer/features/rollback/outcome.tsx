import { CircleCheck, CircleHelp, CircleSlash, CircleX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { rollbackResultSchema, type RollbackProgress, type RollbackResult } from '#shared/contract/rollback.ts'
import type { JobView } from '../../client/jobs.ts'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import type { Tone } from '../../ui/tag.tsx'
import { Log } from './log.tsx'
import { StepStates } from './step-states.tsx'
import { useVersionWords } from './use-words.ts'
import css from './rollback.module.css'

interface OutcomeProps {
  environment: Environment
  view: JobView
  steps: readonly RollbackProgress[]
}

/** Where it led: reached, not quite, not known, stopped. */
export function Outcome({ environment, view, steps }: OutcomeProps) {
  const { t } = useTranslation('rollback')
  const { state, result, error } = view.job
  const parsed = state === 'succeeded' ? rollbackResultSchema.safeParse(result) : undefined
  return (
    <div className={css.form}>
      {parsed?.success ? (
        <Done environment={environment} result={parsed.data} />
      ) : state === 'failed' ? (
        <Verdict tone="bad" sign={<CircleX aria-hidden />} title={t(error?.code === 'rollback_failed' ? 'end.stopped' : 'end.notBegun', { env: environment.name })} />
      ) : state === 'cancelled' ? (
        <Verdict tone="warn" sign={<CircleSlash aria-hidden />} title={t('end.cancelled')} text={error?.state} />
      ) : (
        <Verdict tone="warn" sign={<CircleHelp aria-hidden />} title={t('end.unknown')} text={error?.state ?? t('end.unknownText')} />
      )}
      {state === 'failed' && error && <ErrorNotice error={error} />}
      {state !== 'succeeded' && <StepStates steps={steps} />}
      <Log lines={view.log} />
    </div>
  )
}

const signs: Record<RollbackResult['outcome'], readonly [Tone, ReactNode]> = {
  reached: ['ok', <CircleCheck key="sign" aria-hidden />], differs: ['warn', <TriangleAlert key="sign" aria-hidden />], unknown: ['warn', <CircleHelp key="sign" aria-hidden />],
}

const shown = 10

function Done({ environment, result }: { environment: Environment; result: RollbackResult }) {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  const version = useVersionWords()
  const { outcome, differences, backup, forward, ms } = result
  const [tone, sign] = signs[outcome]
  return (
    <>
      <Verdict tone={tone} sign={sign} title={t(`end.${outcome}`, { env: environment.name, version: version(result.version) })} text={t(`end.${outcome}Text`)} />
      {differences.length > 0 && (
        <ul className={css.list}>
          {differences.slice(0, shown).map((text) => (
            <li key={text}>{text}</li>
          ))}
          {differences.length > shown && <li>{t('trial.more', { count: differences.length - shown })}</li>}
        </ul>
      )}
      <Facts
        facts={[
          [t('end.version'), version(result.version)],
          [t('end.took'), format.duration(ms)],
          [t('end.backup'), backup ? `${backup.id} · ${format.bytes(backup.bytes)}` : t('end.noBackup')],
          [t('end.forward'), forward.way === 'put_back' ? t('end.putBack', { database: forward.database ?? '' }) : forward.way === 'apply' ? t('end.apply') : undefined],
        ]}
      />
    </>
  )
}

function Verdict({ tone, sign, title, text }: { tone: Tone; sign: ReactNode; title: string; text?: string | undefined }) {
  return (
    <div className={css.verdict} data-tone={tone} role="status">
      {sign}
      <div>
        <h3>{title}</h3>
        {text && <p>{text}</p>}
      </div>
    </div>
  )
}
