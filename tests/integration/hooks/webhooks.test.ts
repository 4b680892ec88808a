import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newsKinds } from '#shared/contract/hooks.ts'
import { createEngine } from '#engine/create-engine.ts'
import { mostTries } from '#engine/hooks/backoff.ts'
import { Sender } from '#engine/hooks/sender.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'
import { studioWorld } from '../../support/studio-world.ts'
import { isSigned, receiver } from './receiver.ts'

const all = { kinds: [...newsKinds], envs: [], template: 'json' as const, enabled: true }
const failing = (thrown: unknown) => expect.unreachable(String(thrown))

test('a run that ends is told, signed, to whoever wants to hear of that environment; again later where it was not taken, with the same id', async () => {
  const { engine, operations, environment, done } = studioWorld()
  const shop = await environment('shop', '', { files: { 'V1__a.sql': 'CREATE TABLE a (id int);', 'V2__b.sql': "DO $$ BEGIN RAISE EXCEPTION 'password=hunter2 is wrong'; END $$;" } })
  const other = await environment('other', '', { files: { 'V1__a.sql': 'CREATE TABLE a (id int);' } })
  const one = await receiver()
  const { webhook, secret } = await operations.hooks.create({ ...all, name: 'Chat', url: one.url, envs: ['SHOP'] }, {})
  await operations.hooks.create({ ...all, name: 'Drift alone', url: one.url, kinds: ['drift_found'] }, {})
  expect(webhook).toMatchObject({ name: 'Chat', address: new URL(one.url).origin, envs: [{ id: shop.environment.id, name: 'shop' }], last: null, dead: 0 })

  let ahead = 0
  const sender = new Sender(engine, { onTrouble: failing, everyMs: 3_600_000, now: () => Date.now() + ahead })
  one.answers.push(500, 503)
  await done(operations.migrations.apply({ env: 'other' }, {}))
  expect(await engine.jobs.ended((await operations.migrations.apply({ env: 'shop' }, {})).jobId)).toMatchObject({ state: 'failed' })
  await expect.poll(async () => (await operations.hooks.deliveries({ limit: 10 }, {})).deliveries).toMatchObject([{ webhook: 'Chat', kind: 'migration_failed', env: 'shop', state: 'waiting', tries: 1, status: 500, problem: 'the receiver answered 500' }])
  await sender.look()
  expect(one.received).toHaveLength(1)
  for (const later of [6_000, 30_000]) {
    ahead += later
    await sender.look()
  }
  await sender.stop()
  expect(one.received.map(({ id }) => id)).toEqual(Array.from({ length: 3 }, () => one.received[0]?.id))
  expect(one.received.every((each) => isSigned(each, secret) && !isSigned(each, 'whsec_AAAA'))).toBe(true)
  const body = JSON.parse(one.received[0]?.body ?? '') as { type: string; data: Record<string, string> }
  expect(body).toMatchObject({ type: 'migration.failed', data: { environment: 'shop', environmentId: shop.environment.id, code: 'statement_failed' } })
  expect(one.received[0]?.body).not.toContain('hunter2')
  const [delivered] = (await operations.hooks.deliveries({ webhook: 'chat', limit: 10 }, {})).deliveries
  expect(await operations.hooks.delivery({ delivery: delivered?.id ?? '' }, {})).toMatchObject({ state: 'delivered', attempts: [{ status: 500, answer: 'not now' }, { status: 503 }, { status: 200, answer: 'thank you', problem: null }] })
  expect(other.environment.name).toBe('other')
})

test('two processes send each delivery once, a third finds after a crash what was being sent, and the store holds no secret', async () => {
  const { engine, operations, home, log } = studioWorld()
  const one = await receiver()
  const { secret } = await operations.hooks.create({ ...all, name: 'Chat', url: one.url, template: 'slack' }, {})
  const vault = new MemoryVault([[`webhook:${(await operations.hooks.list({}, {})).webhooks[0]?.id}`, JSON.stringify({ url: one.url, secret })]])
  const open = () => createEngine({ host: 'browser', version: '0.0.0', dataFolder: join(home, 'data'), vault, allowAddresses: '127.0.0.0/8' })
  const second = open()
  for (let number = 1; number <= 30; number += 1) engine.news.tell({ kind: 'backup_failed', envId: 'e', env: 'shop', at: new Date().toISOString(), text: `number ${number}`, by: 'lena', facts: {} })
  await expect.poll(async () => (await operations.hooks.list({}, {})).webhooks[0]?.waiting).toBe(30)
  const senders = [engine, second].map((each) => new Sender(each, { onTrouble: failing, everyMs: 3_600_000 }))
  await Promise.all(senders.map((sender) => sender.look()))
  await Promise.all(senders.map((sender) => sender.stop()))
  expect(one.received).toHaveLength(30)
  expect(new Set(one.received.map(({ id }) => id)).size).toBe(30)
  expect(one.received.every(({ body }) => body.includes('*Backup failed: shop*'))).toBe(true)

  const [delivery] = (await operations.hooks.deliveries({ limit: 1 }, {})).deliveries
  const { DeliveriesTable } = await import('#engine/hooks/deliveries-table.ts')
  const crashed = new DeliveriesTable(engine.database)
  expect(await crashed.claimOne(delivery?.id ?? '', Date.now())).toBeDefined()
  await expect(operations.hooks.retry({ delivery: delivery?.id ?? '' }, {})).rejects.toMatchObject({ code: 'delivery_failed' })
  await second.close()
  const restarted = open()
  const sender = new Sender(restarted, { onTrouble: failing, everyMs: 3_600_000, now: () => Date.now() + 61_000 })
  await sender.look()
  await sender.stop()
  await restarted.close()
  expect(one.received.slice(30).map(({ id }) => id)).toEqual([delivery?.id])
  const stored = readdirSync(join(home, 'data')).filter((file) => file.startsWith('strata.db')).map((file) => readFileSync(join(home, 'data', file), 'latin1')).join('\n')
  for (const planted of [secret, secret.slice(6), 'planted-path']) for (const place of [stored, log.join('\n'), JSON.stringify(await operations.hooks.list({}, {}))]) expect(place).not.toContain(planted)
})

