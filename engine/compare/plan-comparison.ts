import { AppError } from '#shared/contract/app-error.ts'
import type { Difference, Plan } from '#shared/contract/compare.ts'
import { kinds } from '#shared/kinds/index.ts'
import { planChoice } from '#shared/schema/plan-choice.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { toPlan } from '#shared/schema/to-plan.ts'
import { sha256 } from '../migrations/read-folder.ts'
import { fingerprintOf } from '../schema/take-snapshot.ts'
import type { KeptComparison } from './comparisons.ts'

/** What a person wants of a comparison. */
export interface Choice {
  /** Ids of differences; undefined: all. */
  take?: readonly string[] | undefined
  renames: readonly { from: string; to: string }[]
  ignore: readonly Difference['noise'][]
}

export interface PlannedChoice {
  /** A, and what it becomes. */
  from: Snapshot
  to: Snapshot
  forward: Plan
  undo: Plan
  cameAlong: { id: string; neededBy: string }[]
}

/** The statements for what was chosen, and those that take it back. Throws `plan_impossible`, `not_found`. */
export function planComparison(kept: KeptComparison, { take, renames, ignore }: Choice): PlannedChoice {
  const { a, b, comparison } = kept
  const known = new Set(comparison.differences.map(({ id }) => id))
  const unknown = [...(take ?? []), ...renames.flatMap(({ from, to }) => [from, to])].find((id) => !known.has(id))
  if (unknown !== undefined) throw new AppError('not_found', { what: 'difference', name: unknown })
  const wanted = withoutStorage(kept, take, ignore)
  const { forward, undo, target, cameAlong } = planChoice(a, b, kinds, { ...(wanted && { take: new Set(wanted) }), renames, ignore })
  const [before, after] = [fingerprintOf(a), fingerprintOf(target)]
  return { from: a, to: target, forward: toPlan(forward, before, after, sha256), undo: toPlan(undo, after, before, sha256), cameAlong: [...cameAlong] }
}

/** Where and how rows lie is said by attributes, not by facts of their own: such differences are left by not taking them. */
function withoutStorage({ comparison: { differences } }: KeptComparison, take: Choice['take'], ignore: Choice['ignore']): readonly string[] | undefined {
  const left = ignore.includes('storage') ? new Set(differences.filter(({ noise }) => noise === 'storage').map(({ id }) => id)) : undefined
  if (!left || left.size === 0) return take
  return (take ?? differences.map(({ id }) => id)).filter((id) => !left.has(id))
}
