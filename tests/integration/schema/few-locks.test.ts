import { spawnSync } from 'node:child_process'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kinds } from '#shared/kinds/index.ts'
import { readSnapshot } from '#engine/schema/read-snapshot.ts'
import { startServer } from '../../support/own-server.ts'

/** Some two hundred locks in all: a fraction of what the objects below would take together. */
const settings = { max_locks_per_transaction: '10', max_connections: '15', max_prepared_transactions: '0', autovacuum: 'off' }
const tables = 900

let server: Awaited<ReturnType<typeof startServer>>
const open = async () => {
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  return client
}

beforeAll(async () => {
  server = await startServer({ settings })
  const client = await open()
  for (let number = 0; number < tables; number += 20) {
    const numbers = Array.from({ length: 20 }, (_, index) => number + index)
    await client.query(numbers.map((n) => `CREATE TABLE t${n} (id int); CREATE VIEW v${n} AS SELECT id FROM t${n}; CREATE FUNCTION f${n}() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM t${n}; END;`).join('\n'))
  }
  await client.end()
})
afterAll(() => server.remove())

test('a schema is read on a server that has not enough locks for pg_dump', async () => {
  const dump = spawnSync('pg_dump', ['--schema-only', '-d', server.url()], { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (dump.error === undefined) expect(dump.stderr).toContain('out of shared memory')
  const snapshot = await readSnapshot(open, kinds)
  expect(snapshot.head.gaps).toEqual([])
  for (const kind of ['table', 'view', 'function']) expect([...snapshot.facts.values()].filter((fact) => fact.kind === kind)).toHaveLength(tables)
})

test('a table that somebody has locked makes the reading give up in words, after its own timeout', { timeout: 30_000 }, async () => {
  const [holder, reader] = [await open(), await open()]
  await holder.query('BEGIN; LOCK TABLE t7 IN ACCESS EXCLUSIVE MODE')
  await expect(readSnapshot(reader, kinds)).rejects.toMatchObject({ code: 'lock_timeout' })
  await holder.query('ROLLBACK')
  expect((await readSnapshot(reader, kinds)).has('view:public.v7')).toBe(true)
  await Promise.all([holder.end(), reader.end()])
})
