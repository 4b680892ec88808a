import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import { createEngine, type EngineOptions } from './create-engine.ts'
import { environmentsOperations } from './operations/environments.ts'

let folder: string
beforeEach(() => void (folder = join(mkdtempSync(join(tmpdir(), 'strata-engine-')), 'data')))
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const engineOf = (options: Partial<EngineOptions> = {}) => createEngine({ host: 'shell', version: '1.2.3', dataFolder: folder, ...options })
const shop = environmentInputSchema.parse({ name: 'Shop', class: 'production', connection: { database: 'shop', user: 'app' }, password: 'pl4nted-s3cret' })

test('an environment survives the end of the engine, and its password does not reach the disk', async () => {
  const first = engineOf()
  const made = await environmentsOperations(first).create(shop, {})
  await first.close()
  const second = engineOf()
  expect(second.environments.get('shop')).toEqual({ ...made, hasPassword: true })
  await second.close()
  for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), 'latin1')).not.toContain('pl4nted')
})

test('nobody else may read the store', () => {
  const engine = engineOf()
  expect(statSync(folder).mode & 0o077).toBe(0)
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
  return engine.close()
})

test('production asks for confirmation and is red unless told otherwise', async () => {
  const engine = engineOf()
  const { create } = environmentsOperations(engine)
  expect(await create(shop, {})).toMatchObject({ colour: 'red', policies: { confirm: true } })
  const other = environmentInputSchema.parse({ ...shop, name: 'Other', colour: 'blue', policies: { confirm: false } })
  expect(await create(other, {})).toMatchObject({ colour: 'blue', policies: { confirm: false } })
  await engine.close()
})
