import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrationWorld, type MigrationWorld } from '../../support/migration-world.ts'

let world: MigrationWorld
beforeEach(async () => {
  world = await migrationWorld()
})
afterEach(() => world.end())

const status = () => world.operations.status({ env: 'here' }, {})
const nothingWasMade = async () => expect(await world.database.query("SELECT count(*)::int AS n FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public'")).toEqual([{ n: 0 }])

test('an empty folder is no error, and status says what a first migration is', async () => {
  expect((await status()).diagnostics).toMatchObject([{ code: 'no-migrations', help: expect.stringContaining('V1__') }])
  expect((await world.apply()).result).toMatchObject({ migrations: [], to: null })
  await nothingWasMade()
})

test('a missing folder is named', async () => {
  await world.end()
  world = await migrationWorld({ environment: () => ({ migrationsFolder: '/nowhere/migrations' }) })
  expect((await world.apply()).error).toMatchObject({ code: 'folder_missing', params: { folder: '/nowhere/migrations' } })
  await expect(status()).rejects.toMatchObject({ code: 'folder_missing' })
})

test('two files of one version are refused with both names', async () => {
  world.files({ 'V1__a.sql': 'SELECT 1', 'V01__b.sql': 'SELECT 2' })
  expect((await world.apply()).error).toMatchObject({ code: 'duplicate_version', params: { files: 'V01__b.sql, V1__a.sql' }, state: 'Nothing was changed.' })
  expect((await status()).diagnostics).toContainEqual(expect.objectContaining({ code: 'duplicate-version', severity: 'error' }))
  await nothingWasMade()
})

test('a byte order mark and CRLF are read as what they are, and lines and checksums do not depend on them', async () => {
  world.files({ 'V1__bom.sql': '\ufeffCREATE TABLE t (id int);\r\nINSERT INTO t VALUES (1);\r\n', 'V2__bad.sql': '\ufeffSELECT 1;\r\n\r\nSELECT nothing;\r\n' })
  expect((await world.apply()).error).toMatchObject({ where: { file: 'V2__bad.sql', line: 3, column: 8, caret: 'SELECT nothing;\n       ^' } })
  world.files({ 'V1__bom.sql': 'CREATE TABLE t (id int);\nINSERT INTO t VALUES (1);\n', 'V2__bad.sql': 'SELECT 1' })
  expect((await world.apply()).state).toBe('succeeded')
})

test('Latin-1 bytes are refused with the line, and nothing runs', async () => {
  world.files({ 'V1__ok.sql': 'SELECT 1', 'V2__latin.sql': Buffer.from("SELECT 1;\nSELECT 'caf\u00e9';\n", 'latin1') })
  expect((await world.apply()).error).toMatchObject({ code: 'file_unreadable', where: { file: 'V2__latin.sql', line: 2 }, message: expect.stringContaining('Save it as UTF-8') })
  const { diagnostics } = await status()
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'file-unreadable', subject: 'V2__latin.sql' })])
  await nothingWasMade()
})

test('an empty file is applied with checksum 0', async () => {
  world.files({ 'V1__empty.sql': '', 'V2__comment.sql': '-- nothing yet\n' })
  expect((await world.apply()).result.migrations).toMatchObject([{ statements: 0 }, { statements: 0 }])
  expect(await world.database.query('SELECT checksum FROM flyway_schema_history ORDER BY installed_rank LIMIT 1')).toEqual([{ checksum: 0 }])
})

test('a file of 20 MB is applied, with true progress and without telling of each statement', async () => {
  const line = `INSERT INTO t VALUES (1, '${'x'.repeat(360)}');\n`
  world.files({ 'V1__big.sql': `CREATE TABLE t (id int, text text);\n${line.repeat(Math.ceil((20 * 1024 * 1024) / line.length))}` })
  const { state, result, events } = await world.apply()
  expect(state).toBe('succeeded')
  expect(result.migrations[0]?.statements).toBeGreaterThan(50_000)
  expect(events.length).toBeLessThan(20_000)
  expect(events.findLast(({ type }) => type === 'progress')?.progress).toMatchObject({ done: result.migrations[0]?.statements, unit: 'statements' })
  expect(await world.database.query('SELECT sql_text FROM strata_journal WHERE version = $1 AND script IS NOT NULL', ['1'])).toEqual([{ sql_text: null }])
})

