import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountsOf } from '#engine/access/accounts.ts'
import { Attempts } from '#engine/access/attempts.ts'
import { call, cookieOf, ownerPassword, servedWorld, userPassword, type ServedWorld } from './served-world.ts'

let world: ServedWorld
let owner: string

beforeAll(async () => {
  world = await servedWorld()
  await world.user('vera', [{ env: world.environments.dev.id, role: 'viewer' }])
  owner = await world.signIn('olga', ownerPassword)
})
afterAll(() => world.close())

const codeOf = (answer: { json: Record<string, unknown> }) => answer.json['code']

test('what is refused is noted without what was sent along', async () => {
  await world.ask('/users', { method: 'POST', token: 'strata_pat_planted-secret-token', body: { name: 'planted-secret-name' } })
  await world.ask('/session', { method: 'POST', body: { name: 'somebody', password: 'planted-secret-password' } })
  const viewer = await world.user('victor', [{ env: world.environments.dev.id, role: 'viewer' }])
  await world.ask('/environments/dev/apply', { method: 'POST', cookie: viewer, body: {} })
  await world.ask('/environments/prod', { cookie: viewer })
  const { denials } = (await world.ask('/denials', { cookie: owner })).json as { denials: { by: string; what: string; code: string; env: string | null; address: string }[] }
  expect(denials).toEqual(expect.arrayContaining([
    expect.objectContaining({ by: '-', what: 'access.createUser', code: 'sign_in_required', address: '127.0.0.1' }),
    expect.objectContaining({ by: '-', what: 'access.signIn', code: 'sign_in_failed' }),
    expect.objectContaining({ by: 'victor', what: 'migrations.apply', code: 'role_missing', env: 'dev' }),
    expect.objectContaining({ by: 'victor', what: 'environments.get', code: 'not_found' }),
  ]))
  expect(JSON.stringify(denials) + world.log.join('\n')).not.toContain('planted-secret')
  expect(world.log.join('\n')).toContain('Denied: migrations.apply')
  expect(codeOf(await world.ask('/denials', { cookie: viewer }))).toBe('role_missing')
})

describe('another page', () => {
  const body = { name: 'olga', password: ownerPassword }
  test('cannot use the cookie of whoever looks at it', async () => {
    const own = { cookie: owner }
    const sent = { method: 'POST', body: { name: 'x', grants: [] } }
    for (const headers of [{ ...own }, { ...own, origin: 'https://evil.example', 'x-strata-request': '1' }, { ...own, 'sec-fetch-site': 'same-site', 'x-strata-request': '1' }, { ...own, origin: 'null', 'x-strata-request': '1' }]) {
      expect(codeOf(await world.ask('/users', { ...sent, headers }))).toBe('not_allowed')
      expect(codeOf(await call(world.served.port, '/rpc/access/createUser', { ...sent, headers }))).toBe(undefined)
      expect((await call(world.served.port, '/rpc/access/createUser', { ...sent, headers })).status).toBe(403)
    }
    expect((await accountsOf(world.engine).users.list()).map(({ name }) => name)).not.toContain('x')
  })

  test('cannot sign its visitors in as somebody else, and a program can sign in without the header', async () => {
    const site = `http://127.0.0.1:${world.served.port}`
    expect(codeOf(await world.ask('/session', { method: 'POST', body, headers: { origin: site } }))).toBe('not_allowed')
    expect((await world.ask('/session', { method: 'POST', body, headers: { origin: site, 'x-strata-request': '1' } })).status).toBe(200)
    expect((await world.ask('/session', { method: 'POST', body })).status).toBe(200)
  })

  test('cannot frame a page, and no answer permits another origin', async () => {
    const { headers } = await call(world.served.port, '/', { headers: { origin: `http://127.0.0.1:${world.served.port}` } })
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY' })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect((await call(world.served.port, '/api/v1/users', { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } })).status).toBeGreaterThanOrEqual(400)
  })
})

