import { expect, onTestFinished, test } from 'vitest'
import { prepareScript } from '#engine/migrations/run/prepare-script.ts'
import { openTracer } from '#engine/preview/trace/tracer.ts'
import { testEngine } from '../../support/migration-environment.ts'
import { environmentOf, startServer } from '../../support/own-server.ts'
import { traceWorld } from './trace-world.ts'

const limits = { schema: 'public', statementTimeoutMs: 20_000, lockTimeoutMs: 2_000, signal: new AbortController().signal }

test('a server that dies in the middle is a lost connection', async () => {
  const server = await startServer({})
  onTestFinished(() => server.remove())
  const environment = environmentOf({ port: server.port, sslmode: 'disable' })
  const tracer = await openTracer(testEngine(environment), environment, limits)
  onTestFinished(() => tracer.close())
  setTimeout(() => void server.kill(), 300)
  await expect(tracer.run(await prepareScript('V1__x.sql', 'CREATE TABLE t (i int); SELECT pg_sleep(20)'))).rejects.toMatchObject({ code: 'connection_lost', data: { where: { file: 'V1__x.sql', statement: 2 } } })
})

test('a full disk is said as such', async () => {
  const { run } = await traceWorld('')
  const full = "DO $$BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END$$"
  await expect(run(full)).rejects.toMatchObject({ code: 'disk_full', data: { pg: { sqlstate: '53100' } } })
})

test('what to do next is said of a preview, and of an extension that is not there', async () => {
  const { run } = await traceWorld('')
  expect((await run('SELEC 1')).error).toMatchObject({ code: 'statement_failed', data: { help: 'Correct the statement, then preview again.' } })
  expect((await run('CREATE EXTENSION unheard_of')).error).toMatchObject({ code: 'statement_failed', data: { help: expect.stringContaining('name a shadow server that has it') } })
})

test('a preview that was cancelled before it began does nothing', async () => {
  const stop = new AbortController()
  const { run, database } = await traceWorld('', { signal: stop.signal })
  stop.abort()
  await expect(run('CREATE TABLE never (i int)')).rejects.toMatchObject({ code: 'cancelled' })
  expect(await database.query("SELECT FROM pg_class WHERE relname = 'never'")).toEqual([])
})

test('what a script forgets of the session does not disturb the measuring', async () => {
  const { run } = await traceWorld('CREATE TABLE t (i int)')
  const { error, statements } = await run('DEALLOCATE ALL; SET LOCAL search_path = pg_temp; RESET ALL; SAVEPOINT a; ALTER TABLE public.t ADD j int; ROLLBACK TO a; ALTER TABLE public.t ADD j int')
  expect(error).toBeNull()
  expect(statements.map(({ locks }) => locks.length)).toEqual([0, 0, 0, 0, 1, 0, 1])
})

test('a role that may do little can still be measured', async () => {
  const { run, database } = await traceWorld('CREATE TABLE t (i int); INSERT INTO t VALUES (1)')
  await database.query('GRANT ALL ON SCHEMA public TO pg_monitor; GRANT TRUNCATE ON t TO pg_monitor')
  const { error, statements } = await run('SET LOCAL ROLE pg_monitor; TRUNCATE t; CREATE TABLE mine (i int)')
  expect(error).toBeNull()
  expect(statements[1]).toMatchObject({ outcome: 'ran', rewrites: [], blocks: ['reads', 'writes', 'locking_reads', 'schema_changes', 'vacuum'] })
})

test('WAL that others write meanwhile is not counted as the statement\'s', async () => {
  const { run, database } = await traceWorld('CREATE TABLE t (i int); CREATE TABLE other (i int)')
  const writing = database.query('INSERT INTO other SELECT i FROM generate_series(1, 10) i, pg_sleep(1)')
  const { statements } = await run('ALTER TABLE t ADD j int; SELECT pg_sleep(1.5)')
  await writing
  expect(statements[1]?.walBytes).toBeNull()
})
