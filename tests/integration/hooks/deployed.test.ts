import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { hookSignature } from '#engine/hooks/signing.ts'
import { serverLimits } from '../../../server/limits.ts'
import { serve } from '../../../server/serve.ts'
import { createPages } from '../../contract/pages.ts'
import { studioWorld } from '../../support/studio-world.ts'

interface Sent {
  hook?: string
  secret?: string
  timestamp?: string
  nonce?: string
  body?: string
  headers?: Record<string, string>
}

async function world() {
  const studio = studioWorld()
  const files = { 'V1__a.sql': 'CREATE TABLE a (id int);' }
  const staging = await studio.environment('staging', '', { class: 'staging', files })
  const production = await studio.environment('production', '', { class: 'production', files })
  const served = await serve(studio.engine, { renderer: createPages(), limits: { ...serverLimits, lagMs: 600_000 } })
  onTestFinished(() => served.close())
  const { operations } = studio
  const { hook, secret } = await operations.hooks.createIncoming({ name: 'Deploy staging', env: 'staging' }, {})
  const call = async ({ hook: named = hook.id, secret: key = secret, timestamp = String(Math.floor(Date.now() / 1000)), nonce = randomUUID(), body = '{"environment":"staging","version":"2.4.0","by":"ci"}', headers = {} }: Sent = {}) => {
    const signed = { 'strata-hook': named, 'strata-timestamp': timestamp, 'strata-nonce': nonce, 'strata-signature': `v1=${hookSignature(key, timestamp, nonce, body)}` }
    const answer = await fetch(`${served.origin}/api/hooks/deployed`, { method: 'POST', headers: { ...signed, ...headers }, body })
    return { status: answer.status, body: (await answer.json()) as Record<string, string> }
  }
  return { ...studio, operations, served, staging, production, hook, secret, call }
}

test('a deployment that is signed migrates staging once; what is repeated, old, altered or signed by somebody else is refused and written down', async () => {
  const { engine, operations, staging, hook, secret, call } = await world()
  expect(hook).toMatchObject({ action: 'migrate', env: { name: 'staging' }, last: null })
  const nonce = randomUUID()
  const first = await call({ nonce })
  expect(first).toMatchObject({ status: 202, body: { outcome: 'started', watch: `/api/v1/jobs/${first.body['jobId']}/events` } })
  expect(await engine.jobs.ended(first.body['jobId'] ?? '')).toMatchObject({ state: 'succeeded', operation: 'migrations.apply' })
  expect(await staging.database.query("SELECT DISTINCT actor, reason FROM strata_journal WHERE kind = 'run'")).toEqual([{ actor: 'hook Deploy staging', reason: 'Deployed 2.4.0 by ci' }])
  const now = Math.floor(Date.now() / 1000)
  const refused: [string, Sent, number, string][] = [
    ['a replay', { nonce }, 409, 'replayed'],
    ['another secret', { secret: 'strata_hook_wrong' }, 401, 'signature_invalid'],
    ['an unknown hook', { hook: 'nobody' }, 401, 'signature_invalid'],
    ['an old time', { timestamp: String(now - 301) }, 401, 'signature_invalid'],
    ['a time to come', { timestamp: String(now + 330) }, 401, 'signature_invalid'],
    ['no time', { timestamp: 'now' }, 401, 'signature_invalid'],
    ['a nonce that can be guessed', { nonce: '1' }, 401, 'signature_invalid'],
    ['an altered signature', { headers: { 'strata-signature': `v1=${'0'.repeat(64)}` } }, 401, 'signature_invalid'],
    ['no signature', { headers: { 'strata-signature': '' } }, 401, 'signature_invalid'],
    ['a body that is no JSON', { body: 'environment=staging' }, 400, 'bad_request'],
    ['another environment', { body: '{"environment":"production"}' }, 403, 'not_allowed'],
    ['a body that is too large', { body: JSON.stringify({ environment: 'staging', reason: 'x'.repeat(20_000) }) }, 413, 'too_large'],
  ]
  for (const [what, sent, status, code] of refused) expect([what, await call(sent)]).toMatchObject([what, { status, body: { code } }])
  await operations.hooks.updateIncoming({ hook: hook.id, enabled: false }, {})
  expect(await call()).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
  const { secret: next } = await operations.hooks.rotateIncoming({ hook: hook.name }, {})
  await operations.hooks.updateIncoming({ hook: hook.id, enabled: true, action: 'ignore' }, {})
  expect(await call()).toMatchObject({ status: 401 })
  expect(await call({ secret: next })).toMatchObject({ status: 202, body: { outcome: 'ignored' } })
  const { calls } = await operations.hooks.calls({ limit: 50 }, {})
  expect(calls).toHaveLength(15)
  expect(calls[0]).toMatchObject({ source: 'http', hook: 'Deploy staging', env: 'staging', by: 'ci', address: '127.0.0.1', outcome: 'ignored', text: 'Deployed 2.4.0 by ci' })
  expect(calls.at(-1)).toMatchObject({ outcome: 'started', jobId: first.body['jobId'] })
  expect(calls.filter(({ outcome }) => outcome === 'refused').map(({ code }) => code)).toContain('replayed')
  for (const planted of [secret, next]) expect(JSON.stringify([calls, await operations.hooks.incoming({}, {})])).not.toContain(planted)
})

