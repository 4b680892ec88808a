import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { NewsItem } from '../news/news.ts'
import { reasonOf } from './act.ts'
import { mostTries, waitAfter } from './backoff.ts'
import { actionNow, checkAction, usualAction } from './deploy-policy.ts'
import { hookSignature, newHookSecret, newWebhookSecret, sameSignature, webhookHeaders } from './signing.ts'
import { bodyOf } from './templates.ts'
import { readPayload } from './trigger-watch.ts'

describe('signatures', () => {
  // The example of the documentation of Standard Webhooks, as its libraries test it.
  test('of a webhook are those of Standard Webhooks', () => {
    const headers = webhookHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'msg_p5jXN8AQM9LWM0D4loKWxJek', '{"test": 2432232314}', 1_614_265_330_999)
    expect(headers).toEqual({ 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' })
  })

  test('of an incoming hook are over time, nonce and body', () => {
    const body = Buffer.from('{"environment":"stäging"}')
    const good = hookSignature('secret', '1700000000', 'nonce', body)
    expect(good).toBe(createHmac('sha256', 'secret').update('1700000000.nonce.{"environment":"stäging"}').digest('hex'))
    for (const other of [hookSignature('other', '1700000000', 'nonce', body), hookSignature('secret', '1700000001', 'nonce', body), hookSignature('secret', '1700000000', 'nonc', body), good.slice(2), '']) expect(sameSignature(other, good)).toBe(false)
    expect(sameSignature(good.toUpperCase(), good)).toBe(true)
  })

  test('secrets are 256 bits by chance', () => {
    expect(Buffer.from(newWebhookSecret().slice(6), 'base64')).toHaveLength(32)
    expect(newHookSecret()).toMatch(/^strata_hook_[\w-]{43}$/)
    expect(newHookSecret()).not.toBe(newHookSecret())
  })
})

describe('waiting after a failure', () => {
  test('grows until there is no further try', () => {
    const waits = Array.from({ length: mostTries }, (_none, index) => waitAfter(index + 1, { random: () => 0.5 }))
    expect(waits).toEqual([5_000, 20_000, 80_000, 320_000, 1_280_000, 5_120_000, 20_480_000, 21_600_000, undefined])
  })

  test('differs by chance and heeds what the receiver asks for, within the longest wait', () => {
    expect([waitAfter(1, { random: () => 0 }), waitAfter(1, { random: () => 0.999 })]).toEqual([4_500, 5_499])
    expect(waitAfter(1, { retryAfterMs: 60_000 })).toBe(60_000)
    expect(waitAfter(1, { retryAfterMs: 1e12 })).toBe(6 * 3_600_000)
  })
})

describe('bodies', () => {
  const item: NewsItem = { kind: 'migration_failed', envId: 'e1', env: 'shop', at: '2026-01-01T10:00:00.000Z', by: 'lena@dev-7', jobId: 'j1', text: 'It failed: <!channel> & postgres://lena:hunter2@db/shop', facts: { code: 'statement_failed', problem: "password='hunter2'" } }

  test('of JSON say type, time and data', () => {
    expect(JSON.parse(bodyOf('json', item))).toEqual({
      type: 'migration.failed', timestamp: item.at,
      data: { text: 'It failed: <!channel> & postgres://lena:***@db/shop', environment: 'shop', environmentId: 'e1', by: 'lena@dev-7', jobId: 'j1', code: 'statement_failed', problem: 'password=***' },
    })
  })

  test('for Slack are text and blocks in which a text can call nobody', () => {
    const { text, blocks } = JSON.parse(bodyOf('slack', item)) as { text: string; blocks: { text?: { text: string } }[] }
    expect(text).toBe('Migration failed: shop\nIt failed: &lt;!channel&gt; &amp; postgres://lena:***@db/shop')
    expect(blocks[0]?.text?.text).toContain('*Migration failed: shop*')
    expect(blocks[1]).toMatchObject({ type: 'context', elements: [{ text: 'shop · lena@dev-7 · 2026-01-01 10:00:00 UTC' }] })
    expect(bodyOf('slack', { ...item, text: 'x'.repeat(10_000) }).length).toBeLessThan(7000)
  })
})

describe('what a deployment does', () => {
  const production = { id: 'p', name: 'production', class: 'production' } as never
  test('is to ask in production unless an owner has typed its name', () => {
    expect([usualAction({ class: 'development' }), usualAction({ class: 'staging' }), usualAction({ class: 'production' })]).toEqual(['migrate', 'migrate', 'ask'])
    const as = (role: 'owner' | 'operator', env = '*') => ({ kind: 'user', id: 'u', name: 'lena', grants: [{ env, role }] }) as const
    expect(() => checkAction(production, 'migrate', { confirm: 'production', caller: as('operator') })).toThrow(/needs the role owner/)
    expect(() => checkAction(production, 'migrate', { confirm: 'production', caller: as('owner', 'another') })).toThrow(/needs the role owner/)
    expect(() => checkAction(production, 'migrate', { caller: as('owner') })).toThrow(/asks for confirmation/)
    expect(checkAction(production, 'migrate', { confirm: 'production', caller: as('owner', 'p') })).toBe(true)
    expect(checkAction(production, 'ask', {})).toBe(false)
  })

  test('is to ask where the environment has become production since', () => {
    expect(actionNow(production, { action: 'migrate', production: false })).toBe('ask')
    expect(actionNow(production, { action: 'migrate', production: true })).toBe('migrate')
    expect(actionNow({ class: 'staging' }, { action: 'migrate', production: false })).toBe('migrate')
  })

  test('is told in the reason of the run', () => {
    const told = (deployment: object, source: 'http' | 'folder' = 'http') => reasonOf({ deployment, name: '/srv/drop', source })
    expect(told({ version: '2.4.0', commit: '3f2c1a9', by: 'ci', reason: 'hotfix' })).toBe('Deployed 2.4.0 (3f2c1a9) by ci: hotfix')
    expect([told({ commit: '3f2c1a9' }), told({}), told({}, 'folder')]).toEqual(['Deployed 3f2c1a9', 'Deployed', 'Files changed in /srv/drop'])
  })

  test('a payload is JSON, a version, or nothing', () => {
    expect(readPayload('{"version":"2.4.0","environment":"elsewhere","by":"ci"}')).toEqual({ version: '2.4.0', by: 'ci' })
    expect(readPayload('2.4.0')).toEqual({ version: '2.4.0' })
    expect([readPayload(''), readPayload(null), readPayload('{broken'), readPayload('{"version":1}'), readPayload('x'.repeat(300))]).toEqual([{}, {}, {}, {}, {}])
  })
})
