import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { RestoredTables } from '#shared/contract/restored-tables.ts'
import { asBackupError } from '../../backups/backup-errors.ts'
import { serverSql, type ServerRow } from '../../backups/catalog.sql.ts'
import { checkArchive, untouched } from '../../backups/check-archive.ts'
import type { StoredBackup } from '../../backups/manifests.ts'
import { openArchive } from '../../backups/open-archive.ts'
import { listArchive } from '../../backups/run-restore.ts'
import type { Engine } from '../../engine.ts'
import { connect } from '../../postgres/connect.ts'
import type { DeskJob } from '../desk.ts'
import { besideComment, besideName } from './beside-mark.ts'
import { copyStream } from '../../migrations/run/copy-stream.ts'
import { findEntries, readRows, readText, type Reading, type TableEntries } from './archive-tables.ts'
import { beginLoadSql, besideSchemasSql, copyInSql, createElsewhereSql, createLikeSql, createSchemaSql, tableExistsSql, type TableName } from './tables.sql.ts'

export interface TablesOptions extends DeskJob {
  tables: readonly TableName[]
  reason: string
}

/**
 * Restores chosen tables into a schema of their own beside, in one transaction: what is there is not touched, and what fails leaves
 * nothing. Errors: those of `restores.tables`.
 */
export async function restoreTables(engine: Engine, stored: StoredBackup, environment: Environment, options: TablesOptions): Promise<RestoredTables> {
  const started = Date.now()
  const { signal } = options
  const database = environment.connection.database
  const frame = { signal, user: environment.connection.user, what: `database "${database}" on the server`, state: untouched, other: (problem: string, more: object) => new AppError('restore_failed', { database, problem }, more) }
  let client: pg.Client | undefined
  let archive: Awaited<ReturnType<typeof openArchive>> | undefined
  try {
    await checkArchive(stored, options)
    archive = await openArchive(engine, stored, options)
    client = await connect(engine, environment, { purpose: 'restore tables', signal })
    const server = (await client.query<ServerRow>(serverSql)).rows[0] as ServerRow
    frame.user = server.user
    const listed = await listArchive({ manifest: stored.manifest, archive: archive.path, server, signal, log: options.log })
    const entries = chosen(stored, listed.lines, options.tables)
    const result = await inOneTransaction(client, { engine, stored, environment, options, entries, reading: { client: listed.client, archive: archive.path, signal } })
    return { ...result, ms: Date.now() - started }
  } catch (thrown) {
    throw asBackupError(thrown, frame)
  } finally {
    await client?.end().catch(() => {})
    await archive?.dispose()
  }
}

function chosen({ manifest }: StoredBackup, lines: readonly string[], tables: readonly TableName[]): TableEntries[] {
  const unknown = tables.find(({ schema, name }) => !manifest.tables.some((one) => one.schema === schema && one.name === name))
  if (unknown) throw new AppError('not_found', { what: 'table', name: `${unknown.schema}.${unknown.name}` }, { state: untouched, help: 'Choose of the tables that the backup has.' })
  const entries = findEntries(lines, manifest.tables, tables)
  const empty = entries.find(({ data }) => data === undefined)
  if (empty) throw new AppError('backup_unusable', { file: manifest.file, problem: `it has no rows of ${empty.schema}.${empty.name}` }, { state: untouched })
  return entries
}

interface Load {
  engine: Engine
  stored: StoredBackup
  environment: Environment
  options: TablesOptions
  entries: TableEntries[]
  reading: Reading
}

/** A second session ends a COPY that waits: cancel must not hang. */
async function inOneTransaction(client: pg.Client, load: Load): Promise<Omit<RestoredTables, 'ms'>> {
  const { engine, stored, options, entries } = load
  const { signal, progress } = options
  const at = new Date()
  for (const sql of beginLoadSql) await client.query(sql)
  const taken = (await client.query<{ schema: string }>(besideSchemasSql, ['restored_'])).rows.map(({ schema }) => schema)
  const schema = besideName(at, new Set(taken))
  const mark = { backup: stored.manifest.id, at: at.toISOString(), by: `${engine.actor.user}@${engine.actor.host}`, reason: options.reason, tables: entries.map(({ schema: from, name }) => ({ schema: from, name, as: uniqueName(entries, from, name) })) }
  for (const sql of createSchemaSql(schema, besideComment(mark))) await client.query(sql)
  const tables: RestoredTables['tables'] = []
  for (const [index, entry] of entries.entries()) {
    signal.throwIfAborted()
    progress({ label: `Loading ${entry.schema}.${entry.name}`, done: index, total: entries.length, unit: 'tables' })
    const rows = await loadTable(client, load, entry, { schema, name: uniqueName(entries, entry.schema, entry.name) })
    const expected = stored.manifest.tables.find(({ schema: from, name }) => from === entry.schema && name === entry.name)?.rows ?? rows
    if (rows !== expected) throw new AppError('restore_failed', { database: load.environment.connection.database, problem: `${entry.schema}.${entry.name} has ${rows} rows in the archive and ${expected} in its manifest` }, { state: untouched })
    tables.push({ schema: entry.schema, name: entry.name, as: uniqueName(entries, entry.schema, entry.name), rows })
  }
  signal.throwIfAborted()
  await client.query('COMMIT')
  return { schema, backup: stored.manifest.id, tables }
}

/** Tables of one name from two schemas get both into theirs. */
function uniqueName(entries: readonly TableName[], schema: string, name: string): string {
  return entries.filter((one) => one.name === name).length > 1 ? `${schema}_${name}`.slice(0, 63) : name
}

async function loadTable(client: pg.Client, { reading }: Load, entry: TableEntries, to: TableName): Promise<number> {
  const made = createElsewhereSql(entry.definition === undefined ? '' : await readText(reading, [entry.definition]), to)
  if (made !== undefined) await client.query(made)
  else await createLike(client, entry, to)
  return readRows(reading, entry.data ?? '', (columns, rows) => copyStream(client, copyInSql(to, columns), rows))
}

/** A table that hangs on another one, as with INHERITS, is made like the one that is there. */
async function createLike(client: pg.Client, { schema, name }: TableName, to: TableName): Promise<void> {
  const { rowCount } = await client.query(tableExistsSql, [schema, name])
  if (!rowCount) throw new AppError('backup_unusable', { file: `${schema}.${name}`, problem: 'it was made from another table, and is not there any more' }, { state: untouched, help: 'Restore the backup into a new database instead.' })
  await client.query(createLikeSql(to, { schema, name }))
}