test('what is never taken is kept as dead and can be sent again or discarded; a test tells at once how it went', async () => {
  const { engine, operations } = studioWorld()
  const one = await receiver()
  await operations.hooks.create({ ...all, name: 'Chat', url: one.url }, {})
  one.answers.push(...Array.from({ length: mostTries }, () => 302), 410)
  engine.news.tell({ kind: 'drift_found', envId: 'e', env: 'shop', at: new Date().toISOString(), text: 'something', by: '', facts: {} })
  await expect.poll(async () => (await operations.hooks.list({}, {})).webhooks[0]?.waiting).toBe(1)
  let clock = Date.now()
  const sender = new Sender(engine, { onTrouble: failing, everyMs: 3_600_000, now: () => clock })
  for (let tries = 1; tries <= mostTries + 2; tries += 1) {
    await sender.look()
    clock += 7 * 3_600_000
  }
  await sender.stop()
  const [dead] = (await operations.hooks.deliveries({ state: 'dead', limit: 10 }, {})).deliveries
  expect(dead).toMatchObject({ state: 'dead', tries: mostTries, status: 302, nextAt: null })
  expect((await operations.hooks.list({}, {})).webhooks[0]).toMatchObject({ dead: 1, waiting: 0 })
  expect(await operations.hooks.retry({ delivery: dead?.id ?? '' }, {})).toMatchObject({ state: 'dead', status: 410 })
  expect(await operations.hooks.retry({ delivery: dead?.id ?? '' }, {})).toMatchObject({ id: dead?.id, state: 'delivered', tries: mostTries + 2 })
  expect(await operations.hooks.test({ webhook: 'chat' }, {})).toMatchObject({ kind: 'test', state: 'delivered', attempts: [{ status: 200 }] })
  expect(JSON.parse(one.received.at(-1)?.body ?? '')).toMatchObject({ type: 'test' })
  await operations.hooks.discard({ delivery: dead?.id ?? '' }, {})
  await expect(operations.hooks.delivery({ delivery: dead?.id ?? '' }, {})).rejects.toMatchObject({ code: 'not_found' })

  const { secret } = await operations.hooks.rotate({ webhook: 'Chat' }, {})
  await operations.hooks.test({ webhook: 'Chat' }, {})
  expect(isSigned(one.received.at(-1)!, secret)).toBe(true)
  await expect(operations.hooks.create({ ...all, name: 'CHAT', url: one.url }, {})).rejects.toMatchObject({ code: 'already_exists' })
  await operations.hooks.update({ webhook: 'Chat', name: 'Talk', enabled: false }, {})
  engine.news.tell({ kind: 'drift_found', envId: 'e', env: 'shop', at: new Date().toISOString(), text: 'unheard', by: '', facts: {} })
  expect(await operations.hooks.delete({ webhook: 'talk' }, {})).toEqual({ removed: 'Talk' })
  expect((await operations.hooks.deliveries({ limit: 10 }, {})).deliveries).toEqual([])
})

test('a server refuses addresses of its own networks when a webhook is made, and at each try', async () => {
  const { home } = studioWorld()
  const engine = createEngine({ host: 'browser', version: '0.0.0', dataFolder: join(home, 'server'), vault: new MemoryVault(), allowAddresses: '' })
  const { hooks } = allOperations(engine)
  const one = await receiver()
  for (const url of [one.url, 'http://localhost/', 'http://169.254.169.254/latest/meta-data', 'http://[::ffff:10.0.0.1]/', 'http://2130706433/', 'file:///etc/passwd', 'https://user:pw@example.com/']) {
    await expect(hooks.create({ ...all, name: 'x', url }, {})).rejects.toMatchObject({ code: 'address_refused' })
  }
  expect(await hooks.list({}, {})).toEqual({ webhooks: [] })
  const { webhook } = await hooks.create({ ...all, name: 'moved', url: 'http://example.invalid/' }, {})
  await engine.vault.set(`webhook:${webhook.id}`, JSON.stringify({ url: one.url, secret: 'whsec_AAAA' }))
  expect(await hooks.test({ webhook: 'moved' }, {})).toMatchObject({ state: 'dead', tries: 1, problem: expect.stringContaining('it is this machine itself') as string })
  expect(one.received).toEqual([])
  await engine.close()
})