describe('whoever guesses', () => {
  test('is told the same of a wrong name and of a wrong password, and must soon wait', async () => {
    const tries = [...Array.from({ length: 5 }, () => 'vera'), ...Array.from({ length: 5 }, () => 'nobody-of-that-name')]
    for (const name of tries) expect(codeOf(await world.ask('/session', { method: 'POST', body: { name, password: 'wrong-wrong-wrong' } }))).toBe('sign_in_failed')
    for (const name of ['vera', 'nobody-of-that-name']) {
      const { status, json, headers } = await world.ask('/session', { method: 'POST', body: { name, password: userPassword } })
      expect([status, json]).toEqual([429, expect.objectContaining({ code: 'rate_limited', params: expect.objectContaining({ limit: 'too many failed sign-ins' }) })])
      expect(headers).not.toHaveProperty('set-cookie')
    }
    expect((await world.ask('/session', { method: 'POST', body: { name: 'olga', password: ownerPassword } })).status).toBe(200)
  })

  test('many tries at once count each', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_one, index) => world.ask('/session', { method: 'POST', body: { name: 'parallel', password: `guess-number-${index}` } })))
    expect(answers.filter((answer) => codeOf(answer) === 'sign_in_failed').length).toBeLessThanOrEqual(5)
  })

  test('waits longer each time, from anywhere, and no more after a day', async () => {
    const attempts = new Attempts(world.engine.database)
    const start = 1_000_000_000_000
    const rests: number[] = []
    let now = start
    for (let index = 0; index < 14; index += 1) {
      await attempts.begin('slow', '10.0.0.1', now)
      const until = await attempts.begin('slow', '10.0.0.1', now + 1).then(() => 0, (thrown: { params: { seconds: number } }) => Number(thrown.params?.seconds ?? (thrown as unknown as { data: { params: { seconds: number } } }).data.params.seconds))
      rests.push(until)
      now += until * 1000 + 1000
    }
    expect(rests.filter((rest) => rest > 0).slice(0, 4)).toEqual([15, 30, 60, 120])
    expect(Math.max(...rests)).toBe(900)
    await attempts.begin('slow', '10.0.0.1', now + 25 * 3600_000)
  })
})

describe('a token', () => {
  const make = (cookie: string, grants: unknown[], more: object = {}) => world.ask('/tokens', { method: 'POST', cookie, body: { name: 'ci', grants, ...more } })

  test('may do no more than whoever makes it, when it is made and when it is used', async () => {
    const { dev, prod } = world.environments
    const cookie = await world.user('otto', [{ env: dev.id, role: 'operator' }])
    for (const grant of [{ env: '*', role: 'viewer' }, { env: dev.id, role: 'owner' }]) expect(codeOf(await make(cookie, [grant]))).toBe('role_missing')
    expect(codeOf(await make(cookie, [{ env: prod.id, role: 'viewer' }]))).toBe('not_found')
    const made = await make(cookie, [{ env: 'dev', role: 'operator' }])
    const { token, info } = made.json as { token: string; info: { id: string; prefix: string } }
    expect([token.startsWith('strata_pat_'), token.startsWith(info.prefix), info.prefix.length]).toEqual([true, true, 15])
    expect((await world.ask('/environments', { token })).json).toMatchObject({ environments: [{ name: 'dev' }] })
    expect(codeOf(await make(token, [{ env: 'dev', role: 'viewer' }]))).not.toBe(undefined)
    expect(codeOf(await world.ask('/tokens', { method: 'POST', token, body: { name: 'more', grants: [{ env: 'dev', role: 'viewer' }] } }))).toBe('not_allowed')
    await world.ask('/users/otto', { method: 'PATCH', cookie: owner, body: { grants: [] } })
    expect((await world.ask('/environments', { token })).json).toEqual({ environments: [] })
    await world.ask('/users/otto', { method: 'PATCH', cookie: owner, body: { grants: [{ env: dev.id, role: 'viewer' }] } })
    expect((await world.ask('/session', { token })).json).toMatchObject({ me: { kind: 'token', name: 'otto', grants: [{ env: dev.id, role: 'viewer' }] } })
    await world.ask('/users/otto', { method: 'PATCH', cookie: owner, body: { disabled: true } })
    expect(codeOf(await world.ask('/environments', { token }))).toBe('sign_in_required')
  })

  test('is kept by its hash alone, and is seen by its maker and by owners', async () => {
    const { token, info } = (await make(owner, [{ env: '*', role: 'viewer' }], { days: 7 })).json as { token: string; info: { id: string } }
    const kept = JSON.stringify(await world.engine.database.all('SELECT * FROM access_tokens')) + JSON.stringify(await world.engine.database.all('SELECT * FROM access_sessions'))
    expect(kept).not.toContain(token)
    expect(kept).not.toContain(owner.split('=')[1])
    const vera = await world.user('vanessa', [{ env: '*', role: 'viewer' }])
    expect((await world.ask('/tokens', { cookie: vera })).json).toEqual({ tokens: [] })
    expect(codeOf(await world.ask(`/tokens/${info.id}`, { method: 'DELETE', cookie: vera }))).toBe('not_found')
    expect((await world.ask('/session', { token })).status).toBe(200)
    expect((await world.ask(`/tokens/${info.id}`, { method: 'DELETE', cookie: owner })).json).toMatchObject({ state: 'revoked', lastUsedAt: expect.any(String) })
    expect(codeOf(await world.ask('/session', { token }))).toBe('sign_in_required')
  })
})

