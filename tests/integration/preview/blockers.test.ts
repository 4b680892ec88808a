import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Blockers } from '#shared/contract/preview.ts'
import { findBlockers, type WantedLock } from '#engine/preview/target/blockers.ts'
import { createDatabase, onServer, type TestDatabase } from '../../support/database.ts'
import { startServer } from '../../support/own-server.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase('blockers')
  await database.query('CREATE TABLE orders (id int PRIMARY KEY, note text); CREATE TABLE "Odd Name" (id int); INSERT INTO orders SELECT g FROM generate_series(1, 10) g')
})
afterAll(() => database.drop())

async function session(url = database.url, application_name = 'shop', user?: string): Promise<pg.Client> {
  const address = new URL(url)
  if (user !== undefined) address.username = user
  const client = new pg.Client({ connectionString: address.href, application_name })
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.end().catch(() => {}))
  return client
}

const wants = (mode: WantedLock['mode'], relation = 'public.orders', more: Partial<WantedLock> = {}): WantedLock => ({ script: 'V1__x.sql', statement: 1, relation, mode, waitsForAll: false, ...more })
const look = async (...wanted: WantedLock[]) => findBlockers(await session(database.url, 'look'), wanted)
const of = (found: Blockers, client: pg.Client) => found.sessions.find(({ pid }) => pid === (client as unknown as { processID: number }).processID)

async function waiting(pid: number): Promise<void> {
  for (;;) {
    const [row] = await database.query<{ waits: boolean }>("SELECT wait_event_type = 'Lock' AS waits FROM pg_stat_activity WHERE pid = $1", [pid])
    if (row?.waits) return
    await new Promise((next) => setTimeout(next, 20))
  }
}

describe('sessions of the target', () => {
  test('an idle transaction that has read a table stops what needs it alone, and nothing else', async () => {
    const reader = await session()
    await reader.query("BEGIN; SELECT note FROM orders WHERE note = 'secret' AND id = 4711")
    const found = of(await look(wants('ACCESS EXCLUSIVE'), wants('SHARE', 'public.orders', { statement: 2 })), reader)
    expect(found).toMatchObject({ kind: 'idle_in_transaction', application: 'shop', user: expect.any(String), seconds: expect.any(Number), stops: [{ script: 'V1__x.sql', statement: 1 }] })
    expect(found?.relations).toContainEqual({ relation: 'public.orders', mode: 'ACCESS SHARE', granted: true })
    expect(found?.query).toBe("BEGIN; SELECT note FROM orders WHERE note = '...' AND id = ?")
  })

  test('a name that must be quoted is found too', async () => {
    const writer = await session()
    await writer.query('BEGIN; INSERT INTO "Odd Name" VALUES (1)')
    expect(of(await look(wants('SHARE', 'public."Odd Name"')), writer)?.stops).toHaveLength(1)
    await writer.query('ROLLBACK')
    expect(of(await look(wants('SHARE', 'public."Odd Name"')), writer)).toBeUndefined()
  })

  test('who stands in the queue already is said, and stops those that come after it', async () => {
    const [reader, changer] = [await session(), await session()]
    await reader.query('BEGIN; SELECT count(*) FROM orders')
    const waits = changer.query('BEGIN; LOCK TABLE orders')
    await waiting((changer as unknown as { processID: number }).processID)
    const found = of(await look(wants('SHARE UPDATE EXCLUSIVE')), changer)
    await reader.query('ROLLBACK')
    await waits
    expect(found).toMatchObject({ kind: 'query', relations: [{ relation: 'public.orders', mode: 'ACCESS EXCLUSIVE', granted: false }], stops: [{ statement: 1 }] })
  })

  test('a running dump is known by its name', async () => {
    const dump = await session(database.url, 'pg_dump')
    await dump.query('BEGIN; LOCK TABLE orders IN ACCESS SHARE MODE')
    expect(of(await look(wants('ACCESS EXCLUSIVE')), dump)).toMatchObject({ kind: 'dump', stops: [{ statement: 1 }] })
  })

  test('a migration of our own is known by its name', async () => {
    const other = await session(database.url, 'strata migrate anna@desk')
    await other.query('BEGIN; UPDATE orders SET note = $$x$$ WHERE id = 1')
    expect(of(await look(wants('SHARE')), other)).toMatchObject({ kind: 'migration', stops: [{ statement: 1 }] })
  })

  test('building an index concurrently waits for every older transaction, whatever it holds', async () => {
    const other = await session()
    await other.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1')
    const [plain, concurrent] = [await look(wants('SHARE UPDATE EXCLUSIVE')), await look(wants('SHARE UPDATE EXCLUSIVE', 'public.orders', { waitsForAll: true }))]
    expect(of(plain, other)).toBeUndefined()
    expect(of(concurrent, other)).toMatchObject({ kind: 'idle_in_transaction', stops: [{ statement: 1 }] })
  })

  test('sessions that hold nothing of what is wanted are not told', async () => {
    const other = await session()
    await other.query('BEGIN; SELECT * FROM orders')
    expect(of(await look(wants('ACCESS EXCLUSIVE', 'public."Odd Name"')), other)).toBeUndefined()
    expect((await look(wants('ACCESS EXCLUSIVE', 'public.not_there'))).sessions).toEqual([])
  })
})

test('a user without the right to see others is told so, and still sees who is in the way', async () => {
  const role = `looker_${database.name}`
  await onServer(`CREATE ROLE ${role} LOGIN`)
  onTestFinished(() => onServer(`DROP ROLE ${role}`))
  const holder = await session()
  await holder.query("BEGIN; UPDATE orders SET note = 'x' WHERE id = 1")
  const looker = await session(database.url, 'look', role)
  const found = await findBlockers(looker, [wants('ACCESS EXCLUSIVE')])
  await looker.end()
  expect(of(found, holder)).toMatchObject({ query: null, stops: [{ statement: 1 }] })
  expect(found.notes).toMatchObject([{ code: 'activity-hidden', help: expect.stringContaining('pg_read_all_stats') }])
})

test('a prepared transaction that holds a lock is found, although no session has it', async () => {
  const server = await startServer({ settings: { max_prepared_transactions: '5' } })
  onTestFinished(() => server.remove())
  const client = await session(server.url())
  await client.query('CREATE TABLE orders (id int)')
  await client.query("BEGIN; INSERT INTO orders VALUES (1); PREPARE TRANSACTION 'forgotten'")
  const found = await findBlockers(client, [wants('SHARE')])
  await client.query("ROLLBACK PREPARED 'forgotten'")
  expect(found.sessions).toMatchObject([{ pid: 0, kind: 'prepared_transaction', application: 'forgotten', stops: [{ statement: 1 }] }])
  expect(found.replication).toEqual([])
})

test('the look leaves the session as it was', async () => {
  const client = await session(database.url, 'look')
  await findBlockers(client, [wants('SHARE')])
  const [state] = (await client.query("SELECT current_setting('transaction_read_only') AS readonly, current_setting('statement_timeout') AS timeout")).rows as unknown[]
  expect(state).toEqual({ readonly: 'off', timeout: '0' })
})
