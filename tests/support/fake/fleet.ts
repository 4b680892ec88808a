import type { Handlers } from '#shared/contract/handlers.ts'

export function fakeFleet(): Handlers<'fleet'> {
  return {} as Handlers<'fleet'>
}
