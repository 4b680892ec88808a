import { choose, type Choice } from './choose.ts'
import { diffSnapshots } from './diff.ts'
import type { FactId } from './fact.ts'
import type { Registry } from './kind.ts'
import { planChange, type PlanDraft } from './plan/plan-change.ts'
import { applyRenames, type Rename } from './rename/apply-renames.ts'
import type { Snapshot } from './snapshot.ts'

export interface ChoiceOptions extends Choice {
  /** Renames that a person has confirmed. */
  renames?: readonly Rename[]
  /** `server_version_num` of the server that will run the plans; absent: that of A. */
  version?: number
}

export interface PlannedChoice {
  readonly forward: PlanDraft
  readonly undo: PlanDraft
  /** What A will be after the plan. */
  readonly target: Snapshot
  readonly cameAlong: readonly { id: FactId; neededBy: FactId }[]
}

/** The plans that take A to B, whole or in part, and back. `take` holds ids as the difference of A and B without renames names them. Throws AppError `plan_impossible`. */
export function planChoice(a: Snapshot, b: Snapshot, registry: Registry, { renames = [], version, ...choice }: ChoiceOptions = {}): PlannedChoice {
  const to = version ?? a.head.serverVersionNum
  const renamed = renames.length === 0 ? { snapshot: a, newId: (id: FactId) => id } : applyRenames(a, b, renames, registry, to)
  const take = choice.take && new Set([...choice.take, ...[...choice.take].map(renamed.newId)])
  const { target, cameAlong } = choose(renamed.snapshot, b, diffSnapshots(renamed.snapshot, b), { ...choice, take }, registry)
  const back = renames.map(({ from, to: name }) => ({ from: name, to: from }))
  return {
    forward: planChange(a, target, registry, { version: to, renames }),
    undo: planChange(target, a, registry, { version: to, renames: back }),
    target,
    cameAlong,
  }
}
