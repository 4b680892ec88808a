import { lockModes } from '../contract/compare.ts'
import type { Diagnostic } from '../contract/diagnostics.ts'
import type { PreviewedMigration, TracedLock, TracedStatement } from '../contract/preview.ts'

export type Danger = 'none' | 'calm' | 'careful' | 'danger'

/** The strongest lock on a relation that others may be waiting for; of equal ones the first on a table. */
export function strongestLock({ locks }: Pick<TracedStatement, 'locks'>): TracedLock | undefined {
  const old = locks.filter(({ isNew, kind }) => !isNew && kind !== 'catalog' && kind !== 'toast')
  return old.toSorted((a, b) => lockModes.indexOf(b.mode) - lockModes.indexOf(a.mode) || Number(a.kind === 'index') - Number(b.kind === 'index'))[0]
}

/** Seconds from which a lock that stops readers or writers is felt. */
const felt = 2

/**
 * How much others feel a statement. danger: readers or writers wait for seconds, or for as long as the data is large.
 * careful: they wait, and it may grow. calm: it writes and nobody waits. none: nothing that anybody feels.
 */
export function dangerOf(statement: TracedStatement): Danger {
  if (statement.outcome === 'failed') return 'danger'
  if (statement.outcome !== 'ran') return 'none'
  const stops = statement.blocks.includes('reads') || statement.blocks.includes('writes')
  const high = statement.onTarget?.seconds?.high
  const grows = statement.rewrites.length + statement.scans.length > 0 || (high ?? 0) >= felt
  if (stops && grows) return high === undefined || high >= felt ? 'danger' : 'careful'
  return statement.rows.some(({ inserted, updated, deleted }) => inserted + updated + deleted > 0) ? 'calm' : 'none'
}

/** Findings of one script; those of a place without a file name are about none. */
export function findingsIn(findings: readonly Diagnostic[], script: string): Diagnostic[] {
  return findings.filter(({ where, subject }) => (where?.file ?? subject) === script)
}

/** Seconds of one migration on the target; null where nothing in it grows with the data. */
export function secondsOf({ statements }: PreviewedMigration): { low: number; high: number } | null {
  const known = statements.flatMap(({ onTarget }) => onTarget?.seconds ?? [])
  if (known.length === 0) return null
  return { low: known.reduce((sum, { low }) => sum + low, 0), high: known.reduce((sum, { high }) => sum + high, 0) }
}

/** `public.orders` as `orders`, where public is the schema that names without one are looked up in. */
export function shortRelation(relation: string, schema = 'public'): string {
  return relation.startsWith(`${schema}.`) ? relation.slice(schema.length + 1) : relation
}
