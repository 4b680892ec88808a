import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import { createEngine } from '../create-engine.ts'
import type { Engine, Vault } from '../engine.ts'
import { StaticEnvironments } from '../environments/static-environments.ts'
import { MemoryVault } from '../vault/memory-vault.ts'
import { appOperations } from './app.ts'
import { environmentsOperations } from './environments.ts'

let folder: string
let engine: Engine
let vault: MemoryVault
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-operations-'))
  vault = new MemoryVault()
  engine = engineWith(vault)
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const engineWith = (kept: Vault) => createEngine({ host: 'shell', version: '1', dataFolder: folder, vault: kept })
const shop = (fields: object = {}) => environmentInputSchema.parse({ name: 'Shop', connection: { database: 'shop', user: 'app' }, ...fields })
const failing: Vault = {
  info: { kind: 'system', safe: true, note: '' },
  get: () => Promise.resolve(undefined),
  set: () => Promise.reject(new AppError('vault_unavailable', { problem: 'locked' })),
  delete: () => Promise.reject(new AppError('vault_unavailable', { problem: 'locked' })),
}

test('a password goes to the vault and comes back from no operation', async () => {
  const { create, get, list } = environmentsOperations(engine)
  const made = await create(shop({ password: 's3cret' }), {})
  expect(await vault.get(made.id)).toBe('s3cret')
  expect(made.hasPassword).toBe(true)
  expect(JSON.stringify([made, await get({ env: 'SHOP' }, {}), await list({}, {})])).not.toContain('s3cret')
})

test('an absent password leaves the stored one, an empty one removes it', async () => {
  const { create, update } = environmentsOperations(engine)
  const { id } = await create(shop({ password: 's3cret' }), {})
  expect(await update({ env: id, environment: shop({ name: 'Other' }) }, {})).toMatchObject({ name: 'Other', hasPassword: true })
  expect(await vault.get(id)).toBe('s3cret')
  expect(await update({ env: id, environment: shop({ password: '' }) }, {})).toMatchObject({ hasPassword: false })
  expect(await vault.get(id)).toBeUndefined()
})

test('the password of a shadow server goes to the vault, stays while it is not given, and goes with that server', async () => {
  const { create, update, delete: remove } = environmentsOperations(engine)
  const shadow = { host: 'spare', user: 'builder', database: 'postgres' }
  const made = await create(shop({ shadow, shadowPassword: 's3cret' }), {})
  expect(made.shadow).toMatchObject({ host: 'spare', port: 5432, user: 'builder' })
  expect(JSON.stringify(made)).not.toContain('s3cret')
  await update({ env: made.id, environment: shop({ shadow: { ...shadow, port: 5433 } }) }, {})
  expect([engine.environments.get(made.id).shadow?.port, await vault.get(`${made.id}/shadow`)]).toEqual([5433, 's3cret'])
  expect((await update({ env: made.id, environment: shop() }, {})).shadow).toBeUndefined()
  expect(await vault.get(`${made.id}/shadow`)).toBeUndefined()
  await update({ env: made.id, environment: shop({ shadow, shadowPassword: 'other' }) }, {})
  await remove({ env: made.id }, {})
  expect(await vault.get(`${made.id}/shadow`)).toBeUndefined()
})

test('with an environment its password is forgotten', async () => {
  const { create, delete: remove } = environmentsOperations(engine)
  const { id } = await create(shop({ password: 's3cret' }), {})
  expect(await remove({ env: 'shop' }, {})).toEqual({ removed: 'Shop' })
  expect(await vault.get(id)).toBeUndefined()
})

test('where the vault refuses, everything is as it was', async () => {
  await engine.close()
  engine = engineWith(failing)
  const { create, update } = environmentsOperations(engine)
  await expect(create(shop({ password: 'x' }), {})).rejects.toMatchObject({ code: 'vault_unavailable', data: { state: 'The environment was not added.' } })
  expect(engine.environments.list()).toEqual([])
  const made = await create(shop(), {})
  await expect(update({ env: 'Shop', environment: shop({ name: 'Other', password: 'x' }) }, {})).rejects.toMatchObject({ data: { state: 'The environment is as it was before.' } })
  expect(engine.environments.list()).toEqual([{ ...made, updatedAt: expect.any(String) }])
})

test('a second environment of the same name is refused', async () => {
  const { create } = environmentsOperations(engine)
  await create(shop(), {})
  await expect(create(shop({ name: 'SHOP' }), {})).rejects.toMatchObject({ code: 'already_exists' })
})

test('the one environment of a URL can be used and not changed', async () => {
  const environment = await engine.environments.create(shop())
  const single = createEngine({ host: 'shell', version: '1', dataFolder: join(folder, 'never-made'), environments: new StaticEnvironments(environment) })
  const { list, create, delete: remove } = environmentsOperations(single)
  expect(await list({}, {})).toEqual({ environments: [environment] })
  await expect(create(shop({ name: 'New' }), {})).rejects.toMatchObject({ code: 'not_allowed' })
  await expect(remove({ env: 'Shop' }, {})).rejects.toMatchObject({ code: 'not_allowed' })
  await single.close()
})

test('a run without a sample says so', async () => {
  const { info, openSample } = appOperations(engine)
  expect(await info({}, {})).toMatchObject({ version: '1', host: 'shell', vault: { kind: 'memory' }, sample: { available: false } })
  const { jobId } = await openSample({ reset: false }, {})
  expect(await engine.jobs.ended(jobId)).toMatchObject({ state: 'failed', error: { code: 'sample_unavailable' } })
})
