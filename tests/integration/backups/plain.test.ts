import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findClientTools } from '#engine/backups/client-tools.ts'
import { importDump } from '#engine/backups/import/import-dump.ts'
import { rehearse } from '#engine/backups/keeping/rehearse.ts'
import { findBackup, type StoredBackup } from '#engine/backups/manifests.ts'
import { restoreAndRemember } from '#engine/backups/remember-restore.ts'
import type { Engine } from '#engine/engine.ts'
import { replaceDatabase } from '#engine/restores/replace-database.ts'
import { restoreTables } from '#engine/restores/tables/restore-tables.ts'
import { onServer, type TestDatabase } from '../../support/database.ts'
import { dropAround, dumpOf } from '../restores/support.ts'
import { newName, newRole, shopDatabase } from './shop.ts'
import { databasesFor, environmentAt, recorder, temporaryFolder, testEngine } from './support.ts'

const awkward = `
  CREATE TABLE awkward (id bigint GENERATED ALWAYS AS IDENTITY (START 7), "a;b" text DEFAULT 'it''s; \\ "so"', e text DEFAULT E'a\\\\b\\n', large text);
  INSERT INTO awkward ("a;b", large) VALUES (E'tab\\there\\nand \\\\. there', repeat('x', 3000000)), (E'\\\\.', NULL), ('Grüße 你好', '');
  CREATE FUNCTION f(a text) RETURNS text LANGUAGE plpgsql AS $body$ BEGIN RETURN $q$;'$q$ || a; -- ; '
    END $body$;
  CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END;
  COMMENT ON TABLE awkward IS 'it''s;
-- no comment';
  SELECT lo_from_bytea(4711, '\\xdeadbeef')`

async function dumped(database: TestDatabase, change = (text: string) => text, format = 'plain'): Promise<{ engine: Engine; stored: StoredBackup }> {
  const engine = testEngine([environmentAt(database.url)])
  const [client] = await findClientTools()
  const file = join(temporaryFolder(), 'dump')
  execFileSync(join(client?.folder ?? '', 'pg_dump'), [`--format=${format}`, `--file=${file}`, `--dbname=${database.url}`])
  if (format === 'plain') writeFileSync(file, change(readFileSync(file, 'latin1')), 'latin1')
  const { id } = await importDump(engine, engine.environments.get('shop'), { ...recorder(), file, reason: '' })
  return { engine, stored: await findBackup(engine, id) }
}

const restore = ({ engine, stored }: { engine: Engine; stored: StoredBackup }, into: string, job = recorder(), environment = engine.environments.get('shop')) => restoreAndRemember(engine, stored, environment, { ...job, into, reason: '', jobs: 2 })

test('a plain dump made elsewhere is restored byte for byte, as is one of tar with one job', async () => {
  const database = await shopDatabase(awkward)
  const original = await dumpOf(database.url, database.name)
  for (const format of ['plain', 'tar']) {
    const [taken, into, job] = [await dumped(database, undefined, format), newName(), recorder()]
    expect(await restore(taken, into, job), format).toMatchObject({ outcome: 'verified', differences: [], harmless: [], tables: 6, rows: 5177 })
    expect((await dumpOf(database.url, into)) === original, format).toBe(true)
  }
})

test('a plain dump is rehearsed, and takes the place of the database', async () => {
  const database = await shopDatabase()
  onTestFinished(() => dropAround(database))
  const original = await dumpOf(database.url, database.name)
  const { engine, stored } = await dumped(database)
  const shop = engine.environments.get('shop')
  await database.query('DELETE FROM customers WHERE id > 50; CREATE TABLE since (id int)')
  expect(await rehearse(engine, stored, { ...recorder(), local: false, depth: 'counts' })).toMatchObject({ outcome: 'verified', differences: [] })
  const replaced = await replaceDatabase(engine, stored, shop, { ...recorder(), reason: '', endSessions: true })
  expect(replaced).toMatchObject({ outcome: 'swapped', comparison: { outcome: 'verified', differences: [] } })
  expect(await dumpOf(database.url, database.name)).toBe(original)
})

