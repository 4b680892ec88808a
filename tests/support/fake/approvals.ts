import type { Handlers } from '#shared/contract/handlers.ts'

export function fakeApprovals(): Handlers<'approvals'> {
  return {}
}
