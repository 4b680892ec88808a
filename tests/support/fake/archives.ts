import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'

const later = () => {
  throw new AppError('internal')
}

export function fakeArchives(): Handlers<'archives'> {
  return { list: () => ({ archives: [], bytes: 0 }), putBack: later, drop: later, expire: () => ({ dropped: [] }) }
}
