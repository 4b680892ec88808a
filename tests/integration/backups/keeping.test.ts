import { appendFileSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import type { RehearsalResult } from '#shared/contract/backups-keeping.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import { backupRulesSchema, type BackupRules, type Environment } from '#shared/contract/environments.ts'
import { takeDigests, writeDigests } from '#engine/backups/keeping/digests.ts'
import { writeSchema } from '#engine/backups/keeping/schema-beside.ts'
import { Scheduler } from '#engine/backups/keeping/scheduler.ts'
import { writeManifest } from '#engine/backups/manifests.ts'
import type { Engine } from '#engine/engine.ts'
import { createJournalSql } from '#engine/history/journal.sql.ts'
import { backupsOperations } from '#engine/operations/backups.ts'
import { timelineOperations } from '#engine/operations/timeline.ts'
import { readEnvironment } from '#engine/schema/take-snapshot.ts'
import { shopDatabase } from './shop.ts'
import { environmentAt, queryAt, testEngine } from './support.ts'

async function make(engine: Engine, env: string, reason = ''): Promise<Manifest> {
  const { jobId } = await backupsOperations(engine).create({ env, reason }, {})
  return (await engine.jobs.ended(jobId)).result as Manifest
}

async function verify(engine: Engine, backup: string, more: { depth?: 'counts' | 'sample' | 'all'; local?: boolean } = {}) {
  const { jobId } = await backupsOperations(engine).verify({ backup, depth: more.depth ?? 'sample', local: more.local ?? false }, {})
  return engine.jobs.ended(jobId)
}

/** As they are made with a backup, from what is in the database now. */
async function digest(url: string, manifest: Manifest, depth: 'sample' | 'all'): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('BEGIN')
  await writeDigests(manifest, await takeDigests(client, manifest.tables, depth)).finally(() => client.end())
}

async function scratchDatabases(url: string): Promise<unknown[]> {
  return queryAt(url, 'postgres', "SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') LIKE '% into a scratch database %'")
}

function withRules(environment: Environment, rules: Partial<BackupRules>): Environment {
  return { ...environment, backups: { ...backupRulesSchema.parse({}), ...rules } }
}

test('a rehearsal restores into a scratch database, compares rows and contents, drops it and stamps the backup', async () => {
  const database = await shopDatabase('CREATE TABLE big (id int PRIMARY KEY, at timestamptz DEFAULT now(), price float8); INSERT INTO big SELECT i, now(), random() FROM generate_series(1, 12000) i; CREATE TABLE oids (t text, t2 regclass); INSERT INTO oids VALUES (NULL, \'customers\')')
  const environment = environmentAt(database.url, { name: 'shop' })
  const engine = testEngine([environment])
  const operations = backupsOperations(engine)
  const manifest = await make(engine, 'shop')
  const counted = await verify(engine, manifest.id)
  expect(counted).toMatchObject({ state: 'succeeded', result: { outcome: 'verified', depth: 'counts', server: 'the server of shop', differences: [] } })
  expect((counted.result as RehearsalResult).notes).toEqual([expect.stringContaining('carries no digests')])
  await digest(database.url, manifest, 'sample')
  expect(await verify(engine, manifest.id)).toMatchObject({ result: { outcome: 'verified', depth: 'sample', notes: [] } })
  await database.query("UPDATE customers SET name = 'other' WHERE id = 7; UPDATE big SET price = price + 1")
  await digest(database.url, manifest, 'sample')
  const differs = await verify(engine, manifest.id)
  expect(differs).toMatchObject({ state: 'succeeded', result: { outcome: 'differs', differences: [{ subject: 'Contents of public.big', found: 'as many rows with other values' }, { subject: 'Contents of public.customers' }] } })
  const { backup } = await operations.show({ backup: manifest.id }, {})
  expect(backup.rehearsal).toMatchObject({ outcome: 'differs', depth: 'sample', problems: [expect.stringContaining('Contents of public.big'), expect.any(String)] })
  await database.query('CREATE VIEW extra AS SELECT 1 AS one; COMMENT ON VIEW names IS \'who\'')
  await writeSchema(manifest, await readEnvironment(engine, environment))
  await writeManifest({ ...manifest, schemaFingerprint: 'of a schema with a view more' })
  const schema = await verify(engine, manifest.id, { depth: 'counts' })
  expect(schema).toMatchObject({ result: { outcome: 'differs', differences: [{ subject: 'View public.extra', expected: 'present', found: 'missing' }], notes: [expect.stringMatching(/owner, privilege or comment|owners, privileges or comments/)] } })
  expect(await scratchDatabases(database.url)).toEqual([])
})

test('a rehearsal on a server of this machine needs nothing of the environment, and a backup whose archive is damaged is stamped as failed', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url, { name: 'shop' })
  const engine = testEngine([environment])
  for (const statement of createJournalSql('public')) await database.query(statement)
  const manifest = await make(engine, 'shop')
  try {
    const here = await verify(engine, manifest.id, { local: true })
    expect(here).toMatchObject({ state: 'succeeded', result: { outcome: 'verified', server: 'PostgreSQL 15 of this machine' } })
  } finally {
    await engine.shadows.close()
  }
  appendFileSync(manifest.file, 'x')
  const failed = await verify(engine, manifest.id)
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'backup_damaged' } })
  expect((await backupsOperations(engine).list({}, {})).backups[0]?.rehearsal).toMatchObject({ outcome: 'failed', problems: [expect.stringContaining('bytes')] })
  const { events: shown } = await timelineOperations(engine).list({ limit: 1000 }, {})
  expect(shown.filter(({ kind }) => kind === 'rehearsal').map(({ problem, env }) => [env, problem === null])).toEqual([['shop', false], ['shop', true]])
  const events = await database.query('SELECT kind, outcome, backup_id FROM strata_journal ORDER BY at')
  expect(events).toEqual([['backup', 'done'], ['rehearsal', 'done'], ['rehearsal', 'failed']].map(([kind, outcome]) => ({ kind, outcome, backup_id: manifest.id })))
})

