import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { fingerprintOf, readEnvironment } from '#engine/schema/take-snapshot.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'
import { inputOf, previewed, shop, texts } from './previewing.ts'

// Databases are made and dropped, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

const files = { 'V1__a.sql': "ALTER TABLE orders ADD a int;\nUPDATE orders SET a = 1 WHERE state = 'paid';", 'V2__b.sql': 'CREATE INDEX CONCURRENTLY orders_a ON orders (state);', 'V3__c.sql': 'DROP TABLE order_events CASCADE;' }

async function stateOf(world: StudioWorld, env: string, query: (sql: string) => Promise<unknown>) {
  const environment = world.engine.environments.get(env)
  return [fingerprintOf(await readEnvironment(world.engine, environment)), await query("SELECT (SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM orders o) AS orders, (SELECT count(*) FROM order_events) AS events")]
}

test('a preview on the target leaves it as it was, says what was left out, and scales nothing', async () => {
  const world = studioWorld()
  const { database } = await world.environment('shop', shop, { class: 'staging', files })
  const before = await stateOf(world, 'shop', (sql) => database.query(sql))
  const preview = await previewed(world, 'shop', { mode: 'target', prove: true })
  expect(await stateOf(world, 'shop', (sql) => database.query(sql))).toEqual(before)
  expect(preview.migrations.map(({ statements }) => statements.map(({ outcome }) => outcome))).toEqual([['ran', 'ran'], ['skipped'], ['ran']])
  expect(preview.migrations[0]?.statements[1]?.onTarget?.rows).toBe(40)
  expect(preview.notes.map(({ code }) => code)).toContain('differences-not-read')
  expect(preview.migrations.every(({ proof, differences }) => proof === null && differences.length === 0)).toBe(true)
  expect(texts(preview)).toContain('20 rows updated in orders.')
  expect(texts(preview)).not.toContain('The schema stays as it is.')
  expect(preview.place).toMatchObject({ title: 'shop itself, rolled back', sameMajor: true })
})

test('on a production target it is refused unless its name is typed', async () => {
  const world = studioWorld()
  await world.environment('live', shop, { class: 'production', files: { 'V1__a.sql': 'ALTER TABLE orders ADD a int;' } })
  for (const confirm of [undefined, 'shop']) await expect(async () => world.operations.preview.run(inputOf('live', { mode: 'target', confirm }), {})).rejects.toMatchObject({ code: 'confirmation_required' })
  const preview = await previewed(world, 'live', { mode: 'target', confirm: 'live' })
  expect(preview.migrations.map(({ outcome }) => outcome)).toEqual(['ran'])
  expect(texts(preview)).not.toContain('Nothing changes, neither the schema nor rows.')
})

test('on the target it waits a second for a lock at most, and says what it waited for', async () => {
  const world = studioWorld()
  const { database } = await world.environment('shop', shop, { files: { 'V1__a.sql': 'ALTER TABLE orders ADD a int;' } })
  const holder = new pg.Client({ connectionString: database.url })
  holder.on('error', () => {})
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query('BEGIN; SELECT count(*) FROM orders')
  const preview = await previewed(world, 'shop', { mode: 'target' })
  expect(preview.migrations[0]).toMatchObject({ outcome: 'failed', error: { code: 'lock_timeout' } })
  const { sessions } = await world.operations.preview.blockers({ preview: preview.id }, {})
  expect(sessions).toMatchObject([{ kind: 'idle_in_transaction', relations: [{ relation: 'public.orders', mode: 'ACCESS SHARE', granted: true }] }])
})