test('rows in another encoding than UTF-8 arrive as they were', async () => {
  const database = await shopDatabase("CREATE TABLE words (w text); INSERT INTO words VALUES ('Grüße')")
  const taken = await dumped(database, (text) => Buffer.from(text, 'latin1').toString('utf8').replace("client_encoding = 'UTF8'", "client_encoding = 'LATIN1'").replace('w text', 'w text, "Größe" int').replace('words (w)', 'words (w, "Größe")').replace('Grüße\n', 'Grüße\t7\n'))
  const into = newName()
  expect(await restore(taken, into)).toMatchObject({ outcome: 'verified' })
  expect(await dumpOf(database.url, into)).toContain('COPY public.words (w, "Größe") FROM stdin;\nGrüße\t7\n')
})

test('who is no superuser restores what may be restored, and what is about owners is a note', async () => {
  const database = await shopDatabase()
  const role = await newRole('CREATEDB')
  const into = newName()
  onTestFinished(() => onServer(`DROP DATABASE IF EXISTS ${into} WITH (FORCE)`))
  const taken = await dumped(database, (text) => text.replace('CREATE SCHEMA app;', 'CREATE SCHEMA app;\nCOMMENT ON DATABASE postgres IS \'meddled\';\nALTER SCHEMA app OWNER TO nobody_here;'))
  const shop = environmentAt(database.url)
  const result = await restore(taken, into, recorder(), { ...shop, connection: { ...shop.connection, user: role } })
  expect(result).toMatchObject({ outcome: 'verified', rows: 5174 })
  expect(result.harmless.map(({ message, why }) => `${message.replace(/\d+/, 'N')} ${why}`)).toEqual(expect.arrayContaining([
    expect.stringMatching(/^line N: COMMENT ON DATABASE postgres .* was left out/), expect.stringMatching(/role "nobody_here" does not exist .*belongs to/), expect.stringMatching(/must be member of role "postgres" Only a superuser/),
  ]))
})

test('the first thing that cannot be explained ends it with the line, and nothing stays', async () => {
  const database = await shopDatabase()
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length
  let line = 0
  const cases = [
    { change: (text: string) => text.replace('\n7\tc7\n', '\nseven\tc7\n'), at: '\nseven\t', code: 'restore_failed', problem: 'invalid input syntax for type integer' },
    { change: (text: string) => text.replace('CREATE VIEW public.names AS', 'CREATE VIEW public.names AZ'), at: '\nCREATE VIEW', code: 'restore_failed', problem: 'syntax error' },
    { change: (text: string) => text.replace('CREATE SCHEMA app;', 'CREATE SCHEMA app;\n/* x */ DROP DATABASE template1;'), at: '\n/* x */', code: 'backup_unusable', problem: 'changes what belongs to the whole server' },
  ]
  for (const { change, at, code, problem } of cases) {
    const into = newName()
    const taken = await dumped(database, (text) => { line = lineOf(change(text), at) + 1; return change(text) })
    await expect(restore(taken, into)).rejects.toMatchObject({ code, message: expect.stringContaining(`line ${line}`), data: { message: expect.stringContaining(problem) } })
    expect(await databasesFor(database.url, into)).toEqual([])
    await expect(restoreTables(taken.engine, taken.stored, taken.engine.environments.get('shop'), { ...recorder(), reason: '', tables: [{ schema: 'public', name: 'customers' }] })).rejects.toMatchObject({ code: 'backup_unusable' })
  }
})

test('a restore of a plain dump that is cancelled while a statement runs ends and leaves nothing', async () => {
  const database = await shopDatabase()
  const taken = await dumped(database, (text) => text.replace('CREATE VIEW', 'SELECT pg_catalog.pg_sleep(600);\nCREATE VIEW'))
  const [into, abort] = [newName(), new AbortController()]
  const job = { ...recorder(), signal: abort.signal, progress: ({ label = '' }) => { if (label.startsWith('Restoring') || label.startsWith('Loading')) setTimeout(() => abort.abort(), 700) } }
  await expect(restore(taken, into, job as never)).rejects.toMatchObject({ code: 'cancelled' })
  expect(await databasesFor(database.url, into)).toEqual([])
})
