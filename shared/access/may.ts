import { operationNeeds } from './operation-needs.ts'
import { isAllowed, type Ability, type Guarded, type Need } from './rules.ts'

export type OperationName = keyof typeof operationNeeds

export interface OperationNeed extends Need {
  /** `anybody`: before signing in. `anyone`: whoever is signed in. `store`: the role on everything. `environment`: on each that is named. */
  on: 'anybody' | 'anyone' | 'store' | 'environment'
}

/** What an operation asks for, as the contract says, without the contract itself: for pages, which then need not load it. */
export function needOfOperation(operation: OperationName): OperationNeed {
  return operationNeeds[operation]
}

/** Whether the server will let this through, as far as its role goes; `environment` null: none is meant. */
export function may(ability: Ability, operation: OperationName, environment: Guarded | null): boolean {
  const need: OperationNeed = operationNeeds[operation]
  if (need.on === 'anybody' || need.on === 'anyone') return true
  return isAllowed(ability, need, need.on === 'store' ? null : environment)
}
