import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import type { PreparedScript } from '#engine/migrations/run/prepare-script.ts'
import { splitScript } from '#shared/sql/split.ts'
import { serverBinaries } from '../../support/own-server.ts'
import { traceWorld, lockWords } from './trace-world.ts'

const schema = `CREATE TABLE t (id int PRIMARY KEY, v text); CREATE INDEX t_v ON t (v); INSERT INTO t SELECT i, i::text FROM generate_series(1, 100) i;
CREATE TABLE child (id int PRIMARY KEY, t int REFERENCES t DEFERRABLE INITIALLY DEFERRED);
CREATE PROCEDURE sly() LANGUAGE plpgsql AS $$BEGIN DELETE FROM child; COMMIT; END$$;`

function dump(url: string): string {
  const { stdout, stderr } = spawnSync(join(serverBinaries(), 'pg_dump'), ['--dbname', url], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout.replaceAll(/^\\(un)?restrict .*$/gm, '')
}

/** Past the checks that preparing a script makes. */
function unchecked(text: string): PreparedScript {
  return { script: 'V9__sly.sql', text, statements: splitScript(text).statements, outside: undefined }
}

test('what is traced on the target leaves it as it was', async () => {
  const { run, tracer, database } = await traceWorld(schema, { rolledBack: true })
  const before = dump(database.url)
  const first = await run(`CREATE TABLE fresh (i int PRIMARY KEY); ALTER TABLE t ALTER id TYPE bigint; TRUNCATE child; CREATE ROLE never_made; GRANT SELECT ON t TO never_made;`, 'V1__a.sql')
  const second = await run(`ALTER TABLE fresh ADD j int; DROP TABLE t CASCADE; SET ROLE pg_monitor;`, 'V2__b.sql')
  const third = await run('CREATE TABLE more (i int)', 'V3__c.sql')
  await tracer.close()
  expect([first.error, second.error, third.error]).toEqual([null, null, null])
  expect(first.statements[1]?.rewrites).toEqual([{ relation: 'public.t', kind: 'table' }])
  expect(second.statements[0]?.locks.every(({ isNew }) => isNew)).toBe(true)
  expect(dump(database.url)).toBe(before)
  expect(await database.query("SELECT FROM pg_roles WHERE rolname = 'never_made'")).toEqual([])
})

test('no COMMIT slips through, neither as a statement nor in a block, a procedure or a COPY', async () => {
  for (const sly of ['COMMIT', 'END', 'ROLLBACK', '/* x */ commit and chain', 'ABORT', "PREPARE TRANSACTION 'x'", 'DO $$BEGIN COMMIT; END$$', 'CALL sly()', "DO $$BEGIN EXECUTE 'COMMIT'; END$$", 'COPY t FROM STDIN (FORMAT csv) ; COMMIT;\n1,x\n\\.\n']) {
    const { tracer, database } = await traceWorld(schema, { rolledBack: true })
    const before = dump(database.url)
    await tracer.run(unchecked('CREATE TABLE slipped (i int)'))
    await tracer.run(unchecked(sly))
    await tracer.run(unchecked('CREATE TABLE slipped_too (i int)'))
    await tracer.close()
    expect(dump(database.url), sly).toBe(before)
  }
}, 120_000)

test('what cannot run in a transaction is skipped with the reason', async () => {
  const { run } = await traceWorld(schema, { rolledBack: true })
  const { outcome, statements } = await run('CREATE INDEX CONCURRENTLY i ON t (v)')
  expect(outcome).toBe('ran')
  expect(statements[0]).toMatchObject({ outcome: 'skipped', reason: 'CREATE INDEX CONCURRENTLY cannot run in a transaction, and here everything is rolled back.' })
})

test('a lock that somebody else holds is given up soon, and nothing is left', async () => {
  const { run, tracer, database } = await traceWorld(schema, { rolledBack: true, lockTimeoutMs: 2_000 })
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  onTestFinished(() => other.end())
  await other.query('BEGIN; SELECT FROM t')
  const { error } = await run('SET lock_timeout = 0; ALTER TABLE t ADD x int')
  expect(error).toMatchObject({ code: 'lock_timeout', data: { state: expect.stringMatching(/^It was rolled back: nothing was changed\. The lock is held by session \d+ \(/) as string } })
  expect((await run('SELECT 1', 'V2__b.sql')).statements[0]?.outcome).toBe('not_run')
  await tracer.close()
})

test('a deferred constraint fails at the end of its script, and holds again for the next', async () => {
  const { run } = await traceWorld(schema, { rolledBack: true })
  expect((await run('INSERT INTO child VALUES (1, 5); UPDATE t SET v = v', 'V1__a.sql')).error).toBeNull()
  expect((await run('ALTER TABLE child ADD x int', 'V2__b.sql')).error).toBeNull()
  expect((await run('INSERT INTO child VALUES (2, 500); INSERT INTO t VALUES (500)', 'V3__c.sql')).error).toBeNull()
  const { error } = await run('INSERT INTO child VALUES (3, 777)', 'V4__d.sql')
  expect(error).toMatchObject({ code: 'statement_failed', data: { pg: { sqlstate: '23503' }, where: { statement: 1 } } })
})

test('a session that is ended in the middle is an error of the connection and leaves nothing', async () => {
  const { run, database } = await traceWorld(schema, { rolledBack: true })
  const before = dump(database.url)
  setTimeout(() => void database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()`), 300)
  const failure = await run('DROP TABLE child; SELECT pg_sleep(20)').catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(AppError)
  expect((failure as AppError).code).toBe('connection_lost')
  expect(dump(database.url)).toBe(before)
})

test('locks of one script stay held, and the next names its own', async () => {
  const { run } = await traceWorld(schema, { rolledBack: true })
  await run('ALTER TABLE t ADD x int', 'V1__a.sql')
  const { statements } = await run('CREATE INDEX later ON t (x); ALTER TABLE child ADD y int', 'V2__b.sql')
  expect(lockWords(statements[0]!)).toEqual(['SHARE public.t'])
  expect(lockWords(statements[1]!)).toEqual(['ACCESS EXCLUSIVE public.child'])
})

test('what reaches beyond the database through a function or a trigger is skipped', async () => {
  const far = `${schema} CREATE FUNCTION far() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM lo_export(1, '/tmp/never'); RETURN NEW; END$$;
    CREATE FUNCTION farther() RETURNS int LANGUAGE sql AS $$SELECT 1 /* far() */$$; CREATE TRIGGER child_far BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION far();`
  const { run } = await traceWorld(far, { rolledBack: true })
  const { statements } = await run('INSERT INTO child VALUES (9); SELECT farther(); INSERT INTO t VALUES (1000)')
  expect(statements.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'ran'])
  expect(statements[0]?.reason).toBe("Trigger child_far on public.child calls far(), and in it lo_export() reads or writes a file of the server's machine.")
})

test('values of a sequence that are used up are said', async () => {
  const { run } = await traceWorld('CREATE TABLE s (id serial, v int)', { rolledBack: true })
  const { notes } = await run('INSERT INTO s (v) VALUES (1)')
  expect(notes?.map(({ code, subject }) => [code, subject])).toEqual([['sequence-advanced', 'public.s_id_seq']])
})

test('a script may change the time zone', async () => {
  const { run } = await traceWorld(schema, { rolledBack: true })
  const { error, statements } = await run("SET LOCAL timezone = 'Asia/Tokyo'; SELECT 1")
  expect(error).toBeNull()
  expect(statements.map(({ outcome }) => outcome)).toEqual(['ran', 'ran'])
})
