import type { Confirmation, Confirmer } from '#shared/contract/confirmations.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { time } from './values.ts'

/** The token alone on the first line: `strata confirm ... | head -n 1`. */
export function renderGiven({ token, confirmation }: { token: string; confirmation: Confirmation }, look: Look): string {
  const { env, operation, plan, expiresAt, id } = confirmation
  const about = `For ${operation} on ${env}${plan === '' ? '' : `, plan ${short(plan)}`}, once, until ${time(expiresAt, look.timeZone)}. It is not shown again.`
  return `${token}\n${look.paint.dim(`${about}\nTo take it back: strata confirmations revoke ${id}`)}\n`
}

export function renderConfirmations({ confirmations }: { confirmations: Confirmation[] }, look: Look): string {
  if (confirmations.length === 0) return 'Nothing was confirmed yet.\n'
  const rows = confirmations.map((one) => [time(one.createdAt, look.timeZone), one.env, one.operation, short(one.plan), who(one), stateOf(one, look), one.reason, look.paint.dim(one.id)])
  return `${table(['Given', 'Environment', 'For', 'Plan', 'By', '', 'Why', 'Id'], rows, look)}\n`
}

export function renderRevoked({ operation, env }: Confirmation): string {
  return `The confirmation of ${operation} on ${env} holds no more.\n`
}

export function renderPeople({ people }: { people: Confirmer[] }, look: Look): string {
  if (people.length === 0) return 'No second person has a passphrase here.\nSet one: strata confirmers set NAME\n'
  return `${table(['Name', 'Set', 'By'], people.map(({ name, addedAt, addedBy }) => [name, time(addedAt, look.timeZone), addedBy]), look)}\n`
}

function who({ by, second }: Confirmation): string {
  return second === null ? by : `${by} with ${second}`
}

function stateOf({ state, expiresAt, usedAt, usedBy, revokedBy }: Confirmation, { paint, timeZone }: Look): string {
  if (state === 'pending') return paint.green(`holds until ${time(expiresAt, timeZone)}`)
  if (state === 'used') return `used ${usedAt ? time(usedAt, timeZone) : ''} by ${usedBy ?? ''}`
  return paint.dim(state === 'revoked' ? `taken back by ${revokedBy ?? ''}` : `expired ${time(expiresAt, timeZone)}`)
}

function short(plan: string): string {
  return /^[0-9a-f]{64}$/.test(plan) ? plan.slice(0, 12) : plan
}
