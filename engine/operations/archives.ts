import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'

const later = () => {
  throw new AppError('internal')
}

export function archivesOperations(_engine: Engine): Handlers<'archives'> {
  return { list: later, putBack: later, drop: later, expire: later }
}
