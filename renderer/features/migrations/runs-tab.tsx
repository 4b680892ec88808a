import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { useFormat, type Format } from '../../i18n/format.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Table, type Column } from '../../ui/table.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import type { MigrationPageProps } from './migration-page.tsx'
import { useEvents } from './queries.ts'
import { TextSkeleton } from './sql-tab.tsx'
import css from './page.module.css'

type Run = Pick<TimelineEvent, 'id' | 'at' | 'kind' | 'by' | 'host' | 'ms' | 'reason' | 'problem' | 'journalled'>

const tones: Partial<Record<Run['kind'], Tone>> = {
  migration_applied: 'ok', migration_failed: 'bad', migration_undone: 'vio', undo_failed: 'bad', run_cancelled: 'warn', run_unknown: 'warn',
}

/** Who ran it, when, how long and why: from the journal, and from the history where another tool ran it. */
export function RunsTab({ environment, row }: MigrationPageProps) {
  const { t } = useTranslation('migrations')
  const format = useFormat()
  const events = useEvents(environment.id)
  const columns = useColumns(format)
  if (events.isPending) return <TextSkeleton />
  const found: Run[] = eventsOf(events.data?.events ?? [], environment, row)
  const runs = found.length > 0 ? found : fromHistory(row)
  if (runs.length === 0 && events.error) return <ErrorNotice error={events.error} onRetry={() => void events.refetch()} fill />
  if (runs.length === 0) return <Empty title={t('runs.none')}>{t('runs.noneText')}</Empty>
  return <Table label={t('runs.label', { script: row.script })} columns={columns} rows={runs} rowKey={({ id }) => id} />
}

/** Of this environment and this file or its undo, the newest first. */
function eventsOf(events: readonly TimelineEvent[], { id, name }: Environment, row: MigrationRow): Run[] {
  const own = events.filter(({ env, script }) => (env === id || env === name) && script !== null && (script === row.script || script === row.undoScript))
  return own.toSorted((a, b) => b.at.localeCompare(a.at))
}

function fromHistory({ applied, script }: MigrationRow): Run[] {
  if (!applied) return []
  const { at, by, ms, success } = applied
  return [{ id: script, at, by, ms, kind: success ? 'migration_applied' : 'migration_failed', host: null, reason: null, problem: null, journalled: false }]
}

function useColumns(format: Format): Column<Run>[] {
  const { t } = useTranslation('migrations')
  return [
    { key: 'at', title: t('runs.when'), width: '132px', render: ({ at }) => <time dateTime={at} title={format.exact(at)}>{format.dateTime(at)}</time> },
    { key: 'kind', title: t('runs.what'), width: '104px', render: ({ kind }) => <Tag tone={tones[kind] ?? 'neutral'}>{t(`runs.kind.${kind}`)}</Tag> },
    { key: 'by', title: t('runs.who'), width: '150px', render: ({ by, host }) => <span title={host ?? undefined}>{by}</span> },
    { key: 'ms', title: t('runs.took'), width: '84px', align: 'end', render: ({ ms }) => (ms === null ? '' : format.duration(ms)) },
    { key: 'why', title: t('runs.why'), render: ({ reason, problem, journalled }) => <span className={css.text}>{problem ?? reason ?? (journalled ? '' : t('runs.foreign'))}</span> },
  ]
}
