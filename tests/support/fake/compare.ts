import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'

function later(): never {
  throw new AppError('not_allowed', { what: 'This' })
}

export function fakeCompare(): Handlers<'compare'> {
  return { run: later, show: later, object: later, plan: later, write: later, drift: later }
}
