import { spawn } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import type { RollbackPreview } from '#shared/contract/rollback.ts'
import { createEngine } from '#engine/create-engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { droppedData } from '#engine/rollback/dropped-data.ts'
import { readEnvironment } from '#engine/schema/take-snapshot.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'
import { files, plan, run, scriptsOf, world } from './rollback-world.ts'

test('goes back by undo files in the reverse order of application, counts what is lost, and forward again to what was there', async () => {
  const it = await world({ files: { ...files, 'V3__late.sql': 'CREATE TABLE late (id int);', 'U3__late.sql': 'DROP TABLE late;' } }, { outOfOrder: true })
  rmSync(join(it.folder, 'V3__late.sql'))
  await it.apply()
  writeFileSync(join(it.folder, 'V3__late.sql'), 'CREATE TABLE late (id int);')
  await it.apply()
  await it.database.query("UPDATE shop SET note = 'kept?' WHERE id = 1")
  await it.database.query('INSERT INTO orders VALUES (1, 1), (2, 1), (3, 2); INSERT INTO late VALUES (1)')
  const planned = await plan(it, { version: '1' })
  expect(planned).toMatchObject({ nothing: false, point: { versions: ['1'], highest: '1' }, now: { versions: ['1', '2', '4', '3'], highest: '4' } })
  const [scripts, restore] = planned.ways
  expect(scripts).toMatchObject({ id: 'scripts', possible: 'yes' })
  expect(scriptsOf(scripts?.steps ?? [])).toEqual(['undo U3__late.sql', 'undo U4__note.sql', 'undo U2__orders.sql'])
  expect(scripts?.losses.map(({ relation, columns, rows, basis }) => [relation, columns, rows, basis])).toEqual([['public.late', [], 1, 'counted'], ['public.shop', ['note'], 1, 'counted'], ['public.orders', [], 3, 'counted']])
  expect(restore).toMatchObject({ id: 'restore', possible: 'no', reasons: [{ code: 'no-backup' }] })

  const result = await run(it, { version: '1', planFingerprint: scripts?.fingerprint, reason: 'broken' })
  expect(result).toMatchObject({ way: 'scripts', outcome: 'unknown', version: '1', forward: { way: 'apply', versions: ['2', '4', '3'] } })
  expect(await it.database.query('SELECT version, type FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 3')).toEqual([{ version: '2', type: 'UNDO_SQL' }, { version: '4', type: 'UNDO_SQL' }, { version: '3', type: 'UNDO_SQL' }])
  expect(await it.database.query("SELECT kind, version, reason FROM strata_journal WHERE kind = 'rollback'")).toEqual([{ kind: 'rollback', version: '1', reason: 'broken' }])
  expect(await it.database.query('SELECT count(*)::int AS rows FROM shop')).toEqual([{ rows: 2 }])

  const forward = await plan(it, { rollback: result.rollback })
  expect(scriptsOf(forward.ways[0]?.steps ?? [])).toEqual(['apply V2__orders.sql', 'apply V4__note.sql', 'apply V3__late.sql'])
  expect(await run(it, { rollback: result.rollback })).toMatchObject({ outcome: 'reached', version: '4' })
  expect((await plan(it, { rollback: result.rollback })).nothing).toBe(true)
})

test('says when the schema at the end is not what it was, and when there is nothing to do', async () => {
  const it = await world()
  await it.apply('2')
  await it.apply()
  expect(await plan(it, { version: '4' })).toMatchObject({ nothing: true, ways: [{ id: 'scripts', steps: [] }, { id: 'restore', possible: 'no' }] })
  await it.database.query('CREATE INDEX by_hand ON shop (name)')
  const planned = await plan(it, { version: '2' })
  expect(planned.point.known).toBe(true)
  const result = await run(it, { version: '2' })
  expect(result).toMatchObject({ outcome: 'differs', differences: ['index public.by_hand is left behind'] })
  expect(await it.database.query("SELECT problem FROM strata_journal WHERE kind = 'rollback'")).toEqual([{ problem: 'index public.by_hand is left behind' }])
})

test('a changed or missing file, a missing undo and a broken one keep the scripts from being a way, each with its reason', async () => {
  const it = await world()
  await it.apply()
  const codes = async () => (await plan(it, { version: '1' })).ways.find(({ id }) => id === 'scripts')?.reasons.map(({ code }) => code)
  writeFileSync(join(it.folder, 'V4__note.sql'), 'ALTER TABLE shop ADD COLUMN note varchar(10);')
  rmSync(join(it.folder, 'V2__orders.sql'))
  expect(await codes()).toEqual(['undo-file-changed', 'undo-file-gone'])
  writeFileSync(join(it.folder, 'V4__note.sql'), `-- A word more\n${files['V4__note.sql']}`)
  writeFileSync(join(it.folder, 'V2__orders.sql'), files['V2__orders.sql'])
  writeFileSync(join(it.folder, 'U4__note.sql'), 'ALTER TABLE shop DROP COLUMN note; COMMIT;')
  rmSync(join(it.folder, 'U2__orders.sql'))
  expect(await codes()).toEqual(['script-unfit'])
  const { error } = await it.studio.ended(it.studio.operations.rollback.run({ env: 'shop', version: '1', endSessions: false }, {}))
  expect(error).toMatchObject({ code: 'rollback_impossible', state: 'Nothing was changed.' })
})

