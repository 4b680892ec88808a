import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'

const later = () => {
  throw new AppError('internal')
}

export function fakePreview(): Handlers<'preview'> {
  return { run: later, show: later, object: later, blockers: later, lint: later, keep: later, proofs: () => ({ proofs: [] }), shadows: () => ({ shadows: [] }), dropShadows: () => ({ dropped: [] }) }
}
