import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import type { JobEvent } from '#shared/contract/jobs.ts'
import { thisProcess } from '#engine/jobs/process-owner.ts'
import { openPostgresStore } from '#engine/store/postgres/open-postgres-store.ts'
import { savePassword } from '#engine/vault/save-password.ts'
import { storeWorld } from '../../support/postgres-store.ts'

const input = (name: string) => environmentInputSchema.parse({ name, connection: { host: 'db', database: 'shop', user: 'app' } })

test('two processes see the same environments, settings and passwords, and the password is nowhere in plain', async () => {
  const world = await storeWorld()
  const [one, other] = [await world.open(), await world.open()]
  const shop = await one.environments.create(input('Shop'))
  expect(one.environments.get('SHOP')).toEqual(shop)
  await vi.waitFor(() => expect(other.environments.list()).toEqual([shop]), 5000)
  await expect(other.environments.create(input('shop'))).rejects.toMatchObject({ code: 'already_exists' })
  await savePassword(one, shop, 'pl4nted-s3cret')
  await one.settings.change({ theme: 'dark' })
  await vi.waitFor(() => {
    expect(other.environments.get('Shop').hasPassword).toBe(true)
    expect(other.settings.get().theme).toBe('dark')
  }, 5000)
  expect(await other.vault.get(shop.id)).toBe('pl4nted-s3cret')
  const kept = await world.database.query('SELECT key, iv, tag, data FROM strata.secrets')
  expect(kept).toHaveLength(2)
  expect(JSON.stringify(kept)).not.toContain('pl4nted')
  await other.environments.delete(shop.id)
  await vi.waitFor(() => expect(one.environments.list()).toEqual([]), 5000)
})

test('a process with another key is told so, and changes nothing', async () => {
  const world = await storeWorld()
  const one = await world.open()
  await one.vault.set('a', 'first')
  const key = readFileSync(world.keyFile)
  writeFileSync(world.keyFile, Buffer.alloc(32, 7))
  await expect(one.vault.get('a')).rejects.toMatchObject({ code: 'vault_unavailable', message: expect.stringContaining('does not fit the key file') })
  await expect(one.vault.set('b', 'second')).rejects.toMatchObject({ code: 'vault_unavailable' })
  const elsewhere = await world.open({ keyFile: `${world.home}/none.key` })
  await expect(elsewhere.vault.set('b', 'second')).rejects.toMatchObject({ message: expect.stringContaining('is missing') })
  writeFileSync(world.keyFile, key)
  chmodSync(world.keyFile, 0o640)
  await expect(one.vault.get('a')).rejects.toMatchObject({ message: expect.stringContaining('others may read') })
  chmodSync(world.keyFile, 0o600)
  expect(await one.vault.get('a')).toBe('first')
})

test('a job is followed, cancelled and waited for from another process', async () => {
  const world = await storeWorld()
  const [one, other] = [await world.open(), await world.open()]
  const { jobId } = await one.jobs.start({ operation: 'area.verb', input: { password: 'pl4nted' } }, async ({ signal, log, progress }) => {
    for (let n = 0; n < 120; n += 1) log('info', `line ${n}`)
    progress({ label: 'half' })
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  })
  const seen: JobEvent[] = []
  const watching = (async () => {
    for await (const event of await other.jobs.watch(jobId)) seen.push(event)
  })()
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(120), 10_000)
  expect((await other.jobs.get(jobId)).state).toBe('running')
  await other.jobs.cancel(jobId)
  expect(await other.jobs.ended(jobId)).toMatchObject({ state: 'cancelled' })
  await watching
  expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index + 1))
  expect(seen.at(-1)).toMatchObject({ type: 'state', state: 'cancelled' })
  expect(JSON.stringify(await world.database.query('SELECT input FROM strata.jobs'))).not.toContain('pl4nted')
  expect((await other.jobs.list(5)).map(({ id }) => id)).toEqual([jobId])
})

test('jobs of a process that gives no sign of life are interrupted, those of the living are not', async () => {
  const world = await storeWorld()
  const one = await world.open({ beatMs: 200, overdueMs: 1500 })
  const living = await one.jobs.start({ operation: 'area.verb', input: {} }, ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))))
  await world.database.query(`INSERT INTO strata.jobs (id, operation, state, input, created_at, last_seq, owner_host, owner_pid, owner_start)
    SELECT 'dead', operation, state, input, created_at, 3, 'another machine', owner_pid, owner_start FROM strata.jobs`)
  await vi.waitFor(async () => expect(await one.jobs.get('dead')).toMatchObject({ state: 'interrupted', error: { code: 'interrupted' } }), 10_000)
  expect((await one.jobs.get(living.jobId)).state).toBe('running')
})

test('a confirmation and a slot of the schedule go to one of two processes that ask at once', async () => {
  const world = await storeWorld()
  const [one, other] = [await world.open(), await world.open()]
  const environment = await one.environments.create(input('Shop'))
  const wanted = { environment, operation: 'migrations.apply', plan: 'p' }
  const by = { user: 'ann', host: 'desk' }
  const { kept } = await one.confirmations.give({ ...wanted, reason: 'CHG-1', by, second: null })
  const used = await Promise.allSettled([one.confirmations.use(kept.id, wanted, by), other.confirmations.use(kept.id, wanted, by), one.confirmations.use(kept.id, wanted, by)])
  expect(used.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const claim = { envId: environment.id, what: 'backup' as const, slot: new Date().toISOString(), owner: thisProcess(), now: new Date() }
  expect((await Promise.all([one.schedule.claim(claim), other.schedule.claim(claim), one.schedule.claim(claim)])).filter(Boolean)).toHaveLength(1)
})

test('sessions that the server ends are replaced, and what changed meanwhile is seen', async () => {
  const world = await storeWorld()
  const [one, other] = [await world.open(), await world.open()]
  await world.database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'strata store%'")
  const shop = await one.environments.create(input('Shop')).catch(() => one.environments.create(input('Shop')))
  await vi.waitFor(() => expect(other.environments.list()).toEqual([shop]), 15_000)
})

test('a store of a newer Strata is refused, one that is not there is said to be so without the password', async () => {
  const world = await storeWorld()
  await world.open()
  await world.database.query('UPDATE strata.store_version SET version = 999')
  await expect(world.open()).rejects.toMatchObject({ code: 'store_unusable', message: expect.stringContaining('newer Strata (version 999') })
  const nowhere = openPostgresStore('postgres://app:pl4nted@127.0.0.1:1/none', { keyFile: world.keyFile, onTrouble: () => {} })
  await expect(nowhere).rejects.toMatchObject({ code: 'store_unusable', message: expect.stringContaining('127.0.0.1:1/none') })
  expect(JSON.stringify(await nowhere.catch((thrown: unknown) => thrown))).not.toContain('pl4nted')
})
