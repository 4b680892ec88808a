import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'

const later = () => {
  throw new AppError('internal')
}

export function previewOperations(_engine: Engine): Handlers<'preview'> {
  return { run: later, show: later, object: later, blockers: later, lint: later, keep: later, proofs: later, shadows: later, dropShadows: later }
}