test('production asks for approval, and migrates by itself only once an owner has typed its name', async () => {
  const { engine, operations, production, call } = await world()
  await expect(operations.hooks.createIncoming({ name: 'x', env: 'production', action: 'migrate' }, {})).rejects.toMatchObject({ code: 'confirmation_required' })
  const { hook, secret } = await operations.hooks.createIncoming({ name: 'Deploy production', env: 'production' }, {})
  expect(hook.action).toBe('ask')
  const body = JSON.stringify({ environment: production.environment.id })
  const asked = await call({ hook: hook.id, secret, body })
  expect(asked).toMatchObject({ status: 202, body: { outcome: 'asked', watch: `/api/v1/approvals/${asked.body['approvalId']}` } })
  expect(await operations.approvals.list({ limit: 10 } as never, {})).toMatchObject({ approvals: [{ id: asked.body['approvalId'], state: 'asked', source: 'hook', reason: 'Deployed' }] })
  await expect(operations.hooks.updateIncoming({ hook: hook.id, action: 'migrate' }, {})).rejects.toMatchObject({ code: 'confirmation_required' })
  await operations.hooks.updateIncoming({ hook: hook.id, action: 'migrate', confirm: 'production' }, {})
  const started = await call({ hook: hook.name, secret, body })
  expect(started).toMatchObject({ status: 202, body: { outcome: 'started' } })
  expect(await engine.jobs.ended(started.body['jobId'] ?? '')).toMatchObject({ state: 'succeeded' })
  await operations.hooks.updateIncoming({ hook: hook.id, action: 'ask' }, {})
  expect(await call({ hook: hook.name, secret, body })).toMatchObject({ status: 202, body: { outcome: 'ignored' } })
  expect(await operations.hooks.deleteIncoming({ hook: hook.id }, {})).toEqual({ removed: 'Deploy production' })
  expect(await call({ hook: hook.id, secret, body })).toMatchObject({ status: 401 })
})

const page = readFileSync(join(import.meta.dirname, '../../../docs/hooks.md'), 'utf8')
const example = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? ''

test.each([['bash', 'bash', '-c'], ['python', 'python3', '-c'], ['js', process.execPath, '-e']])('the example of docs/hooks.md in %s signs as it must', async (language, program, flag) => {
  const { served, hook, secret } = await world()
  const env = { PATH: process.env['PATH'], STRATA_URL: served.origin, STRATA_HOOK: hook.id, STRATA_HOOK_SECRET: secret, ENVIRONMENT: 'staging', VERSION: '2.4.0' }
  const { stdout } = await promisify(execFile)(program, [...(language === 'js' ? ['--input-type=module'] : []), flag, example(language)], { env, timeout: 30_000 })
  expect(stdout).toContain('"outcome":"started"')
})
