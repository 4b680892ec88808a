import type { Plan } from '../contract/compare.ts'
import type { Hash } from './fingerprint.ts'
import type { PlanDraft } from './plan/plan-change.ts'
import { planText } from './plan-text.ts'

/** The plan as the boundary knows it, bound to the fingerprints of both schemas (see `fingerprint`) and to its own statements. */
export function toPlan({ actions, hazards }: PlanDraft, from: string, to: string, hash: Hash): Plan {
  const statements = actions.map(({ sql, transaction, transactional }) => JSON.stringify([transaction, transactional, sql]))
  return {
    fingerprint: hash(['strata-schema-plan-1', from, to, ...statements].join('\n')),
    from,
    actions: [...actions],
    sql: planText(actions),
    hazards: [...hazards],
  }
}
