import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { positionToOffset } from '#shared/sql/pg-position.ts'
import { quoteIdentifier, quoteLiteral } from '#shared/sql/quote.ts'
import { splitScript } from '#shared/sql/split.ts'
import { nonTransactionalReason } from '#shared/sql/transaction.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let client: pg.Client

beforeAll(async () => {
  database = await createDatabase('sql')
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`
    CREATE TABLE t (a int PRIMARY KEY); CREATE INDEX i ON t (a);
    CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
    CREATE MATERIALIZED VIEW v AS SELECT 1 AS a; CREATE UNIQUE INDEX ON v (a); CREATE TYPE e AS ENUM ('x');`)
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

/** SQLSTATE of a statement in a transaction that is then rolled back; undefined when it runs. */
async function stateInTransaction(sql: string): Promise<string | undefined> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    return undefined
  } catch (error) {
    return error instanceof pg.DatabaseError ? error.code : 'unknown'
  } finally {
    await client.query('ROLLBACK')
  }
}

const activeTransaction = '25001'

test.each([
  'CREATE INDEX CONCURRENTLY x ON t (a)',
  'DROP INDEX CONCURRENTLY i',
  'REINDEX TABLE CONCURRENTLY t',
  'REINDEX (CONCURRENTLY) INDEX i',
  'REINDEX SCHEMA public',
  'REINDEX TABLE t',
  'VACUUM t',
  'ANALYZE t',
  'CLUSTER',
  'CLUSTER t USING i',
  'CREATE DATABASE strata_never',
  'DROP DATABASE IF EXISTS strata_never',
  'ALTER DATABASE strata_never SET TABLESPACE pg_default',
  "CREATE TABLESPACE strata_never LOCATION '/nowhere'",
  'DROP TABLESPACE IF EXISTS strata_never',
  "ALTER SYSTEM SET work_mem = '5MB'",
  'DISCARD ALL',
  'DISCARD PLANS',
  'ALTER TABLE p DETACH PARTITION c CONCURRENTLY',
  'ALTER TABLE p DETACH PARTITION c',
  "CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p",
  "CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p WITH (connect = off)",
  "COMMIT PREPARED 'x'",
  'REFRESH MATERIALIZED VIEW CONCURRENTLY v',
  "ALTER TYPE e ADD VALUE 'y'",
  'LOCK TABLE t',
  'CHECKPOINT',
])('the server agrees whether %s can run in a transaction', async (sql) => {
  const refused = (await stateInTransaction(sql)) === activeTransaction
  expect((await nonTransactionalReason(sql)) !== undefined).toBe(refused)
})

test('every keyword that the server quotes is quoted', async () => {
  const { rows } = await client.query<{ word: string; quoted: string }>('SELECT word, quote_ident(word) AS quoted FROM pg_get_keywords()')
  expect(rows.length).toBeGreaterThan(400)
  expect(rows.filter(({ word, quoted }) => quoted !== word && quoteIdentifier(word) === word)).toEqual([])
})

test('a literal means the same to the server under both settings of standard_conforming_strings', async () => {
  const text = "C:\\new\\'x' \\\\ 客😀\n"
  for (const setting of ['on', 'off']) {
    await client.query(`SET standard_conforming_strings = ${setting}`)
    const { rows } = await client.query<{ text: string }>(`SELECT ${quoteLiteral(text)} AS text`)
    expect(rows[0]?.text).toBe(text)
  }
  await client.query('RESET standard_conforming_strings')
})

test("the server's position of an error leads to its place in the file", async () => {
  const file = "-- 😀 客\r\nSELECT 1;\r\nSELECT '😀客',\r\n  nowhere FROM t;"
  const statement = splitScript(file).statements[1]
  const error: unknown = await client.query(statement?.text ?? '').catch((thrown: unknown) => thrown)
  if (!(error instanceof pg.DatabaseError)) throw new Error('The server accepted it')
  expect(positionToOffset(file, statement?.start ?? 0, Number(error.position))).toBe(file.indexOf('nowhere'))
})
