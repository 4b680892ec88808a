import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Snapshot as SchemaSnapshot } from '#shared/schema/snapshot.ts'
import { writeEvent } from '../history/journal-event.ts'
import { archiveBytes, archiveSum, removeArchive, settleArchive } from './archive-files.ts'
import { clearPartials, newBackupId, PartialArchive } from './backup-folder.ts'
import type { BackupRun } from './backup-run.ts'
import { contentsFile, schemaFile } from './beside.ts'
import { freeBytes, perhapsTooSmall, surelyTooSmall } from './disk-space.ts'
import { watchDisk } from './disk-watch.ts'
import { contentsOf, writeDigests, type Digests } from './keeping/digests.ts'
import { writeSchema } from './keeping/schema-beside.ts'
import { noBackupState } from './dump-output.ts'
import { settleFile, sha256 } from './files.ts'
import { dumpGlobals } from './globals.ts'
import { writeManifest } from './manifests.ts'
import { paced } from './paced.ts'
import { runDump } from './run-dump.ts'
import { dumpedSchema } from './schema-fingerprint.ts'
import { isWhole } from './scope.ts'
import { fingerprintOf } from '../schema/take-snapshot.ts'
import { countRows, openSnapshot, type Snapshot } from './snapshot.ts'

/** What is being made, under names that no list takes for a backup. */
interface Making {
  id: string
  snapshot: Snapshot
  archive: PartialArchive
  globals: PartialArchive | undefined
}

/** Dumps a snapshot beside its names, and gives the archive and then its manifest their own when everything is on the disk. */
export async function writeBackup(run: BackupRun): Promise<Manifest> {
  const { environment, startedAt, session, folder, plan } = run
  run.progress({ label: 'Opening a snapshot' })
  for (const name of await clearPartials(folder)) run.log('info', `Removed ${name}, left behind by a run that was killed`)
  const snapshot = await openSnapshot(session, environment, plan)
  for (const note of snapshot.notes) run.log('info', note)
  const id = newBackupId(environment.connection.database, snapshot.migrationVersion, startedAt)
  await checkRoom(run, snapshot)
  const archive = await PartialArchive.create(folder, id, plan.format === 'directory' ? 'folder' : 'file')
  const globals = plan.globals ? await PartialArchive.create(folder, `${id}.globals`) : undefined
  try {
    return await fill(run, { id, snapshot, archive, globals })
  } finally {
    await archive.discard()
    await globals?.discard()
  }
}

async function fill(run: BackupRun, making: Making): Promise<Manifest> {
  const disk = watchDisk(run.folder, `the backup in ${run.folder}`, noBackupState)
  const watched = { ...run, signal: AbortSignal.any([run.signal, disk.signal]) }
  try {
    const reading = dumpedSchema(watched, making.snapshot)
    const { tables, digests } = await dumpAndCount(watched, making)
    const schema = await reading
    await run.session.query('ROLLBACK')
    const manifest = { ...(await describe(watched, making, tables)), ...(schema && { schemaFingerprint: fingerprintOf(schema) }) }
    watched.signal.throwIfAborted()
    await publish(making, manifest, { digests, schema })
    await journalBackup(run, manifest)
    return manifest
  } catch (thrown) {
    throw disk.signal.aborted && !run.signal.aborted ? disk.signal.reason : thrown
  } finally {
    disk.stop()
  }
}

