import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { ClientTool, Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { connect } from '../postgres/connect.ts'
import { asBackupError } from './backup-errors.ts'
import type { BackupOptions, BackupRun } from './backup-run.ts'
import { backupFolder, clearPartials, newBackupId, PartialArchive } from './backup-folder.ts'
import { freeTimeoutsSql, serverSql, type ServerRow } from './catalog.sql.ts'
import { findClientTools, fittingClient, installHint } from './client-tools.ts'
import { freeBytes, perhapsTooSmall, surelyTooSmall } from './disk-space.ts'
import { noBackupState } from './dump-output.ts'
import { settleFile, sha256 } from './files.ts'
import { writeEvent } from '../history/journal-event.ts'
import { writeManifest } from './manifests.ts'
import { dumpApplication, runDump } from './run-dump.ts'
import { countRows, openSnapshot, type Snapshot } from './snapshot.ts'
import { Watch } from './watch.ts'

/**
 * Makes a backup with pg_dump: an archive, and beside it a manifest whose row counts are those of the very snapshot that was
 * dumped. Errors: those of `backups.create`; whichever, nothing is left that looks like a backup.
 */
export async function createBackup(engine: Engine, environment: Environment, options: BackupOptions): Promise<Manifest> {
  const startedAt = new Date()
  const session = await connect(engine, environment, { signal: options.signal, purpose: 'backup' })
  let server: ServerRow | undefined
  try {
    server = (await session.query<ServerRow>(serverSql)).rows[0] as ServerRow
    const client = await chooseClient(server.major, options.log)
    const base = { ...options, engine, environment, startedAt, session, server, client, ...dumpApplication(engine), folder: backupFolder(engine, environment) }
    return await withWatch(base, backUp)
  } catch (thrown) {
    throw asBackupError(thrown, {
      signal: options.signal, user: server?.user ?? environment.connection.user, what: `the backup in ${backupFolder(engine, environment)}`, state: noBackupState,
      other: (problem, more) => new AppError('backup_failed', { problem }, more),
    })
  } finally {
    await session.end().catch(() => {})
  }
}

async function chooseClient(serverMajor: number, log: BackupOptions['log']): Promise<ClientTool> {
  const fitting = fittingClient(await findClientTools(), serverMajor)
  if (!fitting) throw new AppError('client_missing', { tool: 'pg_dump', major: serverMajor, install: installHint(process.platform, serverMajor) }, { state: noBackupState })
  if (fitting.warning) log('warning', fitting.warning)
  log('info', `pg_dump ${fitting.client.version} in ${fitting.client.folder}`)
  return fitting.client
}

/** Cancel ends our own session on the server from a second one: it may be waiting for a lock. */
async function withWatch(base: Omit<BackupRun, 'watch'>, work: (run: BackupRun) => Promise<Manifest>): Promise<Manifest> {
  const { engine, environment, signal, server, application } = base
  const client = await connect(engine, environment, { signal, purpose: 'backup watch' })
  const watch = new Watch(client, server.major, { application, pid: server.pid })
  const end = () => void watch.endProcess()
  signal.addEventListener('abort', end)
  try {
    signal.throwIfAborted()
    await client.query(freeTimeoutsSql)
    return await work({ ...base, watch })
  } finally {
    signal.removeEventListener('abort', end)
    await watch.stop()
    await client.end().catch(() => {})
  }
}

async function backUp(run: BackupRun): Promise<Manifest> {
  const { environment, startedAt, session, folder } = run
  run.progress({ label: 'Opening a snapshot' })
  for (const name of await clearPartials(folder)) run.log('info', `Removed ${name}, left behind by a run that was killed`)
  const snapshot = await openSnapshot(session, environment)
  const id = newBackupId(environment.connection.database, snapshot.migrationVersion, startedAt)
  await checkRoom(run, snapshot)
  const partial = await PartialArchive.create(folder, id)
  try {
    const tables = await dumpAndCount(run, snapshot, partial.file)
    await session.query('ROLLBACK')
    const manifest = await describe(run, { id, snapshot, tables, partial: partial.file })
    run.signal.throwIfAborted()
    await settleFile(partial.file, manifest.file)
    await writeManifest(manifest)
    await journalBackup(run, manifest)
    return manifest
  } finally {
    await partial.discard()
  }
}

async function checkRoom({ folder, log }: BackupRun, { tables }: Snapshot): Promise<void> {
  const dataBytes = tables.reduce((sum, { bytes }) => sum + bytes, 0)
  const free = await freeBytes(folder)
  if (surelyTooSmall(free, dataBytes)) throw new AppError('disk_full', { what: `the backup in ${folder}` }, { state: noBackupState })
  if (perhapsTooSmall(free, dataBytes)) log('warning', `The tables take ${megabytes(dataBytes)} and the disk has ${megabytes(free)} free: the backup fits only if the data compresses well.`)
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`
}

/** Dumps and counts at the same time; whichever fails first ends the other. */
async function dumpAndCount(run: BackupRun, snapshot: Snapshot, file: string): Promise<Manifest['tables']> {
  const other = new AbortController()
  const signal = AbortSignal.any([run.signal, other.signal])
  const { counted, dumped } = runDump({ ...run, signal }, snapshot, file)
  const counting = countRows(run.session, snapshot.tables, counted)
  try {
    const [tables] = await Promise.all([counting, dumped])
    return tables
  } catch (error) {
    other.abort()
    await run.watch.endProcess()
    await Promise.allSettled([counting, dumped])
    throw error
  }
}

interface Made {
  id: string
  snapshot: Snapshot
  tables: Manifest['tables']
  partial: string
}

async function describe({ engine, environment, server, client, startedAt, reason, trigger, folder, signal, progress }: BackupRun, made: Made): Promise<Manifest> {
  const { size } = await stat(made.partial)
  progress({ label: 'Computing the checksum', done: 0, total: size, unit: 'bytes' })
  const checksum = await sha256(made.partial, signal)
  const { extensions, locale, settings, migrationVersion } = made.snapshot
  return {
    id: made.id, env: environment.name, envId: environment.id, envClass: environment.class, database: environment.connection.database,
    createdAt: startedAt.toISOString(), by: `${engine.actor.user}@${engine.actor.host}`, reason, trigger,
    file: join(folder, `${made.id}.dump`), bytes: size, sha256: checksum,
    serverVersion: server.version, serverMajor: server.major, clientVersion: client.version, migrationVersion,
    tables: made.tables, extensions, ...(locale && { locale }), settings, ms: Date.now() - startedAt.getTime(),
  }
}

async function journalBackup({ engine, environment, session, log }: BackupRun, { id, reason, bytes, tables, migrationVersion, ms }: Manifest): Promise<void> {
  const description = `Backup ${id} (${tables.length} tables, ${megabytes(bytes)})`
  await writeEvent(session, environment, { kind: 'backup', runId: id, actor: engine.actor, reason, backupId: id, version: migrationVersion, description, ms, problem: null }, log)
}
