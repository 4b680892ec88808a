import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schema } from '#shared/kinds/schema/index.ts'
import type { Kind } from '#shared/schema/kind.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { readSnapshot, type ReadOptions } from '#engine/schema/read-snapshot.ts'
import { membersSql } from '#engine/schema/session.sql.ts'
import { createDatabase, onServer, type TestDatabase } from '../../support/database.ts'
import { mini, registryOf } from './mini-kinds.ts'

let database: TestDatabase
beforeAll(async () => void (database = await createDatabase('snapshot')))
afterAll(() => database.drop())

export const opener = (url: string) => async () => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}

const read = (options: ReadOptions = {}) => readSnapshot(opener(database.url), mini, options)
const uses = (snapshot: Snapshot, id: string) => [...snapshot.uses(id)].toSorted()
const gaps = (snapshot: Snapshot, code: string) => snapshot.head.gaps.filter((gap) => gap.code === code)

describe('a shop', () => {
  let snapshot: Snapshot

  beforeAll(async () => {
    await database.query(`
      CREATE SCHEMA shop;
      CREATE TYPE shop.state AS ENUM ('new', 'paid');
      CREATE TABLE shop.customers (id serial PRIMARY KEY, name text NOT NULL);
      CREATE TABLE shop.orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int REFERENCES shop.customers, state shop.state DEFAULT 'new', states shop.state[], twice int GENERATED ALWAYS AS (id * 2) STORED);
      CREATE INDEX "by state.of 😀" ON shop.orders (state);
      CREATE FUNCTION shop.one(a int, b text) RETURNS shop.orders LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE VIEW shop.paid AS SELECT o.id, c.name FROM shop.orders o JOIN shop.customers c ON c.id = o.customer WHERE o.state = 'paid';
      CREATE VIEW shop.names AS SELECT name FROM shop.paid;
      COMMENT ON COLUMN shop.orders.state IS 'where it stands';
      COMMENT ON COLUMN shop.paid.name IS 'of the customer'`)
    snapshot = await read()
  })
  afterAll(async () => void (await database.query('DROP SCHEMA shop CASCADE')))

  test('the head says what was read and when', () => {
    expect(snapshot.head).toMatchObject({ database: database.name, schemas: null })
    expect(snapshot.head.serverVersionNum).toBeGreaterThanOrEqual(130000)
    expect(Math.abs(Date.parse(snapshot.head.takenAt) - Date.now())).toBeLessThan(60_000)
  })

  test('facts have the ids that their names give them', () => {
    expect([...snapshot.facts.keys()]).toEqual(
      expect.arrayContaining([
        'schema:shop',
        'table:shop.orders',
        'column:shop.orders.state',
        'index:shop."by state.of 😀"',
        'function:shop.one(a integer, b text)',
        'default@column:shop.orders.state',
        'comment@column:shop.orders.state',
      ]),
    )
  })

  test('a dependency of a column stands at the column', () => {
    expect(uses(snapshot, 'column:shop.orders.state')).toEqual(['enum:shop.state'])
    expect(uses(snapshot, 'table:shop.orders')).toEqual(['schema:shop'])
  })

  test('an array of a type needs the type, and a row type the table', () => {
    expect(uses(snapshot, 'column:shop.orders.states')).toEqual(['enum:shop.state'])
    expect(uses(snapshot, 'function:shop.one(a integer, b text)')).toContain('table:shop.orders')
  })

  test('a foreign key needs the columns on both sides and the constraint behind the index that it uses', () => {
    expect(uses(snapshot, 'constraint:shop.orders.orders_customer_fkey')).toEqual([
      'column:shop.customers.id',
      'column:shop.orders.customer',
      'constraint:shop.customers.customers_pkey',
    ])
  })

  test('a view needs what its rule names, and views need views', () => {
    expect(uses(snapshot, 'view:shop.paid')).toEqual(expect.arrayContaining(['column:shop.customers.name', 'column:shop.orders.state', 'enum:shop.state']))
    expect(uses(snapshot, 'view:shop.names')).toEqual(['schema:shop', 'view:shop.paid'])
  })

  test('a default needs the sequence that it calls; the sequence that a column owns does not need the column', () => {
    expect(uses(snapshot, 'default@column:shop.customers.id')).toEqual(['sequence:shop.customers_id_seq'])
    expect(uses(snapshot, 'sequence:shop.customers_id_seq')).toEqual(['schema:shop'])
  })

  test('a generated column needs the columns of its expression', () => {
    expect(uses(snapshot, 'column:shop.orders.twice')).toEqual(['column:shop.orders.id'])
  })

  test('no edge is said twice, leads to itself, or from a part to what it is a part of', () => {
    const keys = snapshot.edges.map(({ from, to }) => `${from} > ${to}`)
    expect(new Set(keys).size).toBe(keys.length)
    for (const { from, to } of snapshot.edges) {
      expect(from).not.toBe(to)
      expect(snapshot.get(from)?.parent).not.toBe(to)
      expect(snapshot.has(from) && snapshot.has(to)).toBe(true)
    }
  })

  test('a satellite finds what it speaks of, and the relation where a column is no fact', () => {
    expect(snapshot.get('comment@column:shop.orders.state')?.data).toEqual({ text: 'where it stands' })
    expect(snapshot.get('comment@view:shop.paid')?.data).toEqual({ text: 'of the customer' })
  })

  test('read twice, it is the same', async () => {
    const again = await read()
    expect([...again.facts.values()]).toEqual([...snapshot.facts.values()])
    expect(again.edges.length).toBe(snapshot.edges.length)
  })

  test('of chosen schemas nothing else is read', async () => {
    await database.query('CREATE SCHEMA other CREATE TABLE there (id int)')
    const chosen = await read({ schemas: ['shop'] })
    expect(chosen.head.schemas).toEqual(['shop'])
    expect(chosen.has('table:shop.orders')).toBe(true)
    expect([...chosen.facts.keys()].filter((id) => id.includes('other'))).toEqual([])
    expect(gaps(chosen, 'not-modelled')).toEqual([])
    await database.query('DROP SCHEMA other CASCADE')
  })

  test('several sessions see the same as one', async () => {
    const alone = await read({ sessions: 1 })
    expect([...alone.facts.keys()].toSorted()).toEqual([...snapshot.facts.keys()].toSorted())
  })

  test('a session that is given is given back in no transaction', async () => {
    const client = await opener(database.url)()
    await readSnapshot(client, mini)
    expect((await client.query<{ path: string }>("SELECT current_setting('search_path') AS path")).rows[0]?.path).toContain('public')
    await client.query('CREATE TABLE shop.written_after (id int)')
    await client.end()
    await database.query('DROP TABLE shop.written_after')
  })
})

