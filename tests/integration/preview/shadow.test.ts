import { describe, expect, onTestFinished, test } from 'vitest'
import { onServer } from '../../support/database.ts'
import { studioWorld } from '../../support/studio-world.ts'
import { codes, notesOf, rows, shadowOf } from './shadow-support.ts'

const shop = `
CREATE SCHEMA app;
CREATE TYPE app.state AS ENUM ('new', 'paid');
CREATE TABLE app.customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE TABLE app.orders (id bigint PRIMARY KEY, customer bigint REFERENCES app.customers, state app.state DEFAULT 'new');
CREATE INDEX orders_open ON app.orders (customer) WHERE state = 'new';
CREATE VIEW app.open_orders AS SELECT * FROM app.orders WHERE state = 'new';
CREATE MATERIALIZED VIEW app.sums AS SELECT state, count(*) FROM app.orders GROUP BY state;
INSERT INTO app.customers (name) SELECT 'c' || n FROM generate_series(1, 100) n;
INSERT INTO app.orders SELECT n, n % 100 + 1 FROM generate_series(1, 5000) n;
ANALYZE;`



describe('A shadow of an environment', () => {
  test('has its schema, is copied as often as wanted, and knows the sizes of the environment', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment, database } = await make('shop', shop)
    const names = await shadowOf(engine, environment, async (shadow) => {
      expect({ title: shadow.title, warm: shadow.warm, sameMajor: shadow.sameMajor, notes: notesOf(shadow) }).toEqual({ title: 'the server of shop', warm: false, sameMajor: true, notes: [] })
      expect(shadow.before.has('table:app.orders')).toBe(true)
      expect(shadow.sizes.get('app.orders')).toMatchObject({ rows: 5000, uses: null })
      expect(shadow.sizes.get('app.orders')?.bytes).toBeGreaterThan(100_000)
      expect(shadow.sizes.get('app.orders_open')).toMatchObject({ uses: 0 })
      const [one, two] = [await shadow.copy(), await shadow.copy()]
      await rows(one, 'DROP TABLE app.orders CASCADE')
      expect(await rows(two, "SELECT count(*)::int FROM app.orders")).toEqual([{ count: 0 }])
      expect(await rows(two, 'SELECT * FROM app.sums')).toEqual([])
      return [one, two].map(({ environment: { connection } }) => connection.database)
    })
    expect(await database.query('SELECT datname FROM pg_database WHERE datname = ANY ($1)', [names])).toEqual([])
  })

  test('knows about how many rows there are in tables that were never analysed', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment } = await make('shop', `CREATE TABLE fresh (id int, name text) WITH (autovacuum_enabled = off); INSERT INTO fresh SELECT n, 'n' FROM generate_series(1, 700) n; CREATE TABLE bare (id int) WITH (autovacuum_enabled = off);
      SELECT pg_stat_force_next_flush();`)
    await shadowOf(engine, environment, async ({ sizes }) => {
      expect(sizes.get('public.fresh')?.rows).toBeGreaterThan(300)
      expect(sizes.get('public.fresh')?.rows).toBeLessThan(1500)
      expect(sizes.get('public.bare')?.rows).toBe(0)
    })
  })

  test('is only copied the second time, and built anew when the schema has changed', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment, database } = await make('shop', shop)
    const look = () => shadowOf(engine, environment, async ({ warm, fingerprint, before }) => ({ warm, fingerprint, has: before.has('table:app.more') }))
    const first = await look()
    expect(await look()).toEqual({ ...first, warm: true })
    await database.query("TRUNCATE app.orders; ANALYZE")
    expect(await look()).toEqual({ ...first, warm: true })
    await database.query('CREATE TABLE app.more (id int)')
    const third = await look()
    expect(third).toMatchObject({ warm: false, has: true })
    expect(third.fingerprint).not.toBe(first.fingerprint)
    await engine.shadows.close()
    expect(await database.query("SELECT FROM pg_database d WHERE datname LIKE 'strata_shadow_%' AND EXISTS (SELECT FROM pg_stat_activity a WHERE a.application_name LIKE 'strata shadow %' AND a.application_name LIKE '%' || substr(datname, 15, 12) || '%' AND a.datname = $1)", [database.name])).toEqual([])
  })

  test('of production is made on this machine, with its roles and owners, and only read', async () => {
    const { engine, environment: make } = studioWorld()
    await onServer('DROP ROLE IF EXISTS "shop owner"; DROP ROLE IF EXISTS shop_reader; CREATE ROLE "shop owner" NOLOGIN; CREATE ROLE shop_reader LOGIN;')
    const { environment, database } = await make('shop', `${shop} GRANT USAGE ON SCHEMA app TO shop_reader; GRANT SELECT ON ALL TABLES IN SCHEMA app TO shop_reader; ALTER TABLE app.orders OWNER TO "shop owner";`, { class: 'production' })
    onTestFinished(() => onServer(`DROP OWNED BY "shop owner", shop_reader; DROP ROLE "shop owner"; DROP ROLE shop_reader`).catch(() => {}))
    const reader = { ...environment, connection: { ...environment.connection, user: 'shop_reader' } }
    const written = "SELECT n_tup_ins + n_tup_upd + n_tup_del AS written, pg_current_wal_lsn() FROM pg_stat_database JOIN pg_stat_user_tables ON true WHERE datname = current_database()"
    expect(await database.query(written)).not.toEqual([])
    await shadowOf(engine, reader, async (shadow) => {
      expect(shadow.title).toMatch(/^PostgreSQL 15 of this machine$/)
      expect(codes(shadow)).toEqual(['shadow-superuser'])
      expect(await rows(await shadow.copy(), "SELECT tableowner FROM pg_tables WHERE tablename = 'orders'")).toEqual([{ tableowner: 'shop owner' }])
    })
  })

  test('is built from facts where pg_dump may not read a table', async () => {
    const { engine, environment: make } = studioWorld()
    await onServer('DROP ROLE IF EXISTS shop_guest; CREATE ROLE shop_guest LOGIN')
    const { environment, database } = await make('shop', `${shop} GRANT USAGE ON SCHEMA app TO shop_guest;`, { class: 'production' })
    onTestFinished(async () => {
      await database.query('DROP OWNED BY shop_guest').catch(() => {})
    })
    await shadowOf(engine, { ...environment, connection: { ...environment.connection, user: 'shop_guest' } }, async (shadow) => {
      expect(codes(shadow).toSorted()).toEqual(['shadow-from-facts', 'shadow-superuser'])
      expect(notesOf(shadow).find(({ code }) => code === 'shadow-from-facts')?.message).toMatch(/permission denied for .*built from what was read/)
      expect(await rows(await shadow.copy(), 'SELECT count(*)::int FROM app.open_orders')).toEqual([{ count: 0 }])
    })
  })
})