test('a server that cannot take a scratch database leaves no stamp', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url, { name: 'shop' })
  const manifest = await make(testEngine([environment]), 'shop')
  const lost = testEngine([{ ...environment, backupFolder: dirname(manifest.file), connection: { ...environment.connection, port: 1 } }])
  const { jobId } = await backupsOperations(lost).verify({ backup: manifest.id, env: 'shop', depth: 'sample', local: false }, {})
  expect(await lost.jobs.ended(jobId)).toMatchObject({ state: 'failed', error: { code: 'shadow_unavailable', message: expect.stringContaining('the server of shop') } })
  expect((await backupsOperations(lost).list({}, {})).backups[0]?.rehearsal).toBeNull()
})

test('rules show what they would delete, delete that and no more, and spare what is kept or was verified last', async () => {
  const database = await shopDatabase()
  const plain = environmentAt(database.url, { name: 'shop' })
  const first = testEngine([plain])
  const made: Manifest[] = []
  for (const reason of ['a', 'b', 'c', 'd', 'e', 'f']) made.push(await make(first, 'shop', reason))
  const engine = testEngine([withRules(plain, { retention: backupRulesSchema.parse({ retention: { manual: { count: 1 } } }).retention })], first.info.dataFolder)
  const operations = backupsOperations(engine)
  const id = (index: number) => made[index]?.id ?? ''
  await operations.keep({ backup: id(0), keep: true }, {})
  await verify(engine, id(1), { depth: 'counts' })
  const shown = await operations.retention({ env: 'shop' }, {})
  expect(shown.backups.map(({ reason, deleted, reasons }) => [reason, deleted, reasons.join()])).toEqual([
    ['f', false, 'last_three,count'], ['e', false, 'last_three'], ['d', false, 'last_three'], ['c', true, 'expired'], ['b', false, 'last_verified'], ['a', false, 'kept'],
  ])
  expect(shown.disk).toEqual([{ folder: dirname(made[0]?.file ?? ''), backups: 6, bytes: made.reduce((sum, { bytes }) => sum + bytes, 0), free: expect.any(Number) as number }])
  expect(await operations.prune({ env: 'shop', dryRun: true }, {})).toMatchObject({ deleted: [{ id: id(2) }], dryRun: true })
  expect(await operations.prune({ env: 'shop', dryRun: false, backups: [] }, {})).toMatchObject({ deleted: [] })
  expect(await operations.prune({ env: 'shop', dryRun: false }, {})).toMatchObject({ deleted: [{ id: id(2) }], bytes: made[2]?.bytes })
  expect((await operations.list({}, {})).backups.map(({ reason }) => reason)).toEqual(['f', 'e', 'd', 'b', 'a'])
  await expect(operations.delete({ backup: id(0) }, {})).rejects.toMatchObject({ code: 'deletion_refused' })
  await expect(operations.delete({ backup: id(1) }, {})).rejects.toMatchObject({ code: 'deletion_refused' })
  await operations.keep({ backup: id(0), keep: false }, {})
  await operations.delete({ backup: id(0) }, {})
})

test('a schedule makes a backup in its slot and no second one, rehearses it, and lets go of what the rules no longer keep', async () => {
  const database = await shopDatabase()
  const long = new Date(Date.now() - 7 * 24 * 3600 * 1000).toISOString()
  const rules = backupRulesSchema.parse({ rehearse: true, schedule: { every: 'hour', at: '00:00' }, retention: { manual: { count: 1 } } })
  const plain = { ...environmentAt(database.url, { name: 'shop' }), updatedAt: long }
  const first = testEngine([plain])
  for (const reason of ['a', 'b', 'c']) await make(first, 'shop', reason)
  const engine = testEngine([withRules(plain, rules)], first.info.dataFolder)
  const operations = backupsOperations(engine)
  const scheduler = new Scheduler(engine, { everyMs: 3_600_000, onTrouble: (thrown) => expect.unreachable(String(thrown)) })
  await scheduler.look()
  await scheduler.look()
  const { backups } = await operations.list({}, {})
  expect(backups.map(({ trigger, reason }) => `${trigger} ${reason}`)).toEqual(['scheduled ', 'manual c', 'manual b'])
  expect(backups.map(({ rehearsal }) => rehearsal?.outcome)).toEqual(['verified', 'verified', 'verified'])
  expect(backups[0]?.rehearsal).toMatchObject({ depth: 'sample' })
  expect((await operations.schedule({}, {})).work).toMatchObject([{ env: 'shop', what: 'backup', last: { state: 'succeeded', problem: null } }])
  await scheduler.stop()
  const broken = testEngine([{ ...withRules(plain, rules), connection: { ...plain.connection, port: 1 } }])
  const failing = new Scheduler(broken, { everyMs: 3_600_000 })
  await failing.look()
  await failing.look()
  await failing.stop()
  expect(await broken.jobs.list(10)).toMatchObject([{ operation: 'backups.create', state: 'failed' }])
  expect((await backupsOperations(broken).schedule({}, {})).work).toMatchObject([{ last: { state: 'failed', retryAt: expect.any(String) } }])
})
