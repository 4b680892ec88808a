import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import { createHistorySql } from '#engine/history/history.sql.ts'
import { readJournal } from '#engine/history/journal.ts'
import { connect } from '#engine/postgres/connect.ts'
import { onServer } from '../../support/database.ts'
import { migrationWorld, type MigrationWorld } from '../../support/migration-world.ts'

let world: MigrationWorld
beforeEach(async () => {
  world = await migrationWorld()
})
afterEach(() => world.end())

const status = () => world.operations.status({ env: 'here' }, {})

test('the history table is exactly that of Flyway', async () => {
  world.files({ 'V1__t.sql': 'SELECT 1' })
  await world.apply()
  const columns = await world.database.query(
    "SELECT column_name AS name, data_type AS type, character_maximum_length AS max, is_nullable AS null, column_default AS def FROM information_schema.columns WHERE table_name = 'flyway_schema_history' ORDER BY ordinal_position")
  expect(columns.map(({ name, type, max, null: nullable, def }) => [name, type, max, nullable, def].join(' '))).toEqual([
    'installed_rank integer  NO ', 'version character varying 50 YES ', 'description character varying 200 NO ', 'type character varying 20 NO ', 'script character varying 1000 NO ', 'checksum integer  YES ',
    'installed_by character varying 100 NO ', 'installed_on timestamp without time zone  NO now()', 'execution_time integer  NO ', 'success boolean  NO ',
  ])
  expect(await world.database.query("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'flyway_schema_history' ORDER BY 1")).toEqual([
    { indexname: 'flyway_schema_history_pk', indexdef: 'CREATE UNIQUE INDEX flyway_schema_history_pk ON public.flyway_schema_history USING btree (installed_rank)' },
    { indexname: 'flyway_schema_history_s_idx', indexdef: 'CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success)' },
  ])
})

test('a table made by Flyway is read and continued, and its checksums hold', async () => {
  for (const sql of createHistorySql('public', 'flyway_schema_history')) await world.database.query(sql)
  await world.database.query(`INSERT INTO flyway_schema_history VALUES
    (1, '1', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'fly', '2024-01-02 03:04:05', 0, true),
    (2, '1.1', 'select', 'SQL', 'V1_1__select.sql', 78787420, 'fly', '2024-01-02 03:04:06', 12, true),
    (3, NULL, 'views', 'SQL', 'R__views.sql', -713821291, 'fly', '2024-01-02 03:04:07', 5, true)`)
  world.files({ 'V0_9__before.sql': 'SELECT broken', 'V1_1__select.sql': 'SELECT 1;\n', 'R__views.sql': 'SELECT\n1;', 'V2__next.sql': 'CREATE TABLE next (id int)' })
  const found = await status()
  expect(found.diagnostics).toEqual([])
  expect(found.migrations.map(({ script, state }) => [script, state])).toEqual([
    ['V0_9__before.sql', 'below_baseline'], ['<< Flyway Baseline >>', 'baseline'], ['V1_1__select.sql', 'applied'], ['V2__next.sql', 'pending'], ['R__views.sql', 'applied'],
  ])
  expect(found.migrations[2]?.applied).toMatchObject({ rank: 2, by: 'fly', ms: 12, at: '2024-01-02T03:04:06.000Z' })
  expect((await world.apply()).result).toMatchObject({ from: '1.1', to: '2' })
  expect(await world.database.query('SELECT installed_rank, script FROM flyway_schema_history ORDER BY 1 DESC LIMIT 1')).toEqual([{ installed_rank: 4, script: 'V2__next.sql' }])
})

test('a baseline declares a version once, and only for a history without migrations', async () => {
  world.files({ 'V1__a.sql': 'SELECT broken', 'V2__b.sql': 'SELECT 2' })
  expect(await world.operations.baseline({ env: 'here', version: '1', description: 'there before', reason: 'took over' }, {})).toEqual({ version: '1' })
  expect(await world.database.query('SELECT installed_rank, version, type, script, checksum, success FROM flyway_schema_history')).toEqual([
    { installed_rank: 1, version: '1', type: 'BASELINE', script: 'there before', checksum: null, success: true },
  ])
  expect((await world.apply()).result).toMatchObject({ from: '1', to: '2' })
  await expect(world.operations.baseline({ env: 'here', version: '1', description: 'x' }, {})).rejects.toMatchObject({ code: 'already_exists' })
})

test('a table of that name with other columns is left alone', async () => {
  await world.database.query('CREATE TABLE flyway_schema_history (version bigint PRIMARY KEY, dirty bool NOT NULL)')
  await expect(status()).rejects.toMatchObject({ code: 'history_unusable', message: expect.stringContaining('it has no column installed_rank') })
})

