import { useTranslation } from 'react-i18next'
import type { RollbackProgress, RollbackStep, RollbackWay } from '#shared/contract/rollback.ts'
import { useFormat } from '../../i18n/format.ts'
import { Tag } from '../../ui/tag.tsx'
import { useWayWords } from './use-words.ts'
import css from './rollback.module.css'

interface StepsProps {
  steps: readonly RollbackStep[]
  backup: RollbackWay['backup']
  /** The schema of the point is known. */
  known: boolean
}

/** The way as a list: what each step does, how sure it is, and its SQL. */
export function Steps({ steps, backup, known }: StepsProps) {
  const { t } = useTranslation('rollback')
  return (
    <ol className={css.steps} aria-label={t('steps.label')}>
      {steps.map((step) => (
        <Step key={step.number} step={step} backup={backup} known={known} />
      ))}
    </ol>
  )
}

function Step({ step, backup, known }: { step: RollbackStep } & Omit<StepsProps, 'steps'>) {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  const { range } = useWayWords()
  const words = useStepWords()
  const facts = [
    ...step.archives.map(({ relation, rows }) => t('steps.archived', { count: rows, rows: format.number(rows), relation })),
    ...step.loses,
    step.seconds && step.seconds.high > 2 ? range(step.seconds) : '',
    step.method === 'check' && !known ? t('steps.uncheckable') : '',
  ].filter(Boolean)
  return (
    <li>
      <span className={css.number} data-method={step.method}>
        {step.number}
      </span>
      <div className={css.stepText}>
        <p className={css.stepTitle}>
          <span>{words(step, backup)}</span>
          <Trust step={step} />
        </p>
        {facts.length > 0 && <p className={css.quiet}>{facts.join(' · ')}</p>}
        {step.sql !== null && (
          <details className={css.sql}>
            <summary>{t('steps.sql', { script: step.script ?? '' })}</summary>
            <pre tabIndex={0}>{step.sql.trim()}</pre>
          </details>
        )}
      </div>
    </li>
  )
}

function Trust({ step: { trust, method, sql } }: { step: RollbackStep }) {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  if (!trust) return null
  if (method === 'generated_undo' && sql === null) return <Tag tone="warn">{t('trust.unwritten')}</Tag>
  const title = trust.at ? t('trust.help', { when: format.dateTime(trust.at), rows: format.number(trust.rows ?? 0) }) : t('trust.noneHelp')
  return (
    <Tag tone={trust.status === 'proved' ? 'ok' : 'warn'} title={title}>
      {t(`trust.${trust.status}`)}
    </Tag>
  )
}

/** "Undo version 11: order indexes". */
export function useStepWords(): (step: Pick<RollbackProgress, 'method' | 'script' | 'version'> & { description?: string }, backup?: RollbackWay['backup']) => string {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  return ({ method, script, version, description = '' }, backup) => {
    const what = version === null ? (script ?? '') : `V${version}${description ? ` ${description}` : ''}`
    return t(`method.${method}`, { what, script: script ?? '', when: backup ? format.dateTime(backup.at) : '' })
  }
}
