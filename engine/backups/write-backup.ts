import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import { writeEvent } from '../history/journal-event.ts'
import { archiveBytes, archiveSum, syncArchive } from './archive-files.ts'
import { clearPartials, newBackupId, PartialArchive } from './backup-folder.ts'
import type { BackupRun } from './backup-run.ts'
import { freeBytes, perhapsTooSmall, surelyTooSmall } from './disk-space.ts'
import { watchDisk } from './disk-watch.ts'
import { contentsOf, writeDigests, type Digests } from './keeping/digests.ts'
import { writeSchema } from './keeping/schema-beside.ts'
import { noBackupState } from './dump-output.ts'
import { ageSuffix, encryptFolder, encryptTo } from './encryption/age-files.ts'
import { holdKey } from './encryption/backup-key.ts'
import { sha256 } from './files.ts'
import { dumpGlobals } from './globals.ts'
import { paced } from './paced.ts'
import { completePending } from './pending-manifest.ts'
import { publishArchive } from './publish-archive.ts'
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
  for (const id of await completePending(folder)) run.log('info', `Completed the backup ${id}: the run that made it was killed just before its end`)
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
    if (run.key) await holdKey(run.engine.vault, run.key.identity)
    const beside = async () => {
      if (digests) await writeDigests(manifest, digests)
      // What is encrypted shall not lie beside in the clear.
      if (schema && !run.key) await writeSchema(manifest, schema)
    }
    await publishArchive(manifest, { archive: making.archive.file, globals: making.globals?.file, beside })
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

/** What a folder and the roles were dumped into is encrypted in its place; a single file was while it was written. */
async function seal({ key, plan, signal, progress }: BackupRun, { archive, globals }: Making, hasGlobals: boolean): Promise<void> {
  if (!key) return
  const total = (await archiveBytes(archive.file)) ?? 0
  const tell = paced(progress)
  if (plan.format === 'directory') await encryptFolder(archive.file, key.recipient, { signal, onBytes: (done) => tell({ label: 'Encrypting', done, total, unit: 'bytes' }) })
  if (globals && hasGlobals) await encryptTo(Readable.from([await readFile(globals.file)]), globals.file, key.recipient, { signal })
}

async function describe(run: BackupRun, { id, snapshot, archive, globals }: Making, tables: Manifest['tables']): Promise<Manifest> {
  const { engine, environment, server, client, startedAt, reason, trigger, folder, plan, key, signal } = run
  const suffix = key ? ageSuffix : ''
  const roles = globals && (await dumpGlobals(run, globals.file))
  await seal(run, { id, snapshot, archive, globals }, roles?.bytes !== undefined)
  const notes = [...snapshot.notes, ...(roles?.note === undefined ? [] : [roles.note])]
  const total = (await archiveBytes(archive.file)) ?? 0
  const tell = paced(run.progress)
  run.progress({ label: 'Computing the checksum', done: 0, total, unit: 'bytes' })
  const [checksum] = await Promise.all([
    archiveSum(archive.file, signal, (done) => tell({ label: 'Computing the checksum', done, total, unit: 'bytes' })),
    syncArchive(archive.file),
  ])
  const { extensions, locale, settings, migrationVersion, scope, largeObjects } = snapshot
  return {
    id, env: environment.name, envId: environment.id, envClass: environment.class, database: environment.connection.database,
    createdAt: startedAt.toISOString(), by: `${engine.actor.user}@${engine.actor.host}`, reason, trigger,
    file: join(folder, plan.format === 'directory' ? `${id}.dir` : `${id}.dump${suffix}`), bytes: total, sha256: checksum,
    serverVersion: server.version, serverMajor: server.major, clientVersion: client.version, migrationVersion,
    tables, extensions, ...(locale && { locale }), settings, ms: Math.round(performance.now() - run.began), format: plan.format, compression: plan.compression,
    ...(!(isWhole(scope) && scope.content === 'all') && { scope: { content: scope.content, schemas: [...scope.schemas], tables: [...scope.tables] } }),
    ...(globals && roles?.bytes !== undefined && { globals: { file: join(folder, `${id}.globals.sql${suffix}`), bytes: (await stat(globals.file)).size, sha256: await sha256(globals.file, signal) } }),
    ...(key && { encryption: { method: 'age', recipient: key.recipient } }), largeObjects, ...(notes.length > 0 && { notes }),
  }
}

async function journalBackup({ engine, environment, session, log }: BackupRun, { id, reason, bytes, tables, migrationVersion, ms }: Manifest): Promise<void> {
  const description = `Backup ${id} (${tables.length} tables, ${megabytes(bytes)})`
  await writeEvent(session, environment, { kind: 'backup', runId: id, actor: engine.actor, reason, backupId: id, version: migrationVersion, description, ms, problem: null }, log)
}