test('production asks for its name and a reason before a run is started', async () => {
  Object.assign(world.environment, { class: 'production', policies: { ...world.environment.policies, confirm: undefined } })
  world.files({ 'V1__t.sql': 'SELECT 1' })
  await expect(world.apply({ reason: 'x' })).rejects.toMatchObject({ code: 'confirmation_required' })
  await expect(world.apply({ confirm: 'here', reason: ' ' })).rejects.toMatchObject({ code: 'reason_required' })
  await expect(async () => world.operations.repair({ env: 'here' }, {})).rejects.toMatchObject({ code: 'confirmation_required' })
  expect((await world.apply({ confirm: 'here', reason: 'release 7' })).state).toBe('succeeded')
})

test('a journal of an older shape is brought forward and what it says is kept', async () => {
  await world.database.query("CREATE TABLE strata_journal (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, format smallint NOT NULL, kind text NOT NULL, at timestamptz NOT NULL DEFAULT now(), run_id text, db_user text NOT NULL DEFAULT session_user)")
  await world.database.query("INSERT INTO strata_journal (format, kind) VALUES (0, 'baseline')")
  world.files({ 'V1__t.sql': 'SELECT 1' })
  expect((await world.apply({ reason: 'go' })).state).toBe('succeeded')
  const client = await connect(world.engine, world.environment)
  const rows = await readJournal(client, world.environment, 10)
  await client.end()
  expect(rows.map(({ kind, reason }) => [kind, reason])).toEqual([['run', 'go'], ['migration_applied', 'go'], ['run_started', 'go'], ['baseline', null]])
})

test('a backup is made before the run and stands in the journal; a failing one keeps everything as it was', async () => {
  await world.end()
  const asked: unknown[] = []
  let works = false
  world = await migrationWorld({
    environment: (base) => ({ policies: { ...base.policies, backupBeforeMigrating: true } }),
    tools: {
      createBackup: (_engine, _environment, { reason, trigger }) => {
        asked.push({ reason, trigger })
        return works ? Promise.resolve({ id: 'b1', file: 'b1.dump', bytes: 5 } as never) : Promise.reject(new AppError('backup_failed', { problem: 'no room' }))
      },
      checkBackup: () => Promise.resolve({ ok: false, message: 'No pg_dump', help: 'Install it' }),
    },
  })
  world.files({ 'V1__t.sql': 'SELECT 1' })
  expect((await world.operations.plan({ env: 'here', direction: 'up' }, {})).backup).toEqual({ planned: true, problem: 'No pg_dump', help: 'Install it' })
  expect((await world.apply()).state).toBe('failed')
  expect((await status()).history.exists).toBe(false)
  works = true
  expect((await world.apply({ reason: 'why' })).result).toMatchObject({ backup: { id: 'b1', file: 'b1.dump', bytes: 5 } })
  expect(asked.at(-1)).toEqual({ reason: 'why', trigger: 'before_migrating' })
  expect(await world.database.query('SELECT DISTINCT backup_id FROM strata_journal')).toEqual([{ backup_id: 'b1' }])
})

test('a user without privileges reads what it may, and is told what to ask for', async () => {
  const role = `reader_${world.database.name}`
  await onServer(`CREATE ROLE ${role} LOGIN`)
  try {
    world.files({ 'V1__t.sql': 'SELECT 1' })
    await world.apply()
    world.files({ 'V2__u.sql': 'SELECT 2' })
    world.environment.connection.user = role
    await expect(status()).rejects.toMatchObject({ code: 'history_unusable', message: expect.stringContaining('owned by postgres'), data: { help: expect.stringContaining('GRANT SELECT') } })
    await world.database.query(`GRANT SELECT ON flyway_schema_history, strata_journal TO ${role}`)
    expect(await status()).toMatchObject({ version: '1', pending: 1 })
    expect((await world.apply()).error).toMatchObject({ code: 'history_unusable', message: expect.stringContaining(`user ${role} may not write to it; it is owned by postgres`) })
    expect(await status()).toMatchObject({ version: '1' })
  } finally {
    await world.database.query(`DROP OWNED BY ${role}`)
    await onServer(`DROP ROLE ${role}`)
  }
})

test('a read-only session can look and not run', async () => {
  world.files({ 'V1__t.sql': 'SELECT 1' })
  await world.database.query(`ALTER DATABASE ${world.database.name} SET default_transaction_read_only = on`)
  expect(await status()).toMatchObject({ server: { readOnly: true }, history: { exists: false }, pending: 1 })
  expect((await world.apply()).error).toMatchObject({ code: 'history_unusable', message: expect.stringContaining('read-only') })
})
