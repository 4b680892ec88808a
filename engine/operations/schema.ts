import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'

function later(): never {
  throw new AppError('not_allowed', { what: 'This' })
}

export function schemaOperations(_engine: Engine): Handlers<'schema'> {
  return { read: later, outline: later, object: later, search: later, ddl: later, rows: later, diagram: later, snapshot: later, snapshots: later, deleteSnapshot: later }
}
