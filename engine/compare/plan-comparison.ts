import { AppError } from '#shared/contract/app-error.ts'
import type { Difference, Plan } from '#shared/contract/compare.ts'
import { kinds } from '#shared/kinds/index.ts'
import { planChange } from '#shared/schema/plan/plan-change.ts'
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
export function planComparison(kept: KeptComparison, choice: Choice): PlannedChoice {
  const { a, b, comparison } = kept
  const unknown = choice.take?.find((id) => !comparison.differences.some((difference) => difference.id === id))
  if (unknown !== undefined) throw new AppError('not_found', { what: 'difference', name: unknown })
  const from = a
  const to = b
  const cameAlong: PlannedChoice['cameAlong'] = []
  return { from, to, forward: planBetween(from, to), undo: planBetween(to, from), cameAlong }
}

/** For the server of A, whichever way. */
export function planBetween(from: Snapshot, to: Snapshot): Plan {
  return toPlan(planChange(from, to, kinds), fingerprintOf(from), fingerprintOf(to), sha256)
}
