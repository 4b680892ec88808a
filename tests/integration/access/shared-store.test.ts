import { expect, test } from 'vitest'
import { accountsOf, type Accounts } from '#engine/access/accounts.ts'
import { storeWorld } from '../../support/postgres-store.ts'

const password = 'seven-green-rivers'

async function owner(accounts: Accounts): Promise<string> {
  return (await accounts.makeOwner({ token: await accounts.links.make(), name: 'Olga', displayName: '', password })).id
}

test('in a store that several servers share, what one of them says of people holds for all at once', async () => {
  const world = await storeWorld()
  const [one, other] = [accountsOf(await world.open()), accountsOf(await world.open())]
  const link = await one.links.make()
  const made = await Promise.allSettled([one, other].map((accounts, index) => accounts.makeOwner({ token: link, name: `owner${index}`, displayName: '', password })))
  expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const id = await owner(one)
  const { token } = await one.sessions.begin(id, { address: '10.0.0.1', agent: 'x' })
  expect((await other.bySession(token))?.caller).toMatchObject({ kind: 'user', name: 'Olga', grants: [{ env: '*', role: 'owner' }] })
  expect((await other.sessions.counts()).get(id)).toBe(1)
  const { token: pat, kept } = await other.tokens.add({ name: 'ci', userId: id, createdBy: 'Olga', grants: [{ env: '*', role: 'viewer' }], expiresAt: Date.now() + 60_000 })
  expect(await one.byToken(pat)).toMatchObject({ kind: 'token', name: 'Olga', grants: [{ env: '*', role: 'viewer' }] })
  await one.tokens.revoke(kept.id)
  expect(await other.byToken(pat)).toBeUndefined()
  await other.sessions.endOf(id)
  expect(await one.bySession(token)).toBeUndefined()
})

test('whoever guesses at several servers is counted once for all', async () => {
  const world = await storeWorld()
  const all = [accountsOf(await world.open()), accountsOf(await world.open())]
  await owner(all[0] as Accounts)
  const tries = await Promise.allSettled(Array.from({ length: 12 }, (_one, index) => all[index % 2]?.check('olga', `wrong-number-${index}`, '10.0.0.9')))
  const codes = tries.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'in'))
  expect(codes.filter((code) => code === 'sign_in_failed').length).toBeLessThanOrEqual(5)
  expect(new Set(codes)).toEqual(new Set(['sign_in_failed', 'rate_limited']))
  await expect(all[1]?.check('olga', password, '10.0.0.9')).rejects.toMatchObject({ code: 'rate_limited' })
  expect((await all[1]?.check('olga', password, '10.0.0.10'))?.name).toBe('Olga')
})

test('of two owners who make each other less at once, one stays', async () => {
  const world = await storeWorld()
  const [one, other] = [accountsOf(await world.open()), accountsOf(await world.open())]
  const first = await owner(one)
  const second = (await one.users.add({ name: 'oskar', displayName: '', passwordHash: null, grants: [{ env: '*', role: 'owner' }], createdBy: 'test' })).id
  const ends = await Promise.allSettled([one.users.change(first, { grants: [] }), other.users.change(second, { disabled: true })])
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await one.users.hasOwner()).toBe(true)
  expect(await one.denials.note({ by: '-', address: '10.0.0.1', what: 'GET /', env: null, code: 'sign_in_required', message: 'No.' })).toBeDefined()
  expect(await other.denials.list(10)).toMatchObject([{ by: '-', what: 'GET /' }])
})