test('a plan that has changed since is refused; one that stops in the middle says what was done, is listed, and can be gone on from or back from', async () => {
  const it = await world()
  await it.apply()
  const before = await plan(it, { version: '1' })
  writeFileSync(join(it.folder, 'U2__orders.sql'), 'DROP TABLE orders;\nDROP TABLE nothing_there;')
  const start = (input: object) => it.studio.ended(it.studio.operations.rollback.run({ env: 'shop', endSessions: false, version: '1', ...input }, {}))
  expect((await start({ planFingerprint: before.ways[0]?.fingerprint })).error).toMatchObject({ code: 'plan_changed' })
  const { error } = await start({})
  expect(error).toMatchObject({ code: 'rollback_failed', params: { step: 2 }, where: { file: 'U2__orders.sql', line: 2 }, state: 'Done in the database: undo of version 4. Not done: undo of version 2. Plan again to go on from here, or go back to where it began.' })
  const { rollbacks } = await it.studio.operations.rollback.unfinished({ env: 'shop' }, {})
  expect(rollbacks).toMatchObject([{ env: 'shop', state: 'failed', version: '1', steps: [{ script: 'U4__note.sql', state: 'done' }, { script: 'U2__orders.sql', state: 'failed' }, { method: 'check', state: 'waiting' }] }])
  expect(await it.database.query("SELECT description FROM strata_journal WHERE kind = 'rollback_failed'")).toEqual([{ description: 'Stopped at step 2 of 3 on the way back' }])
  const back = await plan(it, { rollback: rollbacks[0]?.id ?? '' })
  expect(scriptsOf(back.ways[0]?.steps ?? [])).toEqual(['apply V4__note.sql'])
  writeFileSync(join(it.folder, 'U2__orders.sql'), files['U2__orders.sql'])
  expect(scriptsOf((await plan(it, { version: '1' })).ways[0]?.steps ?? [])).toEqual(['undo U2__orders.sql'])
  await run(it, { rollback: rollbacks[0]?.id })
  expect((await it.studio.operations.rollback.unfinished({}, {})).rollbacks).toEqual([])
})

test('a repeatable migration gets the text that it had then, from the journal; one that is new since stays, and this is said', async () => {
  const view = (columns: string) => `DROP VIEW IF EXISTS names;\nCREATE VIEW names AS SELECT ${columns} FROM shop;`
  const it = await world({ files: { ...files, 'R__names.sql': view('id') } })
  await it.apply('2')
  writeFileSync(join(it.folder, 'R__names.sql'), view('id, note'))
  writeFileSync(join(it.folder, 'R__other.sql'), 'CREATE OR REPLACE VIEW other AS SELECT 1 AS one;')
  await it.apply()
  const first = (await it.studio.operations.timeline.list({ env: 'shop', limit: 100 }, {})).events.findLast(({ script }) => script === 'R__names.sql')
  expect((await plan(it, { version: '2' })).ways[0]?.steps).toEqual((await plan(it, { event: first?.id ?? '' })).ways[0]?.steps)
  const planned = (await plan(it, { event: first?.id ?? '' })).ways[0]
  expect(planned).toMatchObject({ possible: 'yes', reasons: [{ code: 'repeatable-stays', params: { script: 'R__other.sql' } }] })
  expect(scriptsOf(planned?.steps ?? [])).toEqual(['repeat R__names.sql', 'undo U4__note.sql'])
  expect(await run(it, { event: first?.id })).toMatchObject({ outcome: 'differs', differences: ['view public.other is left behind'] })
  expect(existsSync(join(it.folder, 'R__names.sql'))).toBe(true)
})

test('points that this database does not know are refused with the reason', async () => {
  const it = await world()
  await it.apply()
  const refused = async (point: object) => {
    try {
      await plan(it, point)
      return ''
    } catch (thrown) {
      return (thrown as Error).message
    }
  }
  expect(await refused({ version: '9' })).toContain('version 9 was never applied here')
  expect(await refused({ at: '2999-01-01T00:00:00Z' })).toContain('has not come yet')
  expect(await refused({ event: 'other/journal/1' })).toContain('belongs to another environment')
  expect(await refused({ event: `${it.environment.id}/journal/99999` })).toContain('has no such event')
  expect(await refused({})).toContain('one point is wanted')
  expect(await plan(it, { at: '2001-01-01T00:00:00Z' })).toMatchObject({ point: { versions: [] }, notes: [{ code: 'before-history' }] })
})

