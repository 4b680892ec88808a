import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { StateDot, type DotShape } from '../../ui/state-dot.tsx'
import type { Tone } from '../../ui/tag.tsx'
import type { MigrationProgress } from './run-progress.ts'
import css from './apply.module.css'

const looks: Record<MigrationProgress['outcome'], readonly [DotShape, Tone]> = {
  running: ['half', 'info'], done: ['full', 'ok'], failed: ['cross', 'bad'], cancelled: ['dash', 'warn'], unknown: ['bang', 'warn'],
}

const shownStatements = 6
const shownMigrations = 40

/** Migrations of the run as they come; the one that runs, or failed, shows its last statements. */
export function MigrationSteps({ migrations }: { migrations: readonly MigrationProgress[] }) {
  const { t } = useTranslation('apply')
  if (migrations.length === 0) return null
  return (
    <ol className={css.run} aria-label={t('run.steps')}>
      {migrations.slice(-shownMigrations).map((migration) => {
        const [shape, tone] = looks[migration.outcome]
        return (
          <li key={migration.script}>
            <div className={css.migration}>
              <StateDot shape={shape} tone={tone} />
              <span className={css.script}>{migration.script}</span>
              <Summary migration={migration} />
            </div>
            {migration.outcome !== 'done' && <Statements migration={migration} />}
          </li>
        )
      })}
    </ol>
  )
}

function Summary({ migration: { outcome, statements, of } }: { migration: MigrationProgress }) {
  const { t } = useTranslation('apply')
  const format = useFormat()
  const ms = statements.reduce((sum, statement) => sum + statement.ms, 0)
  const rows = statements.reduce((sum, statement) => sum + (statement.rows ?? 0), 0)
  const facts = outcome === 'done' ? [rows > 0 && t('run.rows', { count: rows }), statements.length > 0 && format.duration(ms)] : [of > 0 && t('run.statement', { number: Math.min(of, statements.length + (outcome === 'running' ? 1 : 0)), of })]
  return <span className={css.count}>{[t(`run.state.${outcome}`), ...facts].filter(Boolean).join(' · ')}</span>
}

function Statements({ migration: { statements } }: { migration: MigrationProgress }) {
  const { t } = useTranslation('apply')
  const format = useFormat()
  return (
    <ol className={css.statements}>
      {statements.slice(-shownStatements).map(({ number, line, command, outcome, rows, ms }) => (
        <li key={number} data-outcome={outcome}>
          <span className={css.command}>
            {number} {command}
          </span>
          <span className={css.count}>
            {[t('run.line', { line }), rows !== null && t('run.rows', { count: rows }), outcome === 'done' ? format.duration(ms) : t(`run.state.${outcome}`)].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ol>
  )
}