test('what belongs to an environment is only there for who sees it, and a job also for who started it', async () => {
  const { dev, prod } = world.environments
  const { jobs } = world.engine
  const { jobId: foreign } = await jobs.start({ operation: 'schema.read', env: 'prod', input: {} }, () => Promise.resolve({}))
  const { jobId: nobodys } = await jobs.start({ operation: 'compare.run', input: {} }, () => Promise.resolve({}))
  const { jobId: visible } = await jobs.start({ operation: 'schema.read', env: 'dev', input: {} }, () => Promise.resolve({}))
  const cookie = await world.user('dora', [{ env: dev.id, role: 'developer' }])
  for (const id of [foreign, nobodys, 'no-such-job']) {
    const { json } = await world.ask(`/jobs/${id}`, { cookie })
    expect(json).toMatchObject({ code: 'not_found', params: { what: 'job', name: id } })
    expect(codeOf(await world.ask(`/jobs/${id}/cancel`, { method: 'POST', cookie }))).toBe('not_found')
    expect(codeOf(await world.ask(`/jobs/${id}/events`, { cookie }))).toBe('not_found')
  }
  const started = (await world.ask('/environments/dev/drift', { method: 'POST', cookie, body: {} })).json as { jobId: string }
  const compared = (await world.ask('/comparisons', { method: 'POST', cookie, body: { a: 'env:dev', b: 'env:dev' } })).json as { jobId: string }
  const listed = ((await world.ask('/jobs', { cookie })).json as { jobs: { id: string }[] }).jobs.map(({ id }) => id)
  expect(listed.toSorted()).toEqual([visible, started.jobId, compared.jobId].toSorted())
  expect((await world.ask(`/jobs/${compared.jobId}`, { cookie })).status).toBe(200)
  const sources = { 'env:prod': 'not_found', 'env:none': 'not_found', 'postgres://x@127.0.0.1:1/x': 'role_missing', 'dir:/etc': 'role_missing', 'snapshot:/etc/passwd': 'role_missing', 'backup:none': 'not_found' }
  for (const [source, code] of Object.entries(sources)) expect([source, codeOf(await world.ask('/comparisons', { method: 'POST', cookie, body: { a: 'env:dev', b: source } }))]).toEqual([source, code])
  expect((await world.ask('/comparisons', { method: 'POST', cookie, body: { a: 'env:dev', b: `dir:${dev.migrationsFolder}` } })).status).toBe(200)
  expect(codeOf(await world.ask('/comparisons', { method: 'POST', cookie, body: { a: 'env:dev', b: `dir:${prod.migrationsFolder}` } }))).toBe('not_found')
  const draft = { name: 'd', class: 'development', connection: { host: '169.254.169.254', database: 'x', user: 'x' } }
  expect(codeOf(await world.ask('/environments/test', { method: 'POST', cookie, body: { env: 'dev', draft } }))).toBe('role_missing')
  expect(codeOf(await world.ask('/environments/dev/snapshots', { method: 'POST', cookie, body: { file: '/tmp/x' } }))).toBe('role_missing')
})