async function checkRoom({ folder, log }: BackupRun, { tables, scope }: Snapshot): Promise<void> {
  const dataBytes = scope.content === 'schema' ? 0 : tables.reduce((sum, { bytes }) => sum + bytes, 0)
  const free = await freeBytes(folder)
  if (surelyTooSmall(free, dataBytes)) throw new AppError('disk_full', { what: `the backup in ${folder}` }, { state: noBackupState })
  if (perhapsTooSmall(free, dataBytes)) log('warning', `The tables take ${megabytes(dataBytes)} and the disk has ${megabytes(free)} free: the backup fits only if the data compresses well.`)
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`
}

interface Counted {
  tables: Manifest['tables']
  /** Where the backup is to be rehearsed. */
  digests: Digests | undefined
}

/** Dumps and counts at the same time; whichever fails first ends the other. */
async function dumpAndCount(run: BackupRun, { snapshot, archive }: Making): Promise<Counted> {
  const other = new AbortController()
  const signal = AbortSignal.any([run.signal, other.signal])
  const { counted, dumped } = runDump({ ...run, signal }, snapshot, archive.file)
  const counting = countRows(run.session, snapshot, counted).then(async (tables) => ({ tables, digests: await contentsOf(run, snapshot.scope, tables) }))
  try {
    const [both] = await Promise.all([counting, dumped])
    return both
  } catch (error) {
    other.abort()
    await run.watch.endProcess()
    await Promise.allSettled([counting, dumped])
    throw error
  }
}

async function describe(run: BackupRun, { id, snapshot, archive, globals }: Making, tables: Manifest['tables']): Promise<Manifest> {
  const { engine, environment, server, client, startedAt, reason, trigger, folder, plan, signal } = run
  const roles = globals && (await dumpGlobals(run, globals.file))
  const notes = [...snapshot.notes, ...(roles?.note === undefined ? [] : [roles.note])]
  const total = (await archiveBytes(archive.file)) ?? 0
  const tell = paced(run.progress)
  run.progress({ label: 'Computing the checksum', done: 0, total, unit: 'bytes' })
  const checksum = await archiveSum(archive.file, signal, (done) => tell({ label: 'Computing the checksum', done, total, unit: 'bytes' }))
  const { extensions, locale, settings, migrationVersion, scope, largeObjects } = snapshot
  return {
    id, env: environment.name, envId: environment.id, envClass: environment.class, database: environment.connection.database,
    createdAt: startedAt.toISOString(), by: `${engine.actor.user}@${engine.actor.host}`, reason, trigger,
    file: join(folder, plan.format === 'directory' ? `${id}.dir` : `${id}.dump`), bytes: total, sha256: checksum,
    serverVersion: server.version, serverMajor: server.major, clientVersion: client.version, migrationVersion,
    tables, extensions, ...(locale && { locale }), settings, ms: Date.now() - startedAt.getTime(), format: plan.format, compression: plan.compression,
    ...(!(isWhole(scope) && scope.content === 'all') && { scope: { content: scope.content, schemas: [...scope.schemas], tables: [...scope.tables] } }),
    ...(globals && roles?.bytes !== undefined && { globals: { file: join(folder, `${id}.globals.sql`), bytes: roles.bytes, sha256: await sha256(globals.file, signal) } }),
    largeObjects, ...(notes.length > 0 && { notes }),
  }
}

/** What a rehearsal compares beside the counts. */
interface Evidence {
  digests: Digests | undefined
  schema: SchemaSnapshot | undefined
}

/** The manifest comes last: without it there is no backup. What has its name already goes again when it cannot be written. */
async function publish({ archive, globals }: Making, manifest: Manifest, { digests, schema }: Evidence): Promise<void> {
  try {
    if (globals && manifest.globals) await settleFile(globals.file, manifest.globals.file)
    await settleArchive(archive.file, manifest.file)
    if (digests) await writeDigests(manifest, digests)
    if (schema) await writeSchema(manifest, schema)
    await writeManifest(manifest)
  } catch (thrown) {
    await removeArchive(manifest.file)
    for (const file of [contentsFile(manifest), schemaFile(manifest)]) await removeArchive(file)
    if (manifest.globals) await removeArchive(manifest.globals.file)
    throw thrown
  }
}

async function journalBackup({ engine, environment, session, log }: BackupRun, { id, reason, bytes, tables, migrationVersion, ms }: Manifest): Promise<void> {
  const description = `Backup ${id} (${tables.length} tables, ${megabytes(bytes)})`
  await writeEvent(session, environment, { kind: 'backup', runId: id, actor: engine.actor, reason, backupId: id, version: migrationVersion, description, ms, problem: null }, log)
}
