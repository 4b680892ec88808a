import { describe, expect, onTestFinished, test } from 'vitest'
import type { Proof } from '#shared/contract/preview.ts'
import { createDatabase } from '../../support/database.ts'
import { proveWorld } from './prove-world.ts'

const shop = `
  CREATE TYPE state AS ENUM ('new', 'paid');
  CREATE TABLE customers (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, email text, CONSTRAINT customers_email UNIQUE (email));
  COMMENT ON COLUMN customers.email IS 'Where they are written to';
  CREATE TABLE orders (id serial PRIMARY KEY, customer int NOT NULL REFERENCES customers, total numeric(10, 2) NOT NULL DEFAULT 0, note text);
  CREATE INDEX orders_open ON orders (customer) WHERE note IS NULL;
  CREATE VIEW totals WITH (security_barrier) AS SELECT customer, sum(total) AS total FROM orders GROUP BY customer;
  CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
  CREATE TRIGGER orders_stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
  ALTER TABLE orders DISABLE TRIGGER orders_stamp;
  CREATE SEQUENCE invoices;
  CREATE TABLE empty (id int);
  SELECT setval('invoices', 1000);
  GRANT SELECT ON orders TO PUBLIC;
  INSERT INTO customers (name, email) SELECT 'c' || i, 'c' || i || '@example.org' FROM generate_series(1, 20) i;
  INSERT INTO orders (customer, total, note) SELECT 1 + i % 20, i * 1.25, 'note ' || i FROM generate_series(1, 50) i;`

const texts = ({ differences }: Proof) => differences.map(({ text }) => text)

/** Status and what differs of one migration on the shop. */
async function judged(up: string, down: string): Promise<{ status: string; texts: string[]; loses: string[] }> {
  const { proof } = await proveWorld(shop)
  const found = await proof(up, down)
  return { status: found.status, texts: texts(found), loses: found.loses }
}

