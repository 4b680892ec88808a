import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SnapshotInfo } from '#shared/contract/schema.ts'
import { readSnapshotFile } from '#engine/schema/codec.ts'
import { createDatabase } from '../../support/database.ts'
import { studioWorld } from '../../support/studio-world.ts'

const shop = `
CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('new', 'paid');
CREATE TABLE shop.customers (id int PRIMARY KEY, "full name" text NOT NULL DEFAULT 'nobody');
CREATE TABLE shop.orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int NOT NULL REFERENCES shop.customers, state shop.state, total numeric(10,2) CHECK (total >= 0), twice numeric GENERATED ALWAYS AS (total * 2) STORED);
CREATE INDEX orders_customer ON shop.orders (customer) WHERE total > 0;
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE VIEW shop.open_orders AS SELECT o.id, c."full name" FROM shop.orders o JOIN shop.customers c ON c.id = o.customer;
COMMENT ON TABLE shop.orders IS 'What was ordered';
COMMENT ON COLUMN shop.orders.total IS 'With tax';
GRANT SELECT ON shop.orders TO PUBLIC;
INSERT INTO shop.customers VALUES (1, '王芳'), (2, NULL::text || '') ON CONFLICT DO NOTHING;`.replace(", (2, NULL::text || '')", '')

const migrations = {
  'V1__customers.sql': 'CREATE SCHEMA shop;\nCREATE TABLE shop.customers (id int PRIMARY KEY);\n',
  'V2__orders.sql': '-- orders\n\nCREATE TABLE shop.orders (id bigint, customer int REFERENCES shop.customers);\nCREATE INDEX orders_customer ON shop.orders (customer);\n',
  'R__view.sql': 'CREATE OR REPLACE VIEW shop.open_orders AS SELECT id FROM shop.orders;\n',
  'broken.txt': 'no migration',
}

test('the outline has every object with its table, and the columns of relations', async () => {
  const { operations, environment } = studioWorld()
  await environment('shop', shop)
  const { objects, columns, kinds, schemas, live, problem, snapshot } = await operations.schema.outline({ env: 'shop' }, {})
  expect([live, problem, snapshot.env, snapshot.trigger]).toEqual([true, null, 'shop', 'browse'])
  const rows = objects.id.map((_, row) => [kinds[objects.kind[row] ?? -1], schemas[objects.schema[row] ?? -1], objects.name[row], objects.id[objects.parent[row] ?? -1]]).filter(([, schema]) => schema === 'shop')
  expect(rows).toEqual(expect.arrayContaining([
    ['table', 'shop', 'orders', undefined], ['index', 'shop', 'orders_customer', 'table:shop.orders'], ['trigger', 'shop', 'touched', 'table:shop.orders'],
    ['constraint', 'shop', 'orders_customer_fkey', 'table:shop.orders'], ['view', 'shop', 'open_orders', undefined], ['function', 'shop', 'touch()', undefined], ['enum', 'shop', 'state', undefined],
  ]))
  expect(columns.name.flatMap((name, row) => (objects.name[columns.object[row] ?? -1] === 'open_orders' ? [[name, columns.type[row]]] : []))).toEqual([['id', 'bigint'], ['full name', 'text']])
})

test('the page of a table has its columns, parts, privileges, neighbours, size, DDL and the migrations that touched it', async () => {
  const { operations, environment } = studioWorld()
  await environment('shop', shop, { files: migrations })
  const page = await operations.schema.object({ env: 'shop', id: 'table:shop.orders' }, {})
  expect(page.columns).toMatchObject([
    { name: 'id', type: 'bigint', identity: 'always', primaryKey: true, nullable: false },
    { name: 'customer', references: [{ id: 'table:shop.customers' }], nullable: false },
    { name: 'state', type: 'shop.state', nullable: true },
    { name: 'total', type: 'numeric(10,2)', comment: 'With tax' },
    { name: 'twice', generated: 'stored', default: expect.stringContaining('total') },
  ])
  expect(page).toMatchObject({ comment: 'What was ordered', owner: 'postgres', live: true, privileges: expect.arrayContaining([expect.objectContaining({ grantee: 'PUBLIC', privileges: ['SELECT'] })]) })
  expect(page.parts.map(({ ref, definition }) => [ref.name, definition])).toEqual(expect.arrayContaining([
    ['orders_customer_fkey', 'FOREIGN KEY (customer) REFERENCES shop.customers(id)'],
    ['orders_customer', expect.stringContaining('WHERE (total > ')],
  ]))
  expect(page.uses.map(({ id }) => id)).toEqual(expect.arrayContaining(['enum:shop.state', 'table:shop.customers', 'function:shop.touch()']))
  expect(page.usedBy.map(({ id }) => id)).toEqual(['view:shop.open_orders'])
  expect(page.size).toMatchObject({ totalBytes: expect.any(Number), estimatedRows: -1 })
  expect(page.migrations).toEqual([
    { script: 'V2__orders.sql', version: '2', description: 'orders', line: 3, statement: expect.stringContaining('CREATE TABLE'), state: 'pending' },
    { script: 'V2__orders.sql', version: '2', description: 'orders', line: 4, statement: expect.stringContaining('CREATE INDEX'), state: 'pending' },
  ])
  expect(page.ddl).toContain('CREATE TABLE shop.orders')
  expect(page.ddl).toContain('COMMENT ON TABLE shop.orders')
})

