import type { Handlers } from '#shared/contract/handlers.ts'

export function fakeHooks(): Handlers<'hooks'> {
  return {} as Handlers<'hooks'>
}
