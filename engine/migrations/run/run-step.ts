import type { Environment } from '#shared/contract/environments.ts'
import type { PlanStep } from '#shared/contract/migrations.ts'
import { historyValues } from '../../history/history.ts'
import { journalValues, type RunIdentity } from '../../history/journal.ts'
import type { PreparedScript } from './prepare-script.ts'

/** One migration of a run. */
export interface RunStep extends Pick<PlanStep, 'action' | 'kind' | 'version' | 'description' | 'script'> {
  checksum: number
  /** Number of its statements. */
  of: number
  outside: string | undefined
  /** The script ready to run; a large one is read again rather than kept. */
  load(): Promise<PreparedScript>
}

export function historyType({ action, kind }: Pick<RunStep, 'action' | 'kind'>): string {
  if (action === 'undo') return 'UNDO_SQL'
  return kind === 'baseline' ? 'SQL_BASELINE' : 'SQL'
}

/** Parameters of `recordSql`: what stands in the history and in the journal once the step is done. */
export function recordValues(run: RunIdentity, step: RunStep, rank: number, sql: string, ms: number | null): (string | null)[] {
  const { version, description, script, checksum, of } = step
  const kind = step.action === 'undo' ? 'migration_undone' : 'migration_applied'
  return [
    ...historyValues({ rank, version, description, type: historyType(step), script, checksum, ms, success: true }),
    ...journalValues(run, { kind, outcome: 'done', version, script, description, rank, checksum, statements: of, ms, problem: null, sql }),
  ]
}

/** "V7" or the name of the script, as people call it. */
export function stepName({ action, version, script }: Pick<RunStep, 'action' | 'version' | 'script'>): string {
  if (version === null) return script
  return action === 'undo' ? `The undo of version ${version}` : `V${version}`
}

export type HistoryPlaceName = Pick<Environment, 'schema' | 'historyTable'>