test('what belongs to an extension is the extension, and what hangs on it needs the extension', async () => {
  await database.query('CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE TABLE ext.mail (address ext.citext)')
  const snapshot = await read()
  expect(snapshot.has('extension:citext')).toBe(true)
  expect([...snapshot.facts.keys()].filter((id) => id.startsWith('function:ext.'))).toEqual([])
  expect(uses(snapshot, 'column:ext.mail.address')).toEqual(['extension:citext'])
  expect(uses(snapshot, 'extension:citext')).toEqual(['schema:ext'])
  expect(gaps(snapshot, 'not-modelled')).toEqual([])
  await database.query('DROP SCHEMA ext CASCADE')
})

test('what no kind claims is reported with its names, and nothing else is', async () => {
  await database.query(`CREATE SCHEMA odd; CREATE TYPE odd.pair AS (a int, b int); CREATE TABLE odd.t (p odd.pair, id int);
    CREATE STATISTICS odd.both ON p, id FROM odd.t; CREATE CONVERSION odd.latin FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1; CREATE CAST (odd.pair AS text) WITH INOUT; SELECT lo_create(0)`)
  const snapshot = await read()
  const sorts = gaps(snapshot, 'not-modelled').map(({ subject }) => subject)
  expect(sorts.toSorted()).toEqual(['cast', 'conversion', 'large object', 'statistics object', 'type'])
  expect(
    gaps(snapshot, 'not-modelled')
      .map(({ message }) => message)
      .join('\n'),
  ).toContain('odd.latin')
  await database.query('DROP SCHEMA odd CASCADE; SELECT lo_unlink(oid) FROM pg_largeobject_metadata')
})

test('temporary tables of other sessions are no gap', async () => {
  const client = await opener(database.url)()
  await client.query('CREATE TEMP TABLE mine (id serial PRIMARY KEY, note text)')
  expect((await read()).head.gaps).toEqual([])
  await client.end()
})

test('a catalog that the user may not read is a gap, foreseen or not', async () => {
  await onServer("DROP ROLE IF EXISTS snapshot_reader; CREATE ROLE snapshot_reader LOGIN PASSWORD 'x'")
  const url = new URL(database.url)
  url.username = 'snapshot_reader'
  await database.query('CREATE TABLE secret (id int); REVOKE ALL ON secret FROM PUBLIC; REVOKE SELECT ON pg_catalog.pg_attrdef FROM PUBLIC')
  const snapshot = await readSnapshot(opener(url.href), mini)
  expect(snapshot.has('column:public.secret.id')).toBe(true)
  expect(
    gaps(snapshot, 'no-privilege')
      .map(({ subject, severity }) => `${subject}: ${severity}`)
      .toSorted(),
  ).toEqual(['default: error', 'user-mapping: warning'])
  await database.query('GRANT SELECT ON pg_catalog.pg_attrdef TO PUBLIC; DROP TABLE secret')
  await onServer('DROP ROLE snapshot_reader')
})

test('an invalid index is read and reported', async () => {
  await database.query('CREATE TABLE doubled (id int); INSERT INTO doubled VALUES (1), (1)')
  await database.query('CREATE UNIQUE INDEX CONCURRENTLY doubled_id ON doubled (id)').catch(() => {})
  const snapshot = await read()
  expect(snapshot.has('index:public.doubled_id')).toBe(true)
  expect(gaps(snapshot, 'invalid-index').map(({ subject }) => subject)).toEqual(['index:public.doubled_id'])
  await database.query('DROP TABLE doubled')
})

