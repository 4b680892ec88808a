import { describe, expect, onTestFinished, test } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '#engine/engine.ts'
import type { EnvironmentShadow } from '#engine/preview/shadow/environment-shadow.ts'
import type { Shadow } from '#engine/preview/shadow-database.ts'
import { onServer } from '../../support/database.ts'
import { studioWorld } from '../../support/studio-world.ts'
import { notesOf, rows, shadowOf } from './shadow-support.ts'


function sampled<T>(engine: Engine, environment: Environment, previewRows: number, work: (shadow: EnvironmentShadow, copy: Shadow) => Promise<T>): Promise<T> {
  const wanted = { ...environment, policies: { ...environment.policies, previewRows } }
  return shadowOf(engine, wanted, async (shadow) => work(shadow, await shadow.copy()), { rows: 'sample' })
}

const shop = `
CREATE TABLE regions (id int PRIMARY KEY, parent int REFERENCES regions, name text);
INSERT INTO regions SELECT n, nullif(n / 2, 0), 'r' || n FROM generate_series(1, 3000) n;
CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, region int NOT NULL REFERENCES regions, name char(9) NOT NULL, twice text GENERATED ALWAYS AS (name || name) STORED);
INSERT INTO customers (region, name) SELECT 3000 - n % 2000, 'c' || n FROM generate_series(1, 20000) n;
CREATE TABLE orders (id bigserial, at date NOT NULL, customer bigint NOT NULL REFERENCES customers, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
CREATE TABLE orders_old PARTITION OF orders FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
CREATE TABLE orders_new (customer bigint NOT NULL, id bigint NOT NULL DEFAULT nextval('orders_id_seq'), at date NOT NULL);
ALTER TABLE orders ATTACH PARTITION orders_new FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
INSERT INTO orders (at, customer) SELECT date '2025-06-01' + n % 400, n % 20000 + 1 FROM generate_series(1, 30000) n;
CREATE TABLE lines (at date, id bigint, line int, what jsonb, paid bool, raw bytea, PRIMARY KEY (at, id, line), FOREIGN KEY (at, id) REFERENCES orders);
INSERT INTO lines SELECT at, id, 1, '{"a": "b, \\"c"}', true, '\\x00ff5c' FROM orders;
ANALYZE;`

/** For each foreign key, how many rows refer to nothing. */
const loose = `SELECT (SELECT count(*)::int FROM regions r WHERE parent IS NOT NULL AND NOT EXISTS (SELECT FROM regions p WHERE p.id = r.parent)) AS regions,
  (SELECT count(*)::int FROM customers c WHERE NOT EXISTS (SELECT FROM regions r WHERE r.id = c.region)) AS customers,
  (SELECT count(*)::int FROM orders o WHERE NOT EXISTS (SELECT FROM customers c WHERE c.id = o.customer)) AS orders,
  (SELECT count(*)::int FROM lines l WHERE NOT EXISTS (SELECT FROM orders o WHERE (o.at, o.id) = (l.at, l.id))) AS lines`
const nothing = { regions: 0, customers: 0, orders: 0, lines: 0 }