test('each person has a language and a theme of their own', async () => {
  const [one, other] = [await world.user('una', []), await world.user('otis', [])]
  expect((await world.ask('/settings', { method: 'PATCH', cookie: one, body: { theme: 'dark' } })).json).toMatchObject({ theme: 'dark', language: 'system' })
  expect((await world.ask('/settings', { method: 'PATCH', cookie: one, body: { language: 'en' } })).json).toMatchObject({ theme: 'dark', language: 'en' })
  expect((await world.ask('/settings', { cookie: one })).json).toMatchObject({ theme: 'dark', language: 'en' })
  expect((await world.ask('/settings', { cookie: other })).json).toMatchObject({ theme: 'system', language: 'system' })
  expect(world.engine.settings.get()).toMatchObject({ theme: 'system' })
})

test('a stream does not outlive the session that opened it', { timeout: 30_000 }, async () => {
  const cookie = await world.user('sten', [{ env: '*', role: 'viewer' }])
  const { jobId } = await world.engine.jobs.start({ operation: 'schema.read', env: 'dev', input: {} }, ({ signal }) => new Promise((_done, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error))))
  const stream = world.ask(`/jobs/${jobId}/events`, { cookie, headers: { accept: 'text/event-stream' } })
  await expect.poll(() => world.engine.jobs.running().length).toBe(1)
  await world.ask('/users/sten', { method: 'PATCH', cookie: owner, body: { disabled: true } })
  expect((await stream).text).not.toContain('succeeded')
  expect((await world.engine.jobs.get(jobId)).state).toBe('running')
  await world.engine.jobs.cancel(jobId)
})

test('over TLS the cookie is bound to this host and comes back over TLS alone', async () => {
  const folder = join(import.meta.dirname, '../../fixtures/tls')
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const own = await servedWorld({ tls: { cert: read('server.crt'), key: read('server.key') }, host: '127.0.0.1' })
  try {
    await own.engine.database.run('DELETE FROM access_links')
    const token = await accountsOf(own.engine).links.make()
    const body = JSON.stringify({ token, name: 'olga', password: ownerPassword })
    const answer = await new Promise<{ headers: Record<string, unknown>; status: number }>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: own.served.port, path: '/api/v1/owner', method: 'POST', rejectUnauthorized: false, headers: { 'content-type': 'application/json' } }, (sent) => resolve({ headers: sent.headers, status: sent.statusCode ?? 0 }))
      asked.once('error', reject)
      asked.end(body)
    })
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-strata=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure$/)])
    expect(answer.headers['strict-transport-security']).toBe('max-age=15552000')
  } finally {
    await own.close()
  }
})

test('another address than the own machine needs TLS or the flag, and never takes the personal mode', async () => {
  await expect(servedWorld({ host: '0.0.0.0' })).rejects.toThrow(/would cross the network/)
  await expect(servedWorld({ host: '0.0.0.0', signIn: 'link', insecureHttp: true })).rejects.toThrow(/personal mode/)
  const open = await servedWorld({ host: '0.0.0.0', insecureHttp: true })
  expect((await open.ask('/session', { headers: { host: 'evil.example' } })).status).toBe(403)
  expect((await open.ask('/session')).status).toBe(200)
  await open.close()
})

test('a cookie that was planted before is not taken over', async () => {
  const name = `strata_${world.served.port}`
  const answer = await world.ask('/session', { method: 'POST', cookie: `${name}=planted; ${name}=planted-too`, body: { name: 'olga', password: ownerPassword } })
  expect(cookieOf(answer)).toMatch(new RegExp(`^${name}=[\\w-]{43}$`))
})
