import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, cookieOf, ownerPassword, servedWorld, userPassword, type ServedWorld } from './served-world.ts'

let world: ServedWorld
let owner: string

beforeAll(async () => {
  world = await servedWorld()
})
afterAll(() => world.close())

const tokenIn = (url: string | undefined) => /#\/owner\?token=([\w-]{43})$/.exec(url ?? '')?.[1] ?? ''

describe('the first start', () => {
  test('shows pages and says that an owner is needed, and nothing else', async () => {
    expect((await call(world.served.port, '/', {})).text).toContain('<title>Strata</title>')
    expect((await world.ask('/session')).json).toEqual({ signIn: 'users', needsOwner: true, provider: null, me: null })
    expect((await world.ask('/environments')).json).toMatchObject({ code: 'sign_in_required' })
    expect((await world.ask('/openapi.json')).status).toBe(401)
  })

  test('its link makes the owner, once', async () => {
    const token = tokenIn(world.served.ownerUrl)
    const body = { token, name: 'olga', displayName: 'Olga', password: ownerPassword }
    expect((await world.ask('/owner', { method: 'POST', body: { ...body, token: 'x'.repeat(43) } })).json).toMatchObject({ code: 'sign_in_failed' })
    expect((await world.ask('/owner', { method: 'POST', body: { ...body, password: 'password1234' } })).json).toMatchObject({ code: 'bad_request', where: { field: 'password' } })
    const made = await world.ask('/owner', { method: 'POST', body })
    expect([made.status, made.json]).toEqual([200, expect.objectContaining({ kind: 'user', name: 'olga', displayName: 'Olga', grants: [{ env: '*', role: 'owner' }] })])
    owner = cookieOf(made)
    expect((await world.ask('/owner', { method: 'POST', body: { ...body, name: 'other' } })).json).toMatchObject({ code: 'sign_in_failed' })
    expect((await world.ask('/session', { cookie: owner })).json).toMatchObject({ needsOwner: false, me: { name: 'olga' } })
    expect((await world.ask('/environments', { cookie: owner })).json).toMatchObject({ environments: [{ name: 'dev' }, { name: 'prod' }] })
  })
})

describe('a session', () => {
  test('is a cookie out of reach of scripts and of other sites, and a new one at each sign-in', async () => {
    const first = await world.ask('/session', { method: 'POST', body: { name: 'OLGA', password: ownerPassword } })
    expect(first.headers['set-cookie']).toEqual([expect.stringMatching(new RegExp(`^strata_${world.served.port}=[\\w-]{43}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict$`))])
    const planted = `strata_${world.served.port}=${'p'.repeat(43)}`
    const second = await world.ask('/session', { method: 'POST', cookie: planted, body: { name: 'olga', password: ownerPassword } })
    expect(cookieOf(second)).not.toBe(planted)
    expect((await world.ask('/session', { cookie: planted })).json).toMatchObject({ me: null })
    const again = await world.ask('/session', { method: 'POST', cookie: cookieOf(second), body: { name: 'olga', password: ownerPassword } })
    expect((await world.ask('/session', { cookie: cookieOf(second) })).json).toMatchObject({ me: null })
    expect((await world.ask('/session', { cookie: cookieOf(again) })).json).toMatchObject({ me: { name: 'olga' } })
  })

  test('ends by signing out, and all of them by signing out everywhere', async () => {
    const one = await world.signIn('olga', ownerPassword)
    const gone = await world.ask('/session', { method: 'DELETE', cookie: one })
    expect(gone.headers['set-cookie']).toEqual([expect.stringContaining('Max-Age=0')])
    expect((await world.ask('/session', { cookie: one })).json).toMatchObject({ me: null })
    const [a, b] = [await world.signIn('olga', ownerPassword), await world.signIn('olga', ownerPassword)]
    expect((await world.ask('/sessions', { cookie: a })).json['sessions']).toEqual(expect.arrayContaining([expect.objectContaining({ current: true, address: '127.0.0.1' })]))
    expect((await world.ask('/sessions', { method: 'DELETE', cookie: a })).json).toEqual({ ended: 5 })
    for (const cookie of [a, b, owner]) expect((await world.ask('/environments', { cookie })).json).toMatchObject({ code: 'sign_in_required' })
    owner = await world.signIn('olga', ownerPassword)
  })

  test('ends when its user is kept out, gets another password or is removed', async () => {
    const cookie = await world.user('vera', [{ env: '*', role: 'viewer' }])
    expect((await world.ask('/environments', { cookie })).status).toBe(200)
    await world.ask('/users/vera', { method: 'PATCH', cookie: owner, body: { disabled: true } })
    expect((await world.ask('/environments', { cookie })).json).toMatchObject({ code: 'sign_in_required' })
    await expect(world.signIn('vera', userPassword)).rejects.toThrow('sign_in_failed')
    await world.ask('/users/vera', { method: 'PATCH', cookie: owner, body: { disabled: false } })
    const [kept, other] = [await world.signIn('vera', userPassword), await world.signIn('vera', userPassword)]
    expect((await world.ask('/session/password', { method: 'PUT', cookie: kept, body: { current: userPassword, password: 'nine-brown-baskets' } })).json).toEqual({ ended: 1 })
    expect((await world.ask('/session', { cookie: other })).json).toMatchObject({ me: null })
    expect((await world.ask('/session', { cookie: kept })).json).toMatchObject({ me: { name: 'vera' } })
    const { password } = (await world.ask('/users/vera/password', { method: 'POST', cookie: owner })).json as { password: string }
    expect((await world.ask('/session', { cookie: kept })).json).toMatchObject({ me: null })
    const last = await world.signIn('vera', password)
    await world.ask('/users/vera', { method: 'DELETE', cookie: owner })
    expect((await world.ask('/session', { cookie: last })).json).toMatchObject({ me: null })
  })
})

test('the last owner can neither go nor be made less', async () => {
  for (const [method, body] of [['PATCH', { disabled: true }], ['PATCH', { grants: [{ env: '*', role: 'operator' }] }], ['DELETE', undefined]] as const) {
    expect((await world.ask('/users/olga', { method, cookie: owner, body })).json).toMatchObject({ code: 'last_owner' })
  }
})
