import { AppError } from '#shared/contract/app-error.ts'
import { roleSchema, type Grant } from '#shared/access/roles.ts'

/** `operator@shop`, or `operator` for everything. Environments may be named by their names. */
export function grantOf(text: string): Grant {
  const [word = '', ...env] = text.split('@')
  const role = roleSchema.safeParse(word)
  if (!role.success) throw new AppError('bad_request', { problem: `"${text}" begins with no role` }, { help: `Write ROLE or ROLE@ENVIRONMENT with one of: ${roleSchema.options.join(', ')}.` })
  return { env: env.length === 0 ? '*' : env.join('@'), role: role.data }
}