test('the DDL of a whole schema makes the same schema in another database', async () => {
  const { operations, environment } = studioWorld()
  await environment('shop', shop)
  const { sql, objects } = await operations.schema.ddl({ env: 'shop', ids: [], dependencies: false }, {})
  expect(objects).toBeGreaterThan(5)
  const withoutPublic = await operations.schema.ddl({ env: 'shop', ids: ['view:shop.open_orders'], dependencies: true }, {})
  await environment('copy', withoutPublic.sql)
  const copy = await operations.schema.outline({ env: 'copy' }, {})
  expect(copy.objects.id).toEqual(expect.arrayContaining(['view:shop.open_orders', 'table:shop.customers', 'table:shop.orders', 'trigger:shop.orders.touched']))
  expect(sql).toContain('CREATE VIEW shop.open_orders')
  await expect(operations.schema.ddl({ env: 'shop', ids: ['table:shop.nothing'], dependencies: false }, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('search, diagram and rows', async () => {
  const { operations, environment } = studioWorld()
  await environment('shop', shop)
  const found = await operations.schema.search({ env: 'shop', text: 'full', limit: 10 }, {})
  expect(found.matches.map(({ name, kind }) => [name, kind])).toEqual(expect.arrayContaining([['customers.full name', 'column'], ['open_orders.full name', 'column']]))
  const diagram = await operations.schema.diagram({ env: 'shop', schema: 'shop', neighbours: false, limit: 100 }, {})
  expect(diagram.relations).toMatchObject([{ from: 'table:shop.orders', fromColumns: ['customer'], to: 'table:shop.customers', toColumns: ['id'], required: true, unique: false }])
  const rows = await operations.schema.rows({ env: 'shop', id: 'table:shop.customers', limit: 10 }, {})
  expect(rows).toMatchObject({ columns: [{ name: 'id' }, { name: 'full name' }], rows: [['1', '王芳']], more: false })
})

test('a change of the schema is seen without being asked for, and a schema can be read alone', async () => {
  const { operations, environment, done } = studioWorld()
  const { database } = await environment('shop', shop)
  await operations.schema.outline({ env: 'shop' }, {})
  await database.query('CREATE TABLE shop.later (id int); CREATE TABLE public.elsewhere (id int)')
  await done<SnapshotInfo>(operations.schema.read({ env: 'shop', schemas: ['shop'] }, {}))
  const { objects, snapshot } = await operations.schema.outline({ env: 'shop' }, {})
  expect(objects.id.filter((id) => /later|elsewhere|:shop.orders$/.test(id))).toEqual(['table:shop.later', 'table:shop.orders'].toSorted())
  expect(snapshot.schemas).toBeNull()
  await expect.poll(async () => (await operations.schema.outline({ env: 'shop' }, {})).objects.id.includes('table:public.elsewhere'), { timeout: 20_000, interval: 500 }).toBe(true)
})

test('without its server, the last reading is shown with the reason, and no reading is an error', async () => {
  const { engine, operations, environment } = studioWorld()
  const { environment: before } = await environment('shop', shop)
  const { snapshot } = await operations.schema.outline({ env: 'shop' }, {})
  await engine.environments.update(before.id, { ...before, connection: { ...before.connection, port: 1 } })
  await new Promise((resolve) => setTimeout(resolve, 3_100))
  const offline = await operations.schema.outline({ env: 'shop' }, {})
  expect(offline).toMatchObject({ live: false, problem: expect.stringContaining('Nothing answers'), snapshot: { id: snapshot.id } })
  const page = await operations.schema.object({ env: 'shop', id: 'table:shop.orders' }, {})
  expect(page).toMatchObject({ live: false, size: null })
  await engine.snapshots.delete(snapshot.id)
  await expect(operations.schema.outline({ env: 'shop' }, {})).rejects.toMatchObject({ code: 'host_unreachable' })
})

test('a snapshot is kept with its name, listed, looked at later, written to a file and deleted', async () => {
  const { home, operations, environment, done, ended } = studioWorld()
  const { database } = await environment('shop', shop)
  const file = join(home, 'before')
  const kept = await done<SnapshotInfo & { file: string }>(operations.schema.snapshot({ env: 'shop', name: 'before', file }, {}))
  expect(kept).toMatchObject({ name: 'before', trigger: 'manual', file: `${file}.strata-snapshot.gz`, migrationVersion: null })
  expect((await readSnapshotFile(kept.file)).has('table:shop.orders')).toBe(true)
  expect((await ended(operations.schema.snapshot({ env: 'shop', file }, {}))).error).toMatchObject({ code: 'already_exists' })
  await database.query('DROP VIEW shop.open_orders')
  expect((await operations.schema.outline({ env: 'shop', snapshot: kept.id }, {})).objects.id).toContain('view:shop.open_orders')
  expect((await operations.schema.outline({ env: 'shop' }, {})).objects.id).not.toContain('view:shop.open_orders')
  expect((await operations.schema.snapshots({ env: 'shop' }, {})).snapshots.map(({ name, trigger }) => [name, trigger])).toContainEqual(['before', 'manual'])
  await operations.schema.deleteSnapshot({ snapshot: kept.id }, {})
  await expect(operations.schema.outline({ env: 'shop', snapshot: kept.id }, {})).rejects.toMatchObject({ code: 'not_found' })
  expect(existsSync(kept.file)).toBe(true)
})

test('an object or an environment that is not there is an error that says so', async () => {
  const { operations, environment } = studioWorld()
  await environment('shop', '')
  await expect(operations.schema.object({ env: 'shop', id: 'table:public.nothing' }, {})).rejects.toMatchObject({ code: 'not_found' })
  expect(() => operations.schema.read({ env: 'nobody' }, {})).toThrow('There is no environment')
  const database = await createDatabase('unused')
  await database.drop()
})