test('an undo that has no file is written and tried in a shadow, runs without a file, and then the schema at the end is known', async () => {
  const it = await world()
  await it.apply()
  rmSync(join(it.folder, 'U4__note.sql'))
  const planned = (await plan(it, { version: '1' })).ways[0]
  expect(planned).toMatchObject({ possible: 'after_preview', steps: [{ method: 'generated_undo', sql: null }, { method: 'undo' }, { method: 'check' }] })
  const preview = await it.studio.done<RollbackPreview>(it.studio.operations.rollback.preview({ env: 'shop', version: '1' }, {}))
  expect(preview).toMatchObject({ verdict: 'works', differences: [], generated: [{ script: 'V4__note.sql', undo: 'U4__note.sql', status: 'proved', problem: null }] })
  const now = await plan(it, { version: '1' })
  expect(now).toMatchObject({ point: { known: true }, ways: [{ possible: 'yes', steps: [{ method: 'generated_undo', trust: { status: 'proved' } }, { method: 'undo' }, {}] }, {}] })
  expect(now.ways[0]?.steps[0]?.sql).toContain('DROP COLUMN note')
  expect(await run(it, { version: '1', planFingerprint: now.ways[0]?.fingerprint })).toMatchObject({ outcome: 'reached', differences: [], version: '1' })
  expect(existsSync(join(it.folder, 'U4__note.sql'))).toBe(false)
  expect(await it.database.query("SELECT script, sql_text LIKE '%DROP COLUMN note%' AS kept FROM strata_journal WHERE kind = 'migration_undone' AND version = '4'")).toEqual([{ script: 'U4__note.sql', kept: true }])
})

test('a process that is killed in the middle is found: the history says what it had done, and from there it goes on or back', async () => {
  const it = await world({ files: { ...files, 'U2__orders.sql': 'SELECT pg_sleep(60);\nDROP TABLE orders;' } })
  await it.apply()
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../support/run-rollback-child.ts'), join(it.studio.home, 'data'), 'shop', '1'], { stdio: 'ignore' })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const sleeping = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
  while ((await it.database.query(sleeping)).length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  child.kill('SIGKILL')
  await gone
  await it.database.query(sleeping.replace('SELECT pid', 'SELECT pg_terminate_backend(pid)'))
  const engine = createEngine({ host: 'shell', version: '0.0.0', dataFolder: join(it.studio.home, 'data'), vault: new MemoryVault() })
  onTestFinished(() => engine.close())
  const { rollback } = allOperations(engine)
  const { rollbacks } = await rollback.unfinished({}, {})
  expect(rollbacks).toMatchObject([{ state: 'interrupted', steps: [{ script: 'U4__note.sql', state: 'done' }, { script: 'U2__orders.sql', state: 'waiting' }, { method: 'check', state: 'waiting' }] }])
  writeFileSync(join(it.folder, 'U2__orders.sql'), files['U2__orders.sql'])
  expect(scriptsOf((await rollback.plan({ env: 'shop', rollback: rollbacks[0]?.id }, {})).ways[0]?.steps ?? [])).toEqual(['apply V4__note.sql'])
  expect(await engine.jobs.ended((await rollback.run({ env: 'shop', version: '1', endSessions: false }, {})).jobId)).toMatchObject({ state: 'succeeded' })
  expect((await rollback.unfinished({}, {})).rollbacks).toEqual([])
})

test('rows that policies hide from the user are estimated, and never counted as fewer than there are', async () => {
  const it = await world()
  await it.apply()
  await it.database.query('INSERT INTO orders SELECT n, 1 FROM generate_series(1, 50) n; ALTER TABLE orders ENABLE ROW LEVEL SECURITY; ALTER TABLE orders FORCE ROW LEVEL SECURITY; ANALYZE orders')
  const role = `limited_${it.database.name}`
  await it.database.query(`CREATE ROLE ${role}; GRANT USAGE ON SCHEMA public TO ${role}; GRANT SELECT ON orders TO ${role}`)
  const client = new pg.Client({ connectionString: it.database.url })
  await client.connect()
  await client.query(`SET ROLE ${role}`)
  const losses = await droppedData(client, { schema: 'public' }, [{ script: 'U2__orders.sql', text: files['U2__orders.sql'] }], (await readEnvironment(it.studio.engine, it.environment)))
  await client.end()
  await it.database.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
  expect(losses).toMatchObject([{ relation: 'public.orders', rows: 50, basis: 'estimated' }])
})
