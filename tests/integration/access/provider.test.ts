import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountsOf } from '#engine/access/accounts.ts'
import { clientId, clientSecret, startProvider, type Provider, type Twist } from './provider.ts'
import { call, cookieOf, servedWorld, type Answer, type ServedWorld } from './served-world.ts'

let provider: Provider
let world: ServedWorld

beforeAll(async () => {
  provider = await startProvider()
  const groups = [{ group: 'dba', env: '*', role: 'operator' as const }, { group: 'shop', env: 'dev', role: 'developer' as const }, { group: 'gone', env: 'no-such-environment', role: 'owner' as const }]
  world = await servedWorld({ oidc: { issuer: provider.issuer, clientId, clientSecret, name: 'Example', nameClaim: 'preferred_username', groupsClaim: 'groups', groups, domains: ['example.com'] } })
  await world.user('vera', [])
})
afterAll(async () => {
  await world.close()
  await provider.close()
})

const lena = { sub: 'u-1', preferred_username: 'lena', name: 'Lena Ray', email: 'lena@example.com', email_verified: true, groups: ['dba'] }
const fromElsewhere = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

async function begin(): Promise<{ url: string; cookie: string }> {
  const answer = await call(world.served.port, '/auth/oidc/start', {})
  expect([answer.status, answer.headers['set-cookie']]).toEqual([303, [expect.stringMatching(/^strata-oidc_\d+=[\w.-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/)]])
  return { url: String(answer.headers['location']), cookie: cookieOf(answer) }
}

const back = (url: URL, cookie: string | undefined): Promise<Answer> => call(world.served.port, `${url.pathname}${url.search}`, { headers: { ...fromElsewhere, ...(cookie !== undefined && { cookie }) } })

async function signIn(claims: Record<string, unknown>, twist?: Twist): Promise<Answer> {
  const { url, cookie } = await begin()
  return back(provider.consent(url, claims, twist), cookie)
}

const sessionOf = ({ headers }: Answer) => [headers['set-cookie']].flat().find((one) => one?.startsWith('strata_'))?.split(';')[0]

describe('through the provider', () => {
  test('a person comes in with what the groups give, and with what they give now at the next sign-in', async () => {
    expect((await world.ask('/session')).json).toMatchObject({ provider: { name: 'Example', href: '/auth/oidc/start' } })
    const answer = await signIn(lena)
    expect([answer.status, answer.headers['location']]).toEqual([303, '/'])
    const cookie = sessionOf(answer) ?? ''
    expect((await world.ask('/session', { cookie })).json).toMatchObject({ me: { kind: 'user', name: 'lena', displayName: 'Lena Ray', grants: [{ env: '*', role: 'operator' }] } })
    const again = sessionOf(await signIn({ ...lena, preferred_username: 'renamed', groups: ['shop', 'gone'] })) ?? ''
    expect((await world.ask('/session', { cookie: again })).json).toMatchObject({ me: { name: 'lena', grants: [{ env: world.environments.dev.id, role: 'developer' }] } })
    expect((await world.ask('/environments', { cookie })).json).toMatchObject({ environments: [{ name: 'dev' }] })
    expect((await accountsOf(world.engine).users.get('lena')).passwordHash).toBeNull()
    expect((await world.ask('/session', { method: 'POST', body: { name: 'lena', password: '' } })).json).toMatchObject({ code: 'sign_in_failed' })
  })

  test.each<[string, Record<string, unknown>]>([
    ['another domain', { email: 'lena@example.com.evil.example' }], ['an address that nobody verified', { email_verified: false }], ['no address', { email: undefined }],
    ['the name of somebody who has a password here', { sub: 'u-2', preferred_username: 'Vera' }], ['no name', { sub: 'u-3', preferred_username: undefined }], ['a name that is none', { sub: 'u-4', preferred_username: '<b>x</b>' }],
  ])('nobody comes in with %s', async (_what, change) => {
    const answer = await signIn({ ...lena, ...change })
    expect([answer.status, sessionOf(answer)]).toEqual([401, undefined])
  })

  test('who is kept out stays out', async () => {
    const { users } = accountsOf(world.engine)
    await users.change((await users.get('lena')).id, { disabled: true })
    expect(sessionOf(await signIn(lena))).toBeUndefined()
    await users.change((await users.get('lena')).id, { disabled: false })
    expect(sessionOf(await signIn(lena))).toBeDefined()
  })
})

describe('what is not from the provider, or not for this browser', () => {
  test.each<[string, Twist]>([
    ['another issuer', { issuer: 'https://evil.example' }], ['another audience', { audience: 'other' }], ['another nonce', { nonce: 'replayed' }], ['a token that has expired', { expired: true }], ['a foreign key', { foreignKey: true }],
  ])('is refused: %s', async (_what, twist) => {
    const answer = await signIn(lena, twist)
    expect([answer.status, sessionOf(answer)]).toEqual([401, undefined])
    expect(answer.text).toContain('did not succeed')
  })

  test('is refused: a state of another sign-in, a code without the cookie or with another one, and a code a second time', async () => {
    const [mine, theirs] = [await begin(), await begin()]
    const wrongState = provider.consent(mine.url, lena)
    wrongState.searchParams.set('state', new URL(theirs.url).searchParams.get('state') ?? '')
    const good = provider.consent(mine.url, lena)
    const answers = [await back(wrongState, mine.cookie), await back(provider.consent(mine.url, lena), undefined), await back(provider.consent(mine.url, lena), theirs.cookie), await back(good, mine.cookie), await back(good, mine.cookie)]
    expect(answers.map((answer) => [answer.status, sessionOf(answer) !== undefined])).toEqual([[401, false], [401, false], [401, false], [303, true], [401, false]])
  })

  test('is noted with the reason, and without code or token', async () => {
    const denials = JSON.stringify(await accountsOf(world.engine).denials.list(100))
    expect(denials).toContain('GET /auth/oidc/callback')
    expect(denials).toMatch(/OAUTH_\w+/)
    expect(denials).not.toMatch(/code-\d|eyJ/)
  })
})
