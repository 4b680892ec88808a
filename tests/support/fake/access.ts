import type { Handlers } from '#shared/contract/handlers.ts'

export function fakeAccess(): Handlers<'access'> {
  return {}
}