describe('An undo differs', () => {
  test.each([
    ['drops nothing, which IF EXISTS hides behind a typo', 'CREATE INDEX orders_total ON orders (total)', 'DROP INDEX IF EXISTS order_total', ['index public.orders_total is left behind']],
    ['forgets a default', 'ALTER TABLE orders ALTER total DROP DEFAULT', 'ALTER TABLE orders ALTER total SET NOT NULL', ['default of public.orders.total: was 0, is none']],
    ['brings a constraint back as an index', 'ALTER TABLE customers DROP CONSTRAINT customers_email', 'CREATE UNIQUE INDEX customers_email ON customers (email)', ['constraint public.customers.customers_email does not come back', 'index public.customers_email is left behind']],
    ['leaves an enum value behind', "ALTER TYPE state ADD VALUE 'sent'", 'SELECT 1', ['labels of enum public.state: was new, paid, is new, paid, sent']],
    ['leaves an object behind', 'CREATE TABLE a (id int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$', 'DROP TABLE a', ['function public.f() is left behind']],
    ['forgets a comment', 'ALTER TABLE customers DROP COLUMN email', 'ALTER TABLE customers ADD COLUMN email text CONSTRAINT customers_email UNIQUE', ['comment of public.customers.email: was Where they are written to, is none']],
    ['forgets a privilege', 'REVOKE SELECT ON orders FROM PUBLIC', 'SELECT 1', [expect.stringMatching(/^privilege of public\.orders \(\w+\): was .*SELECT.*, is none$/)]],
    ['forgets the condition of an index', 'DROP INDEX orders_open', 'CREATE INDEX orders_open ON orders (customer)', [expect.stringMatching(/of index public\.orders_open: was .*note IS NULL/)]],
    ['forgets that a trigger was disabled', 'DROP TRIGGER orders_stamp ON orders', 'CREATE TRIGGER orders_stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp()', ['enabled of trigger public.orders.orders_stamp: was disabled, is none']],
    ['forgets the options of a view', 'DROP VIEW totals', 'CREATE VIEW totals AS SELECT customer, sum(total) AS total FROM orders GROUP BY customer', [expect.stringContaining('of view public.totals: was')]],
  ])('because it %s', async (_what, up, down, expected) => {
    expect(await judged(up, down)).toMatchObject({ status: 'differs', texts: expected })
  })

  test('because an owner is another one', async () => {
    const { proof, database } = await proveWorld(shop)
    await database.query("DO $$ BEGIN CREATE ROLE prove_owner NOLOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    expect(texts(await proof('ALTER TABLE orders OWNER TO prove_owner', 'SELECT 1'))[0]).toMatch(/^owner of public\.orders: was \w+, is prove_owner$/)
    await database.query('ALTER TABLE orders OWNER TO current_user')
  })
})

describe('An undo brings back the schema only', () => {
  test.each([
    ['rows that were deleted are gone', "DELETE FROM orders WHERE id <= 3", 'SELECT 1', ['In public.orders 3 rows are gone.']],
    ['values that were overwritten are gone', "UPDATE orders SET note = upper(note) WHERE id = 1", 'UPDATE orders SET note = lower(note) WHERE id = 2', ['In public.orders 1 row has other values (note).']],
    ['rows that were added stay', "INSERT INTO customers (name) VALUES ('x'), ('y')", 'SELECT 1', ['In public.customers 2 rows are there that were not.']],
    ['a table comes back without its rows', 'CREATE TABLE kept AS SELECT 1; DROP TABLE empty; TRUNCATE orders', 'DROP TABLE kept; CREATE TABLE empty (id int)', ['In public.orders 50 rows are gone.']],
    ['a narrower type has cut values', 'DROP VIEW totals; ALTER TABLE orders ALTER total TYPE int', 'ALTER TABLE orders ALTER total TYPE numeric(10, 2); CREATE VIEW totals WITH (security_barrier) AS SELECT customer, sum(total) AS total FROM orders GROUP BY customer', ['In public.orders 38 rows have other values (total).']],
    ['a sequence begins anew', 'DROP SEQUENCE invoices', 'CREATE SEQUENCE invoices', ['Sequence public.invoices stood at 1000 and begins anew: it gives out numbers again.']],
  ])('when %s', async (_what, up, down, loses) => {
    expect(await judged(up, down)).toEqual({ status: 'schema_only', texts: [], loses })
  })

  test('when what is gone is gone through a cascade and a deferred trigger', async () => {
    const { proof } = await proveWorld(`
      CREATE TABLE a (id int PRIMARY KEY);
      CREATE TABLE b (a int REFERENCES a ON DELETE CASCADE);
      CREATE TABLE c (n int);
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM public.c; RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER t AFTER DELETE ON b DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f();
      INSERT INTO a VALUES (1), (2); INSERT INTO b VALUES (1), (2), (2); INSERT INTO c VALUES (7)`)
    const found = await proof('DELETE FROM a WHERE id = 2', 'INSERT INTO a VALUES (2)')
    expect(found).toMatchObject({ status: 'schema_only', loses: ['In public.b 2 rows are gone.', 'In public.c 1 row is gone.'] })
  })

  test('when it is generated and what it cannot bring back had no rows to show it', async () => {
    const { proof } = await proveWorld(shop)
    const found = await proof('ALTER TABLE empty ADD COLUMN a int; ALTER TABLE empty DROP COLUMN id')
    expect(found).toMatchObject({ status: 'schema_only', loses: ['The values of column public.empty.id do not come back.'] })
  })
})

describe('An undo fails', () => {
  test('with file, line and caret, when nobody ever ran it, and leaves the migration applied', async () => {
    const { proof, database } = await proveWorld(shop)
    const found = await proof('CREATE TABLE a (id int)', '-- Undo\nDROP TABLE a;\nDORP TABLE b;\n')
    expect(found).toMatchObject({ status: 'failed', error: { code: 'undo_failed', where: { file: 'U1__change.sql', line: 3, caret: 'DORP TABLE b;\n^' }, pg: { sqlstate: '42601' } } })
    expect(await database.query("SELECT to_regclass('a') IS NOT NULL AS there")).toEqual([{ there: true }])
  })

  test('when it cannot even be begun, and the next migration finds the one before it applied', async () => {
    const { proof } = await proveWorld(shop)
    expect(await proof('CREATE TABLE a (id int)', "DROP TABLE a; SELECT 'never ends")).toMatchObject({ status: 'failed', undo: 'file', error: { code: 'file_unreadable', where: { file: 'U1__change.sql', line: 1 } } })
    expect(await proof('ALTER TABLE a ADD COLUMN b int', 'ALTER TABLE a DROP COLUMN b')).toMatchObject({ status: 'proved' })
  })

  test('outside of a transaction half way, and the next migration finds nothing of it', async () => {
    const { proof } = await proveWorld(shop)
    expect(await proof('CREATE INDEX CONCURRENTLY i1 ON orders (total); CREATE INDEX CONCURRENTLY i2 ON orders (note)', 'DROP INDEX CONCURRENTLY i1; DROP INDEX CONCURRENTLY i3')).toMatchObject({ status: 'failed', error: { where: { line: 1 }, pg: { sqlstate: '42704' } } })
    expect(await proof('DROP INDEX i1', 'CREATE INDEX i1 ON orders (total)')).toMatchObject({ status: 'proved' })
  })

  test('when the migration itself fails, and what it did is rolled back', async () => {
    const { proof } = await proveWorld(shop)
    expect(await proof('CREATE TABLE a (id int); CREATE TABLE a (id int)', 'DROP TABLE a')).toMatchObject({ status: 'failed', undo: 'none', problem: 'The migration itself fails, so its undo was not tried.', error: { code: 'statement_failed', pg: { sqlstate: '42P07' } } })
    expect(await proof('CREATE TABLE a (id int)', 'DROP TABLE a')).toMatchObject({ status: 'proved' })
  })

  test('when after it the migration cannot be run again', async () => {
    const { proof } = await proveWorld(shop)
    const found = await proof("SELECT pg_catalog.lo_create(4711)", 'SELECT 1')
    expect(found).toMatchObject({ status: 'failed', problem: 'After its undo the migration cannot be run again.', error: { code: 'statement_failed' } })
  })
})

describe('An undo is proved', () => {
  test('of statements that cannot run in a transaction', async () => {
    const { proof } = await proveWorld(shop)
    expect(await proof('CREATE INDEX CONCURRENTLY orders_note ON orders (note)', 'DROP INDEX CONCURRENTLY orders_note')).toMatchObject({ status: 'proved' })
  })

  test('of what the whole server shares, which a copy would keep from being dropped', async () => {
    const { proof } = await proveWorld(shop)
    expect(await proof('CREATE ROLE prove_role NOLOGIN; GRANT SELECT ON orders TO prove_role', 'DROP OWNED BY prove_role; DROP ROLE prove_role')).toMatchObject({ status: 'proved' })
    expect(await proof('DROP OWNED BY prove_role; DROP ROLE prove_role', 'CREATE ROLE prove_role NOLOGIN')).toMatchObject({ status: 'differs' })
  })

  test('of a repeatable migration by the definition that was there before', async () => {
    const { prove } = await proveWorld(shop)
    const { proof, undoSql } = await prove('CREATE OR REPLACE VIEW totals WITH (security_barrier) AS SELECT customer, sum(total) AS total, count(*) AS orders FROM orders GROUP BY customer', null, 'R__totals.sql')
    expect(undoSql).toContain('Takes back R__totals.sql.')
    expect(proof).toMatchObject({ status: 'proved', undo: 'generated', undoScript: 'undo of R__totals.sql', version: null })
  })

  test('of rows that come back, whatever their order and that of the columns', async () => {
    const { proof } = await proveWorld(shop)
    const found = await proof(
      'CREATE TABLE kept AS SELECT id, note FROM orders; DROP INDEX orders_open; ALTER TABLE orders DROP COLUMN note',
      'ALTER TABLE orders ADD COLUMN note text; UPDATE orders SET note = kept.note FROM kept WHERE kept.id = orders.id; CREATE INDEX orders_open ON orders (customer) WHERE note IS NULL; DROP TABLE kept',
    )
    expect(found).toMatchObject({ status: 'proved', loses: [], weak: [] })
  })
})

describe('A proof is weaker', () => {
  const codes = ({ weak }: Proof) => weak.map(({ code }) => code)

  test('when the tables have no rows', async () => {
    const { proof } = await proveWorld(shop)
    const { weak } = await proof('ALTER TABLE empty ADD COLUMN a int', 'ALTER TABLE empty DROP COLUMN a')
    expect(weak).toMatchObject([{ code: 'no-rows', message: 'Table public.empty had no rows: the proof says nothing of their data.' }])
  })

  test('when the migration calls what gives other values each time, and where the second run differs', async () => {
    const { proof } = await proveWorld(shop)
    const found = await proof('\nALTER TABLE orders ADD COLUMN at timestamptz DEFAULT clock_timestamp(), ADD COLUMN key uuid DEFAULT gen_random_uuid()', 'ALTER TABLE orders DROP COLUMN at, DROP COLUMN key')
    expect(found.status).toBe('proved')
    expect(found.weak).toMatchObject([
      { code: 'not-deterministic', where: { file: 'V1__change.sql', line: 2 }, params: { calls: 'clock_timestamp, gen_random_uuid' } },
      { code: 'second-run-differs', subject: 'public.orders', message: expect.stringContaining('50 rows have other values (at, key)') },
    ])
    expect(codes(await proof('CREATE TABLE a (at timestamptz DEFAULT now())', 'DROP TABLE a'))).toEqual([])
  })

  test('when columns come back in another order', async () => {
    const { proof } = await proveWorld(shop)
    const { weak, status } = await proof('ALTER TABLE empty ADD COLUMN b int; ALTER TABLE empty DROP COLUMN id', 'ALTER TABLE empty DROP COLUMN b; ALTER TABLE empty ADD COLUMN id int')
    expect(status).toBe('proved')
    expect(weak.map(({ code }) => code)).toEqual(['no-rows'])
    const again = await proof('ALTER TABLE customers ALTER COLUMN name TYPE varchar(50)', "ALTER TABLE customers RENAME name TO old; ALTER TABLE customers ADD COLUMN name text; UPDATE customers SET name = old; ALTER TABLE customers ALTER name SET NOT NULL, DROP COLUMN old")
    expect(again).toMatchObject({ status: 'proved', weak: [{ code: 'column-order', message: 'The columns of public.customers come back in another order: id, email, name instead of id, name, email.' }] })
  })

  test('when a sequence has moved on', async () => {
    const { proof } = await proveWorld(shop)
    const { weak, status } = await proof("INSERT INTO customers (name) VALUES ('x')", "DELETE FROM customers WHERE name = 'x'")
    expect(status).toBe('proved')
    expect(weak.map(({ code }) => code)).toEqual(['sequence-advanced', 'second-run-differs'])
  })
})

test('A proof that is cancelled ends at once and leaves no copy behind', async () => {
  const { proof, abort } = await proveWorld('CREATE TABLE a (id int)')
  const beside = await createDatabase('beside')
  onTestFinished(() => beside.drop())
  const running = proof('ALTER TABLE a ADD COLUMN b int', 'SELECT pg_sleep(4711)')
  running.catch(() => {})
  const sleeping = "SELECT datname FROM pg_stat_activity WHERE datname LIKE 'strata_shadow_%' AND query = 'SELECT pg_sleep(4711)' AND state = 'active'"
  let [copy] = await beside.query<{ datname: string }>(sleeping)
  while (!copy) {
    await beside.query('SELECT pg_sleep(0.05)')
    ;[copy] = await beside.query<{ datname: string }>(sleeping)
  }
  abort()
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  expect(await beside.query('SELECT FROM pg_database WHERE datname = $1', [copy.datname])).toEqual([])
})
