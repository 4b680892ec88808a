import { AppError } from '#shared/contract/app-error.ts'
import type { Confirmation, Confirmer } from '#shared/contract/confirmations.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'

const minute = 60_000

/** Confirmations of each state, and one second person whose passphrase is "two keys for one door". */
export function fakeConfirmations({ empty, now, confirmed }: { empty: boolean; now: number; confirmed: boolean }, find: (key: string) => Environment): Handlers<'confirmations'> {
  const iso = (ms: number) => new Date(ms).toISOString()
  const one = (id: string, ago: number, change: Partial<Confirmation>): Confirmation => ({
    id, env: 'production', envId: 'prod', operation: 'migrations.apply', plan: '4be1'.repeat(16), reason: 'CHG-1182 order totals', by: 'jun@desk-3', second: null, createdAt: iso(now - ago * minute), expiresAt: iso(now - (ago - 30) * minute),
    state: 'pending', usedAt: null, usedBy: null, revokedAt: null, revokedBy: null, mine: false, ...change,
  })
  let kept = empty ? [] : [
    one('c4', 6, confirmed ? { plan: `${'4be1'.repeat(15)}prod` } : {}),
    one('c3', 95, { state: 'expired', reason: 'CHG-1179 stock levels', plan: '77aa'.repeat(16) }),
    one('c2', 1500, { state: 'used', by: 'lena@dev-7', mine: true, second: 'Jun', usedAt: iso(now - 1494 * minute), usedBy: 'lena@dev-7', reason: 'CHG-1171 customer phone numbers', plan: 'c0de'.repeat(16) }),
    one('c1', 4400, { state: 'revoked', by: 'lena@dev-7', mine: true, operation: 'archives.drop', plan: 'v12__purge_carts', reason: 'No longer needed', revokedAt: iso(now - 4390 * minute), revokedBy: 'lena@dev-7' }),
  ]
  const people: Confirmer[] = empty ? [] : [{ name: 'Jun', addedAt: iso(now - 40 * 24 * 60 * minute), addedBy: 'lena@dev-7' }]
  return {
    create: ({ env: key, operation, plan = '', reason, person, passphrase }) => {
      const env = find(key)
      if (person !== undefined && passphrase !== 'two keys for one door') throw new AppError('confirmation_invalid', { problem: `the passphrase of ${person} is another one` }, { where: { field: 'passphrase' } })
      const made = one(`c${kept.length + 1}`, 0, { env: env.name, envId: env.id, operation, plan, reason, by: 'lena@dev-7', mine: true, second: person ?? null, createdAt: iso(Date.now()), expiresAt: iso(Date.now() + env.policies.confirmationMinutes * minute) })
      kept = [made, ...kept]
      return { token: 'strata_fake', confirmation: made }
    },
    check: ({ token }) => ({ valid: token === 'strata_fake', problem: token === 'strata_fake' ? null : 'this token is not known here' }),
    list: ({ env }) => ({ confirmations: kept.filter(({ envId }) => env === undefined || envId === find(env).id) }),
    revoke: ({ id }) => {
      kept = kept.map((each) => (each.id === id ? { ...each, state: 'revoked' as const, revokedAt: iso(Date.now()), revokedBy: 'lena@dev-7' } : each))
      const found = kept.find((each) => each.id === id)
      if (!found) throw new AppError('not_found', { what: 'confirmation', name: id })
      return found
    },
    people: () => ({ people }),
    setPerson: ({ name }) => {
      const made = { name, addedAt: iso(Date.now()), addedBy: 'lena@dev-7' }
      people.splice(0, people.length, ...people.filter((each) => each.name !== name), made)
      return made
    },
    removePerson: ({ name }) => {
      people.splice(0, people.length, ...people.filter((each) => each.name !== name))
      return { removed: name }
    },
  }
}