describe('A sample of rows', () => {
  test('has what its rows refer to, through partitions, lists of columns and references of a table to itself', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment } = await make('shop', shop)
    await sampled(engine, environment, 50, async (shadow, copy) => {
      expect(notesOf(shadow)).toEqual([])
      expect(shadow.sampled.get('public.lines')).toBe(50)
      expect(shadow.sampled.get('public.customers')).toBeGreaterThan(50)
      expect(await rows(copy, loose)).toEqual([nothing])
      expect((await rows(copy, "SELECT nextval('orders_id_seq')"))).toEqual([{ nextval: '30001' }])
      expect((await rows(copy, "INSERT INTO customers (region, name) SELECT id, 'x' FROM regions LIMIT 1 RETURNING id"))).toEqual([{ id: '20001' }])
    })
  })

  test('has values byte for byte, computed ones too', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment, database } = await make('kinds', `
      CREATE TYPE mood AS ENUM ('so, so', 'fine'); CREATE TYPE pair AS (a int, b text); CREATE DOMAIN small AS int CHECK (VALUE < 100);
      CREATE TABLE kinds (id int PRIMARY KEY, t text, c char(5), n numeric, f float8, b bytea, j json, a text[], m mood, p pair, d small, i interval, z timestamptz, "Odd ""name" text, g int GENERATED ALWAYS AS (id * 2) STORED);
      INSERT INTO kinds VALUES (1, E'a"b\\\\c,(d)\\n', 'ab', 'NaN', 0.1::float8 + 0.2, '\\x00', '{"x" :  1}', ARRAY['a', NULL, 'NULL', ''], 'so, so', (1, 'x,"y'), 5, '1 mon -2 days', '2026-01-01 00:00+09', ''); INSERT INTO kinds (id) VALUES (2);
      CREATE TABLE "Empty One" (); ALTER TABLE kinds DROP COLUMN f; ALTER TABLE kinds ADD COLUMN late int DEFAULT 7;`)
    await sampled(engine, environment, 10, async (_shadow, copy) => {
      const all = 'SELECT k::text AS row FROM kinds k ORDER BY id'
      expect(await rows(copy, all)).toEqual(await database.query(all))
    })
  })

  test('needs no superuser: triggers stay silent, cycles are closed, and all is as it was', async () => {
    const { engine, environment: make } = studioWorld()
    await onServer("DROP ROLE IF EXISTS shop_maker; CREATE ROLE shop_maker LOGIN CREATEDB; GRANT pg_signal_backend TO shop_maker")
    const { environment, database } = await make('cycle', `
      GRANT ALL ON SCHEMA public TO shop_maker; SET ROLE shop_maker;
      CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a); 
      INSERT INTO a SELECT n, n FROM generate_series(1, 5000) n; INSERT INTO b SELECT n, n / 10 + 1 FROM generate_series(1, 5000) n; CREATE TABLE chain (id int PRIMARY KEY, former int REFERENCES chain DEFERRABLE); INSERT INTO chain SELECT n, nullif(n - 1, -1) FROM generate_series(0, 5000) n ORDER BY n DESC; ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
      CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$; CREATE TRIGGER no BEFORE INSERT ON a EXECUTE FUNCTION no(); ALTER TABLE a ENABLE ALWAYS TRIGGER no; ANALYZE`)
    onTestFinished(async () => {
      await database.query('RESET ROLE; DROP OWNED BY shop_maker').catch(() => {})
    })
    const maker = { ...environment, connection: { ...environment.connection, user: 'shop_maker' } }
    await sampled(engine, maker, 20, async (shadow, copy) => {
      expect({ title: shadow.title, notes: notesOf(shadow).map(({ code }) => code) }).toEqual({ title: 'the server of cycle', notes: ['sample-cut-off'] })
      expect(shadow.sampled.get('public.a')).toBeGreaterThanOrEqual(20)
      expect(await rows(copy, 'SELECT (SELECT count(*)::int FROM a WHERE NOT EXISTS (SELECT FROM b WHERE b.id = a.b)) + (SELECT count(*)::int FROM b WHERE NOT EXISTS (SELECT FROM a WHERE a.id = b.a)) + (SELECT count(*)::int FROM chain c WHERE former IS NOT NULL AND NOT EXISTS (SELECT FROM chain p WHERE p.id = c.former)) AS loose')).toEqual([{ loose: 0 }])
    })
  })

  test('leaves out what may not be read or is locked, and what refers to it, and says so', async () => {
    const { engine, environment: make } = studioWorld()
    await onServer('DROP ROLE IF EXISTS shop_looker; CREATE ROLE shop_looker LOGIN')
    const { environment, database } = await make('some', `
      CREATE TABLE secrets (id int PRIMARY KEY); INSERT INTO secrets VALUES (1); CREATE TABLE uses (id int PRIMARY KEY, secret int NOT NULL REFERENCES secrets); CREATE TABLE may (id int, secret int REFERENCES secrets); INSERT INTO secrets VALUES (2); INSERT INTO may VALUES (1, 2), (2, NULL); INSERT INTO uses VALUES (1, 1);
      CREATE TABLE mine (id int); INSERT INTO mine VALUES (1), (2); ALTER TABLE mine ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON mine USING (id = 1);
      GRANT SELECT ON uses, mine, may TO shop_looker;`, { class: 'production' })
    onTestFinished(async () => {
      await database.query('DROP OWNED BY shop_looker').catch(() => {})
    })
    await sampled(engine, { ...environment, connection: { ...environment.connection, user: 'shop_looker' } }, 10, async (shadow, copy) => {
      expect(notesOf(shadow).map(({ code }) => code)).toEqual(expect.arrayContaining(['sample-forbidden', 'sample-row-security', 'sample-given-up', 'sample-cut-off']))
      expect([await rows(copy, 'SELECT id FROM uses'), await rows(copy, 'SELECT id, secret FROM may ORDER BY id'), await rows(copy, 'SELECT id FROM mine'), await rows(copy, 'SELECT id FROM secrets')]).toEqual([[], [{ id: 1, secret: null }, { id: 2, secret: null }], [{ id: 1 }], []])
    })
  })
})
