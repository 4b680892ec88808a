import { expect, test } from 'vitest'
import type { PutBackResult } from '#shared/contract/archives.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { KeepWay } from '#shared/contract/preview.ts'
import { keepData } from '#shared/keep/keep.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import { writeFiles } from '../../support/migration-world.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'
import { snapshotOf } from '../keep/keep-world.ts'

const setup = `
  CREATE TYPE mood AS ENUM ('sad', 'happy');
  CREATE TABLE customers (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int REFERENCES customers ON DELETE CASCADE, total numeric NOT NULL DEFAULT 0, feeling mood, doc json, twice numeric GENERATED ALWAYS AS (total * 2) STORED);
  INSERT INTO customers VALUES (1, 'ann'), (2, NULL);
  INSERT INTO orders (customer, total, feeling, doc) VALUES (1, 10.50, 'sad', '{"a": 1}'), (2, 3, NULL, NULL), (1, 7, 'happy', '[]');
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.total = NEW.total + 100; RETURN NEW; END $$;
  CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()`

/** An environment to which one migration has been applied that keeps what it destroys. */
async function applied(world: StudioWorld, up: string, way: KeepWay = 'archive', environmentClass: Environment['class'] = 'development') {
  const made = await world.environment('shop', setup, { class: environmentClass })
  const script = 'V2__change.sql'
  const kept = await keepData({ file: await lintFile(script, up), version: '2', undo: null, statement: 1, way, before: await snapshotOf(made.database), schema: 'public' })
  writeFiles(made.folder, { [script]: kept.text, 'U2__change.sql': kept.undo ?? '' })
  await world.done(world.operations.migrations.apply({ env: 'shop', reason: 'test', confirm: 'shop' }, {}))
  const list = async () => (await world.operations.archives.list({ env: 'shop' }, {})).archives
  const back = (table: string, overwrite = false) => world.done<PutBackResult>(world.operations.archives.putBack({ env: 'shop', table, overwrite, reason: 'lost', confirm: 'shop' }, {}))
  return { ...made, list, back }
}

test('an archive is listed with its origin, size and expiry', async () => {
  const world = studioWorld()
  const { list } = await applied(world, 'ALTER TABLE orders DROP COLUMN feeling;')
  const [archive] = await list()
  expect(archive).toMatchObject({ table: 'v2__orders__feeling', relation: 'public.orders', columns: ['feeling'], kind: 'drop_column', script: 'V2__change.sql', version: '2', rows: 3, problem: 'public.orders has no column feeling: bring that back first.' })
  expect(archive?.bytes).toBeGreaterThan(0)
  expect(Date.parse(archive?.expiresAt ?? '') - Date.parse(archive?.at ?? '')).toBe(90 * 86_400_000)
})

test('values go back where there are none, without firing triggers; with overwrite all of them', async () => {
  const world = studioWorld()
  const { database, list, back } = await applied(world, 'ALTER TABLE orders DROP COLUMN feeling;')
  await database.query("ALTER TABLE orders ADD COLUMN feeling mood; ALTER TABLE orders DISABLE TRIGGER touch; UPDATE orders SET feeling = 'happy' WHERE id = 1; ALTER TABLE orders ENABLE TRIGGER touch")
  expect((await list())[0]?.problem).toBe(null)
  expect(await back('v2__orders__feeling')).toMatchObject({ inserted: 0, updated: 1, left: 1 })
  const rows = () => database.query('SELECT id, feeling, total::text FROM orders ORDER BY id')
  expect(await rows()).toEqual([{ id: 1, feeling: 'happy', total: '10.50' }, { id: 2, feeling: null, total: '3' }, { id: 3, feeling: 'happy', total: '7' }])
  expect(await back('v2__orders__feeling', true)).toMatchObject({ updated: 1, left: 0 })
  expect((await rows())[0]).toMatchObject({ feeling: 'sad', total: '10.50' })
  const { events } = await world.operations.timeline.list({ env: 'shop', limit: 5 }, {})
  expect(events[0]).toMatchObject({ kind: 'archive', version: '2', reason: 'lost', description: 'Put public.orders back from v2__orders__feeling: 0 rows inserted, 1 updated, 0 left as they are' })
})

