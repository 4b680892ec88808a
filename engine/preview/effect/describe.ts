import type { Difference } from '#shared/contract/compare.ts'
import type { Destruction, EffectLine, TracedStatement } from '#shared/contract/preview.ts'
import { findDestructions } from '#shared/keep/keep.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { LintFile } from '#shared/lint/rule.ts'
import { batchLines, effectLines } from '#shared/preview/effect/effect.ts'
import { scaleStatement, type ScaleBasis } from '#shared/preview/scale.ts'
import { diffSnapshots, type Delta } from '#shared/schema/diff.ts'
import { applyRenames, type Rename } from '#shared/schema/rename/apply-renames.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { differencesOf } from '../../compare/differences.ts'

export interface Described {
  before: Snapshot
  after: Snapshot
  renames: readonly Rename[]
  statements: readonly TracedStatement[]
  transactional: boolean
}

export interface DescribeContext {
  basis: ScaleBasis
  /** First in search_path. */
  schema: string
}

/** What changed, as differences and in words. */
export function describe(described: Described, context: DescribeContext): { effect: EffectLine[]; differences: Difference[] } {
  const { before, after, statements, transactional } = described
  const deltas = diffSnapshots(before, after)
  const renamed = withRenames(described, deltas)
  const effect = effectLines({ before: renamed.before, after, deltas: renamed.deltas, renames: renamed.renames, statements, transactional, ...context })
  return { effect, differences: differencesOf(before, after, deltas, kinds) }
}

/** The same for a batch whose migrations are described. */
export function describeBatch({ before, after, renames }: Pick<Described, 'before' | 'after' | 'renames'>, migrations: readonly (readonly EffectLine[])[], context: DescribeContext): { effect: EffectLine[]; differences: Difference[] } {
  const deltas = diffSnapshots(before, after)
  const renamed = withRenames({ before, after, renames }, deltas)
  return { effect: batchLines({ ...renamed, after, ...context }, migrations), differences: differencesOf(before, after, deltas, kinds) }
}

/** Renames one after the other as one: what was renamed twice went from its first name to its last. */
export function chained(steps: readonly (readonly Rename[])[]): Rename[] {
  const found = new Map<string, string>()
  for (const { from, to } of steps.flat()) {
    const first = [...found].find(([, name]) => name === from)?.[0] ?? from
    found.set(first, to)
  }
  return [...found].flatMap(([from, to]) => (from === to ? [] : [{ from, to }]))
}

interface Renamed {
  before: Snapshot
  deltas: readonly Delta[]
  renames: readonly Rename[]
}

/** Renames are no loss and no gain: what remains is what else has changed. */
function withRenames({ before, after, renames }: Pick<Described, 'before' | 'after' | 'renames'>, deltas: readonly Delta[]): Renamed {
  if (renames.length === 0) return { before, deltas, renames }
  try {
    const { snapshot } = applyRenames(before, after, renames, kinds, after.head.serverVersionNum)
    return { before: snapshot, deltas: diffSnapshots(snapshot, after), renames }
  } catch {
    // Two objects that swap their names are told as gone and new.
    return { before, deltas, renames: [] }
  }
}

/** Statements with what they mean on the target. */
export function scaled(statements: readonly TracedStatement[], basis: ScaleBasis): TracedStatement[] {
  return statements.map((statement) => ({ ...statement, onTarget: scaleStatement(statement, basis) }))
}

const wholeTable: ReadonlySet<Destruction['kind']> = new Set(['drop_table', 'drop_column', 'truncate', 'narrowing_type'])

/** What the script destroys, with how many rows that is on the target: of what was measured, or all that the table has. */
export function destructionsOf(file: LintFile, before: Snapshot, statements: readonly TracedStatement[], { basis, schema }: DescribeContext): Destruction[] {
  return findDestructions(file, before, schema).map((one) => {
    const size = basis.sizes.get(one.relation)
    if (!size) return one
    if (!wholeTable.has(one.kind)) return { ...one, rows: statements.find(({ number }) => number === one.statement)?.onTarget?.rows ?? null }
    return { ...one, rows: size.rows >= 0 ? size.rows : null, bytes: one.kind === 'drop_table' || one.kind === 'truncate' ? size.totalBytes : null }
  })
}

/** The sizes of tables under the names that they have now. */
export function renameSizes<T>(sizes: ReadonlyMap<string, T>, renames: readonly Rename[]): Map<string, T> {
  const found = new Map(sizes)
  for (const { from, to } of renames.filter((rename) => rename.from.startsWith('table:'))) {
    const [old, now] = [from.slice('table:'.length), to.slice('table:'.length)]
    const size = sizes.get(old)
    if (size === undefined) continue
    found.delete(old)
    found.set(now, size)
  }
  return found
}
