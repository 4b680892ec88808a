import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'

export function fleetOperations(_engine: Engine): Handlers<'fleet'> {
  return {}
}