test('a view that PostgreSQL cannot print is a gap, and its neighbours are read', async () => {
  await database.query(
    'CREATE FUNCTION gone() RETURNS int LANGUAGE sql AS $$SELECT 1$$; CREATE VIEW broken AS SELECT gone() AS x; CREATE VIEW whole AS SELECT 1 AS x; CREATE VIEW whole_too AS SELECT 2 AS x',
  )
  await database.query("DELETE FROM pg_proc WHERE proname = 'gone'")
  const snapshot = await read()
  expect(gaps(snapshot, 'unreadable').map(({ subject, message }) => `${subject}: ${message}`)).toEqual([
    expect.stringMatching(/^public\.broken: PostgreSQL cannot print the view public\.broken: cache lookup failed for function/),
  ])
  expect(snapshot.has('view:public.whole') && snapshot.has('view:public.whole_too')).toBe(true)
  expect(snapshot.has('view:public.broken')).toBe(false)
  expect(snapshot.head.gaps).toHaveLength(1)
  await database.query('DROP VIEW broken, whole, whole_too')
})

test('a reading that is cancelled ends as cancelled', async () => {
  const aborted = new AbortController()
  const reading = read({ signal: aborted.signal, progress: () => aborted.abort() })
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
})

describe('a schema that changes while it is read', () => {
  /** Sessions that do something each time a reading has fixed the moment that it sees. */
  function disturbed(work: (attempt: number) => Promise<unknown>) {
    const state = { attempts: 0 }
    const open = async () => {
      const client = await opener(database.url)()
      const query = client.query.bind(client) as (...args: unknown[]) => unknown
      const disturb = async (...args: unknown[]) => {
        state.attempts += 1
        await work(state.attempts)
        return query(...args)
      }
      const isEarly = (config: unknown) => typeof config === 'object' && config !== null && 'text' in config && config.text === membersSql
      return Object.assign(client, { query: (...args: unknown[]) => (isEarly(args[0]) ? disturb(...args) : query(...args)) })
    }
    return { open, state }
  }

  test('is read anew', async () => {
    await database.query('CREATE TABLE kept (id int); CREATE INDEX passing ON kept (id); CREATE VIEW fleeting AS SELECT 1 AS x')
    const { open, state } = disturbed(async (attempt) => attempt === 1 && database.query('DROP VIEW fleeting; DROP INDEX passing'))
    const snapshot = await readSnapshot(open, mini)
    expect(state.attempts).toBe(2)
    expect(snapshot.has('table:public.kept')).toBe(true)
    expect(snapshot.has('index:public.passing') || snapshot.has('view:public.fleeting')).toBe(false)
    expect(snapshot.head.gaps).toEqual([])
  })

  test('what stays but is altered makes it be read anew too; a temporary table does not', async () => {
    const altered = disturbed(async (attempt) => attempt === 1 && database.query('ALTER TABLE kept RENAME COLUMN id TO number'))
    expect((await readSnapshot(altered.open, mini)).has('column:public.kept.number')).toBe(true)
    expect(altered.state.attempts).toBe(2)
    const other = await opener(database.url)()
    await other.query('CREATE TEMP TABLE passing (id int PRIMARY KEY)')
    const temporary = disturbed(() => other.query('DROP TABLE passing'))
    await readSnapshot(temporary.open, mini)
    expect(temporary.state.attempts).toBe(1)
    await other.end()
  })

  test('and never stands still is read three times, and then it is said', async () => {
    const { open, state } = disturbed((attempt) => database.query(`ALTER TABLE kept ADD COLUMN c${attempt} int`))
    const snapshot = await readSnapshot(open, mini)
    expect(state.attempts).toBe(3)
    expect(gaps(snapshot, 'schema-changing')).toHaveLength(1)
  })

  test('so that an answer fails each time is given up in words', async () => {
    const failing: Kind = {
      ...schema,
      name: 'failing',
      catalog: [{ catalog: 'pg_class', sql: () => "SELECT current_setting('strata.no_such') AS x", facts: () => [] }],
    }
    await expect(readSnapshot(opener(database.url), registryOf(failing))).rejects.toMatchObject({
      code: 'schema_changing',
      message: expect.stringMatching(/^The schema was changed while it was read, 3 times in a row: unrecognized/) as string,
    })
  })
})

test('a fault in the query of a kind is not taken for a change', async () => {
  const wrong: Kind = {
    ...schema,
    name: 'wrong',
    catalog: [{ catalog: 'pg_class', sql: () => 'SELECT no_such_column FROM pg_catalog.pg_class', facts: () => [] }],
  }
  await expect(readSnapshot(opener(database.url), registryOf(wrong))).rejects.toMatchObject({ code: 'internal' })
  const throwing: Kind = {
    ...schema,
    name: 'throwing',
    catalog: [{ catalog: 'pg_class', sql: () => 'SELECT oid FROM pg_catalog.pg_class', facts: () => JSON.parse('{') as never }],
  }
  await expect(readSnapshot(opener(database.url), registryOf(throwing))).rejects.toMatchObject({ code: 'internal' })
})
