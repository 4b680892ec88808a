import { needOf, type Need } from '#shared/access/rules.ts'
import { contract, type Contract } from '#shared/contract/contract.ts'
import type { OperationMeta } from '#shared/contract/operation.ts'

/** `area.verb`, as the contract calls it. */
export type OperationName = { [A in keyof Contract]: `${A}.${Extract<keyof Contract[A], string>}` }[keyof Contract]

export interface OperationNeed extends Need {
  /** `everybody` who is signed in; on the `environment` that it concerns; on the `store`, which is on everything. */
  on: 'everybody' | 'environment' | 'store'
}

/** What an operation asks for, as it stands in the contract. */
export function operationNeed(operation: OperationName): OperationNeed {
  const [area, verb] = operation.split('.') as [keyof Contract, string]
  const { meta } = (contract[area] as Record<string, unknown> as Record<string, { '~orpc': { meta: OperationMeta } }>)[verb]?.['~orpc'] ?? {}
  if (!meta) throw new Error(`The contract has no ${operation}`)
  const { scope } = meta
  const on = scope === 'store' ? 'store' : scope === 'public' || scope === 'self' || scope === 'visible' || scope === undefined ? 'everybody' : 'environment'
  return { ...needOf(meta), on }
}
