import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, test } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import { createHistorySql } from '#engine/history/history.sql.ts'
import { writeEvent } from '#engine/history/journal-event.ts'
import { firstColumns } from '#engine/history/journal-table.ts'
import type { EventKind } from '#engine/history/journal.ts'
import { connect } from '#engine/postgres/connect.ts'
import type { TestDatabase } from '../../support/database.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'

const files = { 'V1__a.sql': 'CREATE TABLE a (id int);', 'V2__b.sql': 'CREATE TABLE b (id int);', 'V3__c.sql': 'CREATE TABLE c (id int);' }

async function migrated(world: StudioWorld, name = 'shop') {
  const made = await world.environment(name, '', { files })
  await world.done(world.operations.migrations.apply({ env: name, reason: 'release' }, {}))
  return made
}

async function connected({ url }: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

const report = (world: StudioWorld, env = 'shop') => world.operations.timeline.check({ env }, {})
const codes = async (world: StudioWorld, env = 'shop') => (await report(world, env)).findings.map(({ code }) => code)
const list = (world: StudioWorld, env = 'shop') => world.operations.timeline.list({ env, limit: 1000 }, {})

async function tell(world: StudioWorld, environment: Environment, description: string, kind: EventKind = 'backup', runId = randomUUID()): Promise<void> {
  const client = await connect(world.engine, environment)
  await writeEvent(client, environment, { kind, runId, actor: world.engine.actor, reason: 'r', backupId: null, version: null, description, ms: 1, problem: null }, (_level, text) => { throw new Error(text) }).finally(() => client.end())
}

test('every row of a run is sealed at its end, and a journal without history of this machine is whole', async () => {
  const world = studioWorld()
  await migrated(world)
  expect(await report(world)).toMatchObject({ ok: true, open: 0, mirrored: 0, findings: [], head: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const { events, findings } = await list(world)
  expect(findings).toEqual([])
  expect(events.map(({ kind, version, chain }) => [kind, version, chain])).toEqual([['migration_applied', '3', 'sealed'], ['migration_applied', '2', 'sealed'], ['migration_applied', '1', 'sealed']])
})

test('twenty writers at once, with transactions that last and that are rolled back, make one chain without a gap', async () => {
  const world = studioWorld()
  const { environment, database } = await migrated(world)
  const before = (await report(world)).rows
  // A migration that takes long and one that fails: neither keeps anyone waiting, the number that was rolled back is no gap.
  const [slow, failing] = await Promise.all([connected(database), connected(database)])
  const row = "INSERT INTO strata_journal (format, kind, outcome, description) VALUES (2, 'repair', 'done', 'in a transaction')"
  await slow.query('BEGIN')
  await slow.query(row)
  await failing.query('BEGIN')
  await failing.query(row)
  await Promise.all(Array.from({ length: 20 }, (_each, index) => tell(world, environment, `writer ${index}`)))
  await failing.query('ROLLBACK')
  await slow.query('COMMIT')
  await tell(world, environment, 'the last')
  expect(await report(world)).toMatchObject({ ok: true, rows: before + 22, open: 0, findings: [] })
  expect(await database.query('SELECT count(*)::int AS n, max(seq)::int AS max, count(DISTINCT prev_hash)::int AS links FROM strata_journal')).toEqual([{ n: before + 22, max: before + 22, links: before + 22 }])
  await Promise.all([slow.end(), failing.end()])
})

const byHand: readonly [name: string, sql: string, codes: string[], seen: string[]][] = [
  ['an edited row', "UPDATE strata_journal SET reason = 'nothing to see' WHERE version = '2'", ['journal-row-edited'], ['journal-row-changed']],
  ['a deleted row', "DELETE FROM strata_journal WHERE version = '2'", ['journal-rows-missing'], ['journal-rows-missing', 'journal-rows-deleted']],
  ['rows in another order', "UPDATE strata_journal SET seq = -seq WHERE seq IN (2, 3); UPDATE strata_journal SET seq = 5 + seq WHERE seq < 0", ['journal-rows-reordered', 'journal-rows-reordered', 'journal-rows-reordered'], ['journal-rows-reordered', 'journal-rows-reordered', 'journal-rows-reordered']],
  ['a row put in between', "UPDATE strata_journal SET seq = seq + 100 WHERE seq >= 3; UPDATE strata_journal SET seq = seq - 99 WHERE seq > 100; INSERT INTO strata_journal (format, kind, outcome, seq, prev_hash, hash) SELECT 2, 'repair', 'done', 3, hash, repeat('a', 64) FROM strata_journal WHERE seq = 2", ['journal-row-edited', 'journal-rows-reordered'], ['journal-row-edited', 'journal-rows-reordered']],
  ['an edited script', "UPDATE strata_journal SET sql_text = 'SELECT 1' WHERE version = '2'", ['journal-script-edited'], ['journal-script-edited']],
  ['the newest rows gone', 'DELETE FROM strata_journal WHERE seq >= 4', [], ['journal-cut-off']],
]

test.each(byHand)('%s is found, by the chain and by what this machine has seen', async (_name, sql, alone, seen) => {
  const world = studioWorld()
  const { database } = await migrated(world)
  const other = studioWorld()
  await other.environment('shop', '')
  await list(world)
  await database.query(sql)
  expect(await codes(world)).toEqual(seen)
  expect(await codes(world), 'it is still said when it is looked at again').toEqual(seen)
  // A machine that has never seen this journal has the chain alone.
  const stranger = await other.engine.environments.create({ ...world.engine.environments.get('shop'), name: 'stranger' })
  expect(await codes(other, stranger.name)).toEqual(alone)
})

test('a chain that was computed anew after an edit is not what this machine has seen', async () => {
  const world = studioWorld()
  const { database, environment } = await migrated(world)
  await list(world)
  await database.query("UPDATE strata_journal SET reason = 'forged' WHERE version = '2'; UPDATE strata_journal SET seq = NULL, prev_hash = NULL, hash = NULL")
  await tell(world, environment, 'seals what it finds')
  const { findings, ok } = await report(world)
  expect(ok).toBe(false)
  expect(findings.map(({ code }) => code)).toEqual(['journal-row-changed', 'journal-chain-rewritten'])
  expect(findings[0]?.message).toContain('Changed: reason')
  const { events } = await list(world)
  expect(events.filter(({ version }) => version === '2').map(({ reason, chain }) => [reason, chain])).toEqual(expect.arrayContaining([['forged', 'broken'], ['release', 'mirror']]))
})

test('a restore takes rows out of the journal and not out of the story', async () => {
  const world = studioWorld()
  const { database, environment } = await migrated(world)
  await tell(world, environment, 'before the loss')
  await list(world)
  const undone = (await list(world)).events[0]
  await database.query("DELETE FROM strata_journal WHERE version = '3' OR seq > 4")
  await tell(world, environment, 'Restore of b1', 'restore')
  const { ok, findings, mirrored } = await report(world)
  expect({ ok, mirrored, codes: findings.map(({ code, severity }) => [code, severity]) }).toEqual({ ok: true, mirrored: 4, codes: [['journal-put-back', 'info']] })
  expect(findings[0]?.message).toMatch(/^The database was put back to an earlier state at .* \(Restore of b1\): 4 events from .* are shown/)
  const { events } = await list(world)
  expect(events.map(({ kind, version, chain }) => [kind, version, chain])).toEqual([
    ['restore', null, 'sealed'], ['backup', null, 'mirror'], ['migration_applied', '3', 'mirror'], ['migration_applied', '2', 'sealed'], ['migration_applied', '1', 'sealed'],
  ])
  expect(events[1]).toMatchObject({ id: undone?.id, note: expect.stringContaining('put back to an earlier state') })
  // Years later, after more was written, it is still known why.
  await tell(world, environment, 'later')
  expect(await codes(world)).toEqual(['journal-put-back'])
  expect(await world.operations.timeline.state({ env: 'shop', event: undone?.id ?? '' }, {})).toMatchObject({ version: '3', versions: [{ version: '1' }, { version: '2' }, { version: '3' }], since: { applied: [], undone: ['3'] } })
})

test('a journal of the first shape is brought forward without losing a row; what an older Strata adds later is no fault', async () => {
  const world = studioWorld()
  const { database, environment } = await world.environment('shop', '', { files })
  for (const sql of createHistorySql('public', 'flyway_schema_history')) await database.query(sql)
  const columns = Object.entries(firstColumns).map(([name, type]) => `${name} ${type}${{ at: ' NOT NULL DEFAULT clock_timestamp()', db_user: ' NOT NULL DEFAULT session_user' }[name] ?? ''}`)
  await database.query(`CREATE TABLE strata_journal (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${columns.join(', ')})`)
  const older = (run: string, outcome: string) => database.query(`INSERT INTO strata_journal (format, run_id, kind, outcome, actor, host, description) VALUES (1, '${run}', 'run', '${outcome}', 'ann', 'desk', 'apply 1')`)
  await older('r1', 'succeeded')
  await database.query("INSERT INTO strata_journal (format, run_id, kind, outcome, actor, host, description, sql_text) VALUES (1, 'r1', 'repair', 'done', 'ann', 'desk', 'Repair', 'SELECT 1')")
  expect((await list(world)).events.map(({ kind, chain }) => [kind, chain])).toEqual([['repair', 'open']])
  await world.done(world.operations.migrations.apply({ env: 'shop' }, {}))
  expect(await report(world)).toMatchObject({ ok: true, rows: 8, sealed: 8, open: 0, findings: [] })

  // An older version opens a run, and closes it by changing its row.
  await older('r2', 'running')
  await tell(world, environment, 'meanwhile')
  expect(await report(world)).toMatchObject({ ok: true, open: 1, findings: [{ code: 'journal-not-sealed', severity: 'info' }] })
  await database.query("UPDATE strata_journal SET outcome = 'failed', problem = 'no', ended_at = now() WHERE run_id = 'r2'")
  await tell(world, environment, 'later')
  expect(await report(world)).toMatchObject({ ok: true, open: 0, findings: [] })
})

test('where rights are missing the story is told as far as it can be, and nobody is accused', async () => {
  const world = studioWorld()
  const { database, environment } = await migrated(world)
  const role = `journal_${database.name}`
  await database.query(`CREATE ROLE ${role} LOGIN; GRANT SELECT, INSERT ON strata_journal TO ${role}; GRANT SELECT ON flyway_schema_history TO ${role}`)
  try {
    const reader = await world.engine.environments.create({ ...environment, name: 'reader', connection: { ...environment.connection, user: role } })
    await tell(world, reader, 'by one who may not seal')
    expect(await report(world)).toMatchObject({ ok: true, open: 1, findings: [{ code: 'journal-not-sealed' }] })
    await database.query('ALTER TABLE strata_journal ENABLE ROW LEVEL SECURITY')
    expect(await codes(world, 'reader')).toEqual(expect.arrayContaining(['journal-hidden-rows']))
    expect(await report(world)).toMatchObject({ ok: true })
    await database.query(`REVOKE ALL ON strata_journal FROM ${role}`)
    expect((await list(world, 'reader')).events.map(({ journalled }) => journalled)).toEqual([false, false, false])
  } finally {
    await database.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
  }
})

test('a database that is away is told from this machine\'s copy, with when it was seen', async () => {
  const world = studioWorld()
  const { environment } = await migrated(world)
  const seen = await list(world)
  await world.engine.environments.update(environment.id, { ...environment, connection: { ...environment.connection, user: 'nobody_here' } })
  const away = await list(world)
  expect(away.events).toEqual(seen.events)
  expect(away.unreachable).toMatchObject([{ env: 'shop', since: expect.stringMatching(/^\d{4}-/) }])
  expect(await world.operations.timeline.state({ env: 'shop', event: seen.events[1]?.id ?? '' }, {})).toMatchObject({ version: '2' })
})

test('a clock that was set back changes no order, and the event says so', async () => {
  const world = studioWorld()
  const { environment, database } = await migrated(world)
  const client = await connected(database)
  await client.query("INSERT INTO strata_journal (format, kind, outcome, at, ended_at, description, run_id) VALUES (2, 'backup', 'done', now() - interval '1 year', now() - interval '1 year', 'long ago', 'x')")
  await client.end()
  await tell(world, environment, 'now', 'rehearsal')
  const { events } = await list(world)
  expect(events.slice(0, 2).map(({ description, note }) => [description, note])).toEqual([['now', undefined], ['long ago', expect.stringContaining('a clock was changed')]])
  expect(await report(world)).toMatchObject({ ok: true })
})
