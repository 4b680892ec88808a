import { describe, expect, test } from 'vitest'
import { proofSchema } from '#shared/contract/preview.ts'
import { proveWorld } from './prove-world.ts'

const shop = `
  CREATE TABLE customers (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, email text);
  CREATE TABLE orders (id serial PRIMARY KEY, customer int NOT NULL REFERENCES customers, total numeric(10, 2) NOT NULL DEFAULT 0, note text);
  CREATE INDEX orders_open ON orders (customer) WHERE note IS NULL;
  INSERT INTO customers (name, email) SELECT 'c' || i, 'c' || i || '@example.org' FROM generate_series(1, 20) i;
  INSERT INTO orders (customer, total, note) SELECT 1 + i % 20, i * 1.25, 'note ' || i FROM generate_series(1, 50) i;`

describe('An undo is proved', () => {
  test('when schema and data come back and the migration can be run again', async () => {
    const { prove, database } = await proveWorld(shop)
    const { proof, after } = await prove("ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new'", 'ALTER TABLE orders DROP COLUMN state')
    expect(proof).toMatchObject({ status: 'proved', undo: 'file', undoScript: 'U1__change.sql', loses: [], differences: [], compared: { tables: 2, rows: 70, emptyTables: 0 }, problem: null, error: null, stale: false })
    expect(proofSchema.parse(proof)).toEqual(proof)
    expect(after?.has('column:public.orders.state')).toBe(true)
    expect(await database.query('SELECT count(state)::int AS states FROM orders')).toEqual([{ states: 50 }])
  })

  test('of the next migration on what the one before has left, whatever that one\'s undo did', async () => {
    const { proof, database } = await proveWorld(shop)
    expect(await proof('CREATE TABLE a (id int)', 'DROP TABLE a; DROP TABLE orders')).toMatchObject({ status: 'differs' })
    expect(await proof('CREATE TABLE b AS TABLE a', 'DROP TABLE b')).toMatchObject({ status: 'proved' })
    expect(await database.query("SELECT to_regclass('a') IS NOT NULL AND to_regclass('b') IS NOT NULL AND to_regclass('orders') IS NOT NULL AS all")).toEqual([{ all: true }])
    expect(await database.query("SELECT datname FROM pg_database WHERE datname LIKE 'strata_shadow_%' AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = pg_database.datname)")).toEqual([])
  })
})

test('An undo is proved alike when what the migration does to the schema is known from another database', async () => {
  const up = 'ALTER TABLE orders RENAME note TO remark; CREATE INDEX i ON orders (total)'
  const first = await proveWorld(shop)
  const { before, after, proof, undoSql } = await first.prove(up)
  const renames = [{ from: 'column:public.orders.remark', to: 'column:public.orders.note' }]
  const second = await proveWorld(shop)
  const again = await second.prove(up, null, undefined, { before, after: after ?? before, renames })
  const { at: _at, ms: _ms, ...same } = again.proof
  expect(proof).toMatchObject(same)
  expect(proof.status).toBe('proved')
  expect(again.undoSql).toBe(undoSql)
})

describe('An undo that is generated', () => {
  test('says in its head what it takes back, and is proved like any other', async () => {
    const { prove } = await proveWorld(shop)
    const { proof, undoSql } = await prove('CREATE TABLE a (id int); CREATE VIEW v AS SELECT id FROM a')
    expect(undoSql).toMatch(/^-- Takes back version 1 \(V1__change.sql\)\. Written by Strata/)
    expect(proof).toMatchObject({ status: 'proved', undo: 'generated', undoScript: 'U1__change.sql' })
  })

  test('renames back what was renamed, so that nothing is lost', async () => {
    const { prove } = await proveWorld(shop)
    const { proof, undoSql } = await prove('ALTER TABLE orders RENAME TO purchases; ALTER TABLE purchases RENAME COLUMN note TO remark; ALTER SEQUENCE orders_id_seq RENAME TO purchases_id_seq; ALTER INDEX orders_open RENAME TO purchases_open')
    expect(undoSql).not.toMatch(/DROP|CREATE/)
    expect(proof).toMatchObject({ status: 'proved', loses: [] })
  })

  test('puts a table back under the name that another one has taken', async () => {
    const { prove } = await proveWorld(shop)
    const swap = 'ALTER TABLE orders RENAME TO orders_old; CREATE TABLE orders (id serial PRIMARY KEY, total numeric); CREATE VIEW v AS SELECT o.total FROM orders o JOIN orders_old USING (id)'
    const { proof, undoSql } = await prove(swap)
    expect(undoSql).toContain('ALTER TABLE public.orders_old RENAME TO orders')
    expect(proof).toMatchObject({ status: 'proved' })
    const chain = await prove('ALTER TABLE customers RENAME TO people; CREATE TABLE customers (id int); ALTER TABLE orders RENAME TO sales; ALTER TABLE orders_old RENAME TO orders')
    expect(chain.proof).toMatchObject({ status: 'proved' })
  })

  test('is refused with the reason where it would need several transactions', async () => {
    const { prove, database } = await proveWorld("CREATE TYPE s AS ENUM ('a', 'b'); CREATE TABLE t (s s DEFAULT 'b')")
    const { proof, undoSql } = await prove("ALTER TABLE t ALTER s DROP DEFAULT; ALTER TYPE s RENAME TO o; CREATE TYPE s AS ENUM ('a'); ALTER TABLE t ALTER s TYPE s USING s::text::s; DROP TYPE o")
    expect(proof).toMatchObject({ status: 'impossible', undo: 'none', undoChecksum: null, problem: expect.stringContaining('transactions') as string })
    expect(undoSql).toBeNull()
    expect(await database.query('SELECT enum_range(NULL::s)::text AS labels')).toEqual([{ labels: '{a}' }])
  })

  test('tells what it cannot bring back, by the rows that are missing', async () => {
    const { prove } = await proveWorld(shop)
    const { proof, undoSql } = await prove('ALTER TABLE orders DROP COLUMN note CASCADE')
    expect(undoSql).toContain('-- Loses: The values of column public.orders.note do not come back.')
    expect(proof).toMatchObject({ status: 'schema_only', loses: ['In public.orders 50 rows have other values (note).'], differences: [] })
  })
})
