import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'

export function approvalsOperations(_engine: Engine): Handlers<'approvals'> {
  return {}
}
