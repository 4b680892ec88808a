import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import { undoFileName } from '#shared/migrations/names.ts'
import { pendingOf, undoPlan } from '#shared/migrations/resolve.ts'
import { compareVersions, isVersion } from '#shared/migrations/version.ts'
import type { Situation } from './situation.ts'

export type Direction = 'up' | 'down'

/** Of an undo these are no obstacle: it may be the way out of them. */
const noObstacleToUndo = new Set(['migration-changed', 'history-checksum-changed', 'migration-missing', 'migration-ignored', 'version-too-long', 'file-unreadable'])

/** Findings that keep a run from starting. */
export function obstacles({ diagnostics }: Pick<Situation, 'diagnostics'>, direction: Direction): Diagnostic[] {
  return diagnostics.filter(({ code, severity }) => severity === 'error' && !(direction === 'down' && noObstacleToUndo.has(code)))
}

/** Throws when files and history do not agree, as Flyway's validateOnMigrate does. */
export function checkRunnable(situation: Situation, direction: Direction): void {
  const found = obstacles(situation, direction)
  const [first] = found
  if (!first) return
  const state = { state: 'Nothing was changed.' }
  const { params = {}, where, subject = '' } = first
  const unreadable = first.code === 'file-unreadable' ? situation.folder.unreadable.get(subject) : undefined
  if (unreadable) throw unreadable
  if (first.code === 'duplicate-version') throw new AppError('duplicate_version', { version: params.version ?? '', files: params.files ?? subject }, { ...state, ...(where && { where }) })
  if (first.code === 'migration-failed') throw new AppError('history_failed_rows', { script: subject }, { ...state, ...(where && { where }) })
  const more = found.length > 1 ? ` (and ${found.length - 1} more)` : ''
  throw new AppError('validation_failed', { problem: `${first.message}${more}` }, { ...state, ...(where && { where }), ...(first.help && { help: first.help }) })
}

/** Migrations that a run would take, in order. Throws `version_unknown`, and `undo_missing` when one cannot be undone. */
export function chooseRows(rows: readonly MigrationRow[], direction: Direction, to: string | undefined): MigrationRow[] {
  const target = to === undefined ? undefined : knownVersion(rows, to, direction)
  if (direction === 'up') return pendingOf(rows, target)
  const chosen = undoPlan(rows, target)
  for (const { version, description, undoScript } of chosen) {
    if (undoScript === null) throw new AppError('undo_missing', { version: version ?? '', file: undoFileName(version ?? '', description) }, { state: 'Nothing was changed.' })
  }
  return chosen
}

function knownVersion(rows: readonly MigrationRow[], to: string, direction: Direction): string {
  if (direction === 'down' && to === '0') return to
  const known = isVersion(to) && rows.some(({ version }) => version !== null && compareVersions(version, to) === 0)
  if (!known) throw new AppError('version_unknown', { version: to })
  return to
}
