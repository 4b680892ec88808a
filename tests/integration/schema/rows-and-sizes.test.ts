import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRows } from '#engine/schema/read-rows.ts'
import { readSizes } from '#engine/schema/read-sizes.ts'
import { createDatabase, onServer, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createDatabase('rows')
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const of = (name: string, schema = 'public') => ({ schema, name })

describe('sizes', () => {
  test('of a table with an index and long values', async () => {
    await database.query(`CREATE TABLE "big.one" (id int PRIMARY KEY, note text); ALTER TABLE "big.one" ALTER note SET STORAGE EXTERNAL;
      INSERT INTO "big.one" SELECT n, repeat('x', 5000) FROM generate_series(1, 100) n`)
    expect((await readSizes(client, of('big.one')))?.estimatedRows).toBe(-1)
    await database.query('ANALYZE "big.one"')
    const size = await readSizes(client, of('big.one'))
    expect(size).toMatchObject({ estimatedRows: 100, lastVacuum: null })
    expect(size?.toastBytes).toBeGreaterThan(100 * 5000)
    expect(size?.totalBytes).toBeGreaterThanOrEqual((size?.tableBytes ?? 0) + (size?.indexBytes ?? 0) + (size?.toastBytes ?? 0))
    expect(size?.indexBytes).toBeGreaterThan(0)
  })

  test('of a partitioned table are those of its partitions', async () => {
    await database.query(`CREATE TABLE parts (id int) PARTITION BY RANGE (id); CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id);
      CREATE TABLE parts_1a PARTITION OF parts_1 FOR VALUES FROM (0) TO (50); INSERT INTO parts SELECT generate_series(0, 49); ANALYZE parts_1a`)
    expect(await readSizes(client, of('parts'))).toMatchObject({ estimatedRows: 50, tableBytes: 8192 })
  })

  test('of what is not there are none', async () => {
    expect(await readSizes(client, of('nothing'))).toBeNull()
  })
})

describe('rows', () => {
  test('are text, NULL apart from the empty text, in the order of the columns', async () => {
    await database.query(
      `CREATE TABLE "Odd ""name" ("select" int, "ü.😀" text, at timestamptz, list int[], doc jsonb); INSERT INTO "Odd ""name" VALUES (1, '', '2026-01-02 03:04:05+00', '{1,2}', '{"a": null}'), (2, NULL, NULL, NULL, NULL)`,
    )
    const sample = await readRows(client, of('Odd "name'), 10)
    expect(sample.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'select integer',
      'ü.😀 text',
      'at timestamp with time zone',
      'list integer[]',
      'doc jsonb',
    ])
    expect(sample.rows[0]?.toSpliced(2, 1)).toEqual(['1', '', '{1,2}', '{"a": null}'])
    expect(sample.rows[0]?.[2]).toMatch(/^2026-01-02/)
    expect(sample.rows[1]).toEqual(['2', null, null, null, null])
    expect(sample).toMatchObject({ cut: 0, more: false })
  })

  test('are no more than was asked for, and it is said that there are more', async () => {
    await database.query('CREATE TABLE many AS SELECT generate_series(1, 20) AS id')
    expect(await readRows(client, of('many'), 20)).toMatchObject({ more: false })
    const sample = await readRows(client, of('many'), 3)
    expect(sample.rows).toHaveLength(3)
    expect(sample.more).toBe(true)
  })

  test('long cells are cut between characters, and counted', async () => {
    await database.query("CREATE TABLE long AS SELECT repeat('😀', 3000) AS a, repeat('x', 2000) AS b, repeat('x', 2001) AS c")
    const { rows, cut } = await readRows(client, of('long'), 1)
    expect(cut).toBe(2)
    expect(rows[0]?.map((cell) => [...(cell ?? '')].length)).toEqual([2000, 2000, 2000])
  })

  test('of a view that writes are refused, and nothing is written', async () => {
    await database.query(
      "CREATE TABLE written (id int); CREATE FUNCTION write() RETURNS int LANGUAGE sql AS 'INSERT INTO public.written VALUES (1) RETURNING id'; CREATE VIEW writing AS SELECT write() AS id",
    )
    await expect(readRows(client, of('writing'), 5)).rejects.toMatchObject({ code: 'statement_failed', data: { pg: { sqlstate: '25006' } } })
    expect(await database.query('SELECT * FROM written')).toEqual([])
  })

  test('that take too long are given up after five seconds', { timeout: 20_000 }, async () => {
    await database.query('CREATE VIEW slow AS SELECT pg_sleep(60)::text AS x')
    await expect(readRows(client, of('slow'), 5)).rejects.toMatchObject({ code: 'statement_failed', data: { pg: { sqlstate: '57014' } } })
    expect((await readRows(client, of('many'), 1)).rows).toEqual([['1']])
  })

  test('of an index, or of what is not there, are not found', async () => {
    await expect(readRows(client, of('nothing'), 5)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('row security and rights on columns hold', async () => {
    await onServer("DROP ROLE IF EXISTS rows_reader; CREATE ROLE rows_reader LOGIN PASSWORD 'x'")
    await database.query(`CREATE TABLE guarded (id int, secret text, owner text); INSERT INTO guarded VALUES (1, 's', 'rows_reader'), (2, 's', 'else'); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON guarded USING (owner = current_user); GRANT SELECT (id, owner) ON guarded TO rows_reader; CREATE TABLE closed (id int); CREATE SCHEMA shut CREATE TABLE inside (id int); GRANT SELECT ON shut.inside TO rows_reader`)
    const url = new URL(database.url)
    url.username = 'rows_reader'
    const reader = new pg.Client({ connectionString: url.href })
    await reader.connect()
    expect(await readRows(reader, of('guarded'), 5)).toMatchObject({ columns: [{ name: 'id' }, { name: 'owner' }], rows: [['1', 'rows_reader']] })
    await expect(readRows(reader, of('closed'), 5)).rejects.toMatchObject({ code: 'permission_denied' })
    await expect(readRows(reader, of('inside', 'shut'), 5)).rejects.toMatchObject({ code: 'permission_denied' })
    await reader.end()
    await database.query('DROP OWNED BY rows_reader')
    await onServer('DROP ROLE rows_reader')
  })
})
