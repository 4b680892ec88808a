import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'

export function accessOperations(_engine: Engine): Handlers<'access'> {
  return {}
}
