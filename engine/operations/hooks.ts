import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'

export function hooksOperations(_engine: Engine): Handlers<'hooks'> {
  return {}
}
