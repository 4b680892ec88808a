import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { findClientTools, fittingClient } from '#engine/backups/client-tools.ts'
import { migrationWorld, type MigrationWorld } from '../../support/migration-world.ts'

let world: MigrationWorld
beforeEach(async () => {
  world = await migrationWorld({ environment: (base) => ({ policies: { ...base.policies, rollbackOnFailure: true } }) })
})
afterEach(() => world.end())

/** The schema as pg_dump writes it, without the tables of the history and what differs between any two dumps. */
async function dumped(): Promise<string> {
  const tools = fittingClient(await findClientTools(), 15)
  const { stdout } = await promisify(execFile)(join(tools?.client.folder ?? '', 'pg_dump'), ['--schema-only', '--exclude-table=flyway_schema_history', '--exclude-table=strata_journal*', world.database.url])
  return stdout.replaceAll(/^\\(un)?restrict .*$/gm, '')
}

/** Says of an undo file that it was proved for the texts as they are. */
async function prove(script: string, sql: string, undoScript: string, undo: string): Promise<void> {
  const checksum = (text: string) => flywayChecksum(text, crc32)
  await world.engine.proofs.keep('here', { after: null, proof: {
    status: 'proved', script, version: '2', undo: 'file', undoScript, at: '2026-01-01T00:00:00.000Z', serverVersion: '15.18', checksum: checksum(sql), undoChecksum: checksum(undo), fingerprint: 'f',
    compared: { tables: 1, rows: 2, emptyTables: 0 }, loses: [], differences: [], weak: [], problem: null, error: null, stale: false, ms: 5,
  } })
}

const first = { 'V1__t.sql': 'CREATE TABLE t (id int, a int); INSERT INTO t VALUES (1, 1), (1, 2);' }
const takenBack = (events: readonly { data?: Record<string, unknown> | undefined }[]) => events.find(({ data }) => data?.['kind'] === 'taken_back')?.data

test('a file outside a transaction that breaks off leaves nothing: its indexes go, valid and invalid, and its failure', async () => {
  world.files(first)
  await world.apply()
  const before = await dumped()
  world.files({ 'V2__i.sql': 'CREATE INDEX CONCURRENTLY t_a ON t (a);\nCREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id);' })
  const { error, events } = await world.apply()
  expect(error).toMatchObject({ code: 'statement_failed', state: expect.stringContaining('What this run did was taken back: the schema is as it was before the run. Invalid index public.t_id was dropped. What V2__i.sql did before it failed was taken back. The failure of V2__i.sql was removed'), help: 'Correct the cause, then migrate again.' })
  expect(takenBack(events)).toMatchObject({ outcome: 'back', left: [], differences: [] })
  expect(await dumped()).toBe(before)
  expect(await world.database.query('SELECT count(*)::int AS n FROM flyway_schema_history')).toEqual([{ n: 1 }])
  expect(await world.database.query("SELECT kind, problem FROM strata_journal WHERE kind IN ('rollback', 'rollback_failed')")).toEqual([{ kind: 'rollback', problem: null }])
  await world.database.query('DELETE FROM t WHERE a = 2')
  expect((await world.apply()).state).toBe('succeeded')
})

test('a run of several files is taken back by proved undos in reverse order, and not beyond its beginning', async () => {
  world.files({ ...first, 'U1__t.sql': 'DROP TABLE t' })
  await world.apply()
  const before = await dumped()
  const change = 'ALTER TABLE t ADD b int'
  const undo = 'ALTER TABLE t DROP COLUMN b'
  world.files({ 'V2__b.sql': change, 'U2__b.sql': undo, 'V3__i.sql': 'CREATE INDEX CONCURRENTLY t_b ON t (b)', 'U3__i.sql': 'DROP INDEX CONCURRENTLY t_b', 'V4__bad.sql': 'CREATE TABLE u (id int); SELECT 1 / 0;' })
  await prove('V2__b.sql', change, 'U2__b.sql', undo)
  await prove('V3__i.sql', 'CREATE INDEX CONCURRENTLY t_b ON t (b)', 'U3__i.sql', 'DROP INDEX CONCURRENTLY t_b')
  const { error, events } = await world.apply()
  expect(takenBack(events)).toMatchObject({ outcome: 'back', did: ['U3__i.sql was run.', 'U2__b.sql was run.'] })
  expect(error?.where?.file).toBe('V4__bad.sql')
  expect(await dumped()).toBe(before)
  expect(await world.database.query("SELECT script, type FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC LIMIT 2")).toEqual([{ script: 'U2__b.sql', type: 'UNDO_SQL' }, { script: 'U3__i.sql', type: 'UNDO_SQL' }])
  expect((await world.operations.status({ env: 'here' }, {})).version).toBe('1')
})

test('an undo that is not proved is not run: what is left is named, and nothing else is touched', async () => {
  world.files(first)
  await world.apply()
  world.files({ 'V2__b.sql': 'ALTER TABLE t ADD b int', 'U2__b.sql': 'DROP TABLE t', 'V3__i.sql': 'CREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id);' })
  const { error, events } = await world.apply()
  expect(takenBack(events)).toMatchObject({ outcome: 'stuck', left: ['V2__b.sql was applied, and its undo U2__b.sql is not proved.'] })
  expect(error).toMatchObject({ state: expect.stringContaining('could not be taken back whole. Invalid index public.t_id was dropped.'), help: expect.stringContaining('See what is left') })
  expect(await world.database.query('SELECT count(*)::int AS n FROM t')).toEqual([{ n: 2 }])
  expect((await world.operations.status({ env: 'here' }, {})).version).toBe('2')
})

test('a single transaction needs nothing: it leaves nothing by itself', async () => {
  world.files(first)
  await world.apply()
  const before = await dumped()
  world.files({ 'V2__bad.sql': 'CREATE TABLE u (id int); SELECT 1 / 0;' })
  const { events, error } = await world.apply()
  expect(takenBack(events)).toBeUndefined()
  expect(error?.state).toContain('V2 was rolled back')
  expect(await dumped()).toBe(before)
})

test('without the policy the failed run says how to take back what it did', async () => {
  world.environment.policies.rollbackOnFailure = false
  world.files({ ...first, 'V2__bad.sql': 'SELECT 1 / 0' })
  const { error, events } = await world.apply()
  expect(error?.help).toContain('strata undo --to 0')
  expect(events.find(({ data }) => data?.['kind'] === 'way_back')?.data).toMatchObject({ to: '0', migrations: 1 })
})
