import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'

/** Going on without what protects is always said why, whatever the environment asks for. Throws `reason_required`. */
export function askReason({ name }: Environment, reason: string | undefined): void {
  if (!reason?.trim()) throw new AppError('reason_required', { env: name }, { where: { field: 'reason' } })
}
