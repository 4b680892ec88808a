import type { MigrationRow } from '#shared/contract/migrations.ts'
import { pendingOf } from '#shared/migrations/resolve.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import { sha256 } from '../migrations/read-folder.ts'
import type { Situation } from '../migrations/situation.ts'

/**
 * Members with the same fingerprint take the same plan: the same history, whoever wrote it and when, the same pending files, and the same errors.
 * The row by which Flyway marks that it made the schema names the schema, and does not count.
 */
export function stateFingerprint({ history, rows, diagnostics }: Pick<Situation, 'history' | 'rows' | 'diagnostics'>): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code, subject }) => `${code} ${subject ?? ''}`)
  return sha256(['strata-fleet-state-1', ...historyLines(history), ...pendingOf(rows).map(pendingLine), ...errors.toSorted()].join('\n'))
}

function historyLines(history: readonly HistoryRow[]): string[] {
  return history
    .filter(({ type }) => type !== 'SCHEMA')
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ version, type, script, checksum, success }) => JSON.stringify(['row', version, type, script, checksum, success]))
}

function pendingLine({ kind, version, script, checksum }: MigrationRow): string {
  return JSON.stringify(['pending', kind, version, script, checksum])
}
