import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan } from '#shared/contract/migrations.ts'

/** What an environment asks for before it is changed: production, unless its policy says otherwise, wants its name typed and a reason. */
export function confirmationOf({ policies, class: environmentClass }: Pick<Environment, 'policies' | 'class'>): Plan['confirmation'] {
  const asked = policies.confirm ?? environmentClass === 'production'
  return { name: asked, reason: asked }
}

/** Throws `confirmation_required` or `reason_required`. */
export function checkConfirmation(environment: Environment, { confirm, reason }: { confirm?: string | undefined; reason?: string | undefined }): void {
  const asked = confirmationOf(environment)
  if (asked.name && confirm !== environment.name) throw new AppError('confirmation_required', { env: environment.name }, { where: { field: 'confirm' } })
  if (asked.reason && !reason?.trim()) throw new AppError('reason_required', { env: environment.name }, { where: { field: 'reason' } })
}