test('missing rows go back, parents first; rows that are there again stay', async () => {
  const world = studioWorld()
  const { database, list, back } = await applied(world, 'DELETE FROM customers WHERE id = 1;')
  expect((await list()).map(({ table, rows }) => [table, rows])).toEqual([['v2__customers', 1], ['v2__orders', 2]])
  expect(await world.ended(world.operations.archives.putBack({ env: 'shop', table: 'v2__orders', overwrite: false }, {}))).toMatchObject({ state: 'failed', error: { code: 'statement_failed', state: 'Nothing was changed.' } })
  await database.query("INSERT INTO customers VALUES (1, 'other')")
  expect(await back('v2__customers')).toMatchObject({ inserted: 0, left: 1 })
  expect(await back('v2__customers', true)).toMatchObject({ inserted: 0, updated: 1, left: 0 })
  expect(await back('v2__orders')).toMatchObject({ inserted: 2, updated: 0, left: 0 })
  expect(await back('v2__orders')).toMatchObject({ inserted: 0, updated: 0, left: 0 })
  expect(await database.query('SELECT o.id, c.name, o.total::text, o.twice::text, o.feeling, o.doc::text FROM orders o JOIN customers c ON c.id = customer ORDER BY 1')).toMatchObject([{ id: 1, name: 'ann', total: '10.50', twice: '21.00', feeling: 'sad', doc: '{"a": 1}' }, { id: 2 }, { id: 3 }])
})

test('a table that was set aside goes back under its own names', async () => {
  const world = studioWorld()
  const { database, list, back } = await applied(world, 'DROP TABLE orders;', 'rename')
  expect(await list()).toMatchObject([{ table: 'v2__orders', kind: 'renamed', rows: 3, problem: null }])
  expect((await back('v2__orders')).notes).toHaveLength(1)
  expect(await database.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname LIKE 'orders%' ORDER BY 1")).toEqual([{ relname: 'orders' }, { relname: 'orders_id_seq' }, { relname: 'orders_pkey' }])
  expect(await list()).toEqual([])
})

test('where a sequence stood goes back, only forward', async () => {
  const world = studioWorld()
  const { database, back } = await applied(world, 'TRUNCATE orders RESTART IDENTITY;')
  expect(await back('v2__orders_id_seq')).toMatchObject({ updated: 1, left: 0 })
  expect(await back('v2__orders_id_seq')).toMatchObject({ updated: 0, left: 1 })
  expect(await database.query("SELECT nextval('orders_id_seq')::int AS next")).toEqual([{ next: 4 }])
})

test('what was made or changed by hand is listed with its problem', async () => {
  const world = studioWorld()
  const { database, list } = await applied(world, 'DELETE FROM orders;')
  await database.query(`CREATE TABLE strata_archive."By Hand" (x int); COMMENT ON TABLE strata_archive."By Hand" IS '{"strata": 1'; CREATE VIEW strata_archive.v AS SELECT 1; ALTER TABLE strata_archive.v2__orders RENAME doc TO docs`)
  expect((await list()).map(({ table, kind, problem, relation }) => [table, kind, problem, relation])).toEqual([
    ['By Hand', 'unknown', 'Its comment does not say what it holds: it was made or changed by hand.', ''],
    ['v2__orders', 'delete', 'It lacks doc: it was changed by hand.', 'public.orders'],
  ])
  expect(await world.ended(world.operations.archives.putBack({ env: 'shop', table: 'v2__orders', overwrite: false }, {}))).toMatchObject({ state: 'failed', error: { code: 'bad_request' } })
  expect(await world.operations.archives.drop({ env: 'shop', table: 'By Hand' }, {})).toEqual({ dropped: 'By Hand' })
  await expect(world.operations.archives.drop({ env: 'shop', table: 'By Hand' }, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('archives whose time is over are named first and then dropped', async () => {
  const world = studioWorld()
  const { database, list } = await applied(world, 'DELETE FROM customers WHERE id = 1;')
  expect(await world.operations.archives.expire({ env: 'shop', dryRun: true }, {})).toEqual({ dropped: [] })
  await database.query("UPDATE flyway_schema_history SET installed_on = installed_on - interval '91 days'")
  expect(await world.operations.archives.expire({ env: 'shop', dryRun: true }, {})).toEqual({ dropped: ['v2__customers', 'v2__orders'] })
  expect(await list()).toHaveLength(2)
  expect(await world.operations.archives.expire({ env: 'shop', dryRun: false }, {})).toEqual({ dropped: ['v2__customers', 'v2__orders'] })
  expect(await list()).toEqual([])
  const { events } = await world.operations.timeline.list({ env: 'shop', limit: 5 }, {})
  expect(events.filter(({ kind }) => kind === 'archive')).toHaveLength(2)
})

test('a database without archives has none; production wants its name typed', async () => {
  const world = studioWorld()
  await world.environment('empty', 'CREATE TABLE t (id int)')
  expect(await world.operations.archives.list({ env: 'empty' }, {})).toEqual({ archives: [], bytes: 0 })
  const { environment: { id, ...input } } = await world.environment('live', '', { class: 'production' })
  await world.engine.environments.update(id, { ...input, policies: { ...input.policies, confirm: true } })
  await expect(Promise.resolve().then(() => world.operations.archives.drop({ env: 'live', table: 'x' }, {}))).rejects.toMatchObject({ code: 'confirmation_required' })
})