test.each([
  ['\\copy t FROM x.csv', 'psql_command', '\\copy'], ['\\restrict abc', 'psql_command', '\\restrict'], ["SELECT 'open;\n", 'file_unreadable', "'open"],
  ['SELECT $body$ open', 'file_unreadable', '$body$'], ['CREATE TABLE u (id int);\nCOMMIT;', 'transaction_control', 'COMMIT'],
])('%s is refused with its place before anything runs', async (text, code, caret) => {
  world.files({ 'V1__ok.sql': 'CREATE TABLE t (id int)', 'V2__bad.sql': `-- first line\n${text}` })
  const { error } = await world.apply()
  expect(error).toMatchObject({ code, where: { file: 'V2__bad.sql', line: text.includes('COMMIT') ? 3 : 2 }, params: { file: 'V2__bad.sql' } })
  expect(error?.where?.caret).toContain(caret)
  const plan = await world.operations.plan({ env: 'here', direction: 'up' }, {})
  expect(plan.diagnostics).toContainEqual(expect.objectContaining({ code: code.replace('_', '-'), severity: 'error', subject: 'V2__bad.sql' }))
  await nothingWasMade()
})

test('a file edited after it was applied stops a run, and shows what was applied', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int);' })
  await world.apply()
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id bigint);', 'V2__u.sql': 'SELECT 1' })
  expect((await world.apply()).error).toMatchObject({ code: 'validation_failed', where: { file: 'V1__t.sql' }, state: 'Nothing was changed.' })
  expect(await world.operations.validate({ env: 'here' }, {})).toMatchObject({ ok: false, diagnostics: [{ code: 'migration-changed', subject: 'V1__t.sql' }] })
  expect(await world.operations.file({ env: 'here', script: 'V1__t.sql' }, {})).toMatchObject({ text: 'CREATE TABLE t (id bigint);', appliedText: 'CREATE TABLE t (id int);' })
  expect(await world.operations.repair({ env: 'here', reason: 'typing error' }, {})).toMatchObject({ alignedChecksums: ['V1__t.sql'] })
  expect((await world.apply()).result).toMatchObject({ to: '2' })
  expect(await world.database.query("SELECT description, reason FROM strata_journal WHERE kind = 'repair'")).toEqual([{ description: 'Repair took the files of V1__t.sql as applied', reason: 'typing error' }])
})

test('a change in comments and white space alone is a warning and stops nothing', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int);' })
  await world.apply()
  world.files({ 'V1__t.sql': '-- Copyright\nCREATE TABLE t (\n  id int\n);\n', 'V2__u.sql': 'SELECT 1' })
  expect(await world.operations.validate({ env: 'here' }, {})).toMatchObject({ ok: true, diagnostics: [{ code: 'migration-comment-changed', severity: 'warning' }] })
  expect((await world.apply()).result).toMatchObject({ to: '2' })
})

test('a file deleted after it was applied stops a run until repair marks it', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int);', 'V2__u.sql': 'SELECT 1' })
  await world.apply()
  world.files({ 'V1__t.sql': null, 'V3__v.sql': 'SELECT 1' })
  expect((await world.apply()).error).toMatchObject({ code: 'validation_failed', message: expect.stringContaining('V1__t.sql is gone') })
  expect(await world.operations.file({ env: 'here', script: 'V1__t.sql' }, {})).toMatchObject({ text: '', appliedText: 'CREATE TABLE t (id int);' })
  expect(await world.operations.repair({ env: 'here' }, {})).toMatchObject({ markedDeleted: ['V1__t.sql'] })
  expect((await world.apply()).result).toMatchObject({ to: '3' })
})

test('a checksum changed in the table is found', async () => {
  world.files({ 'V1__t.sql': 'SELECT 1' })
  await world.apply()
  await world.database.query('UPDATE flyway_schema_history SET checksum = 7')
  expect((await world.apply()).error).toMatchObject({ code: 'validation_failed', where: { file: 'V1__t.sql' }, help: expect.stringContaining('changed the history table by hand') })
})

test('a lower version that comes late is refused, unless the environment allows it', async () => {
  world.files({ 'V2__t.sql': 'SELECT 2' })
  await world.apply()
  world.files({ 'V1__late.sql': 'SELECT 1' })
  expect((await world.apply()).error).toMatchObject({ code: 'validation_failed', message: expect.stringContaining('V1__late.sql was never applied') })
  world.environment.policies.outOfOrder = true
  expect((await world.apply()).result).toMatchObject({ to: '2', migrations: [{ version: '1' }] })
})

test('a script outside of the folder cannot be read', async () => {
  await expect(world.operations.file({ env: 'here', script: '../../etc/passwd' }, {})).rejects.toMatchObject({ code: 'not_found' })
})
