import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { archiveBytes, archiveSum, copyArchive } from '../archive-files.ts'
import { asBackupError } from '../backup-errors.ts'
import { backupFolder, clearPartials, newBackupId, PartialArchive } from '../backup-folder.ts'
import { freeBytes } from '../disk-space.ts'
import { watchDisk } from '../disk-watch.ts'
import { paced } from '../paced.ts'
import { inspectPlainDump, unusable } from '../plain-dump.ts'
import { publishArchive } from '../publish-archive.ts'
import { adoptExported } from './adopt-exported.ts'
import { dumpKind, type DumpKind } from './dump-kind.ts'
import type { DumpContents } from './dump-contents.ts'
import { readArchive } from './read-archive.ts'

export interface ImportOptions extends Pick<JobContext, 'signal' | 'progress' | 'log'> {
  file: string
  reason: string
}

const state = 'Nothing was imported; the file stays as it is.'

/**
 * Takes a dump that was made elsewhere into the backups of an environment: a copy with a manifest made of what it tells. Its rows are
 * counted by reading it whole. One that Strata has exported keeps its own manifest. Throws `backup_unusable`, `backup_damaged`,
 * `client_missing`, `already_exists`, `disk_full`, `cancelled`.
 */
export async function importDump(engine: Engine, environment: Environment, options: ImportOptions): Promise<Manifest> {
  const folder = backupFolder(engine, environment)
  const startedAt = new Date()
  try {
    const kind = await dumpKind(options.file)
    if (kind === 'missing') throw unusable(options.file, 'there is no such file or folder')
    await clearPartials(folder)
    const bytes = (await archiveBytes(options.file)) ?? 0
    if ((await freeBytes(folder)) < bytes) throw new AppError('disk_full', { what: `the backup in ${folder}` }, { state })
    const adopted = await adoptExported(engine, environment, folder, options)
    if (adopted) return adopted
    return await takeIn({ engine, environment, folder, startedAt, kind: refuseKind(kind, options.file), bytes, ...options })
  } catch (thrown) {
    const frame = { signal: options.signal, user: environment.connection.user, what: `the backup in ${folder}`, state }
    throw asBackupError(thrown, { ...frame, other: (problem, more) => new AppError('backup_unusable', { file: options.file, problem }, more) })
  }
}

type Usable = Exclude<DumpKind, 'missing' | 'folder' | 'age'>

function refuseKind(kind: DumpKind, file: string): Usable {
  if (kind === 'folder') throw unusable(file, 'the folder has no toc.dat and is no dump in the directory format')
  if (kind === 'age') throw unusable(file, 'it is encrypted and its manifest is not beside it; decrypt it first, with age')
  return kind as Usable
}

interface Importing extends ImportOptions {
  engine: Engine
  environment: Environment
  folder: string
  startedAt: Date
  kind: Usable
  bytes: number
}

async function takeIn(importing: Importing): Promise<Manifest> {
  const { environment, folder, kind, file, startedAt } = importing
  const { mtime } = await stat(file)
  const partial = await PartialArchive.create(folder, newBackupId(environment.connection.database, null, startedAt), kind === 'directory' ? 'folder' : 'file')
  const disk = watchDisk(folder, `the backup in ${folder}`, state)
  const watched = { ...importing, signal: AbortSignal.any([importing.signal, disk.signal]) }
  try {
    await copyIn(watched, partial.file)
    const { contents, database, madeAt } = await inspect(watched, partial.file)
    const manifest = await describe(watched, partial.file, { contents, database: database ?? environment.connection.database, at: madeAt ?? mtime })
    await publishArchive(manifest, { archive: partial.file })
    return manifest
  } catch (thrown) {
    throw disk.signal.aborted && !importing.signal.aborted ? disk.signal.reason : thrown
  } finally {
    disk.stop()
    await partial.discard()
  }
}

/** The copy is what is looked at and kept: the file may be changed meanwhile. */
async function copyIn({ kind, file, bytes, signal, progress }: Importing, to: string): Promise<void> {
  const tell = paced(progress)
  const onBytes = (done: number) => tell({ label: 'Copying the dump', done, total: bytes, unit: 'bytes' })
  if (kind === 'gzip') await unzip(file, to, signal, onBytes)
  else await copyArchive(file, to, signal, onBytes)
}

async function unzip(file: string, to: string, signal: AbortSignal, onBytes: (done: number) => void): Promise<void> {
  const source = createReadStream(file)
  let done = 0
  source.on('data', (chunk) => onBytes((done += chunk.length)))
  await pipeline(source, createGunzip(), createWriteStream(to, { mode: 0o600 }), { signal }).catch((thrown: NodeJS.ErrnoException) => {
    throw thrown.code?.startsWith('Z_') ? unusable(file, `it cannot be decompressed: ${thrown.message}`) : thrown
  })
}

interface Inspected {
  contents: DumpContents
  database?: string | undefined
  madeAt?: Date | undefined
}

async function inspect({ kind, file, signal, progress, log }: Importing, copy: string): Promise<Inspected> {
  const total = (await archiveBytes(copy)) ?? 0
  const tell = paced(progress)
  progress({ label: 'Counting the rows of the dump', done: 0, total, unit: 'bytes' })
  if (kind !== 'plain' && kind !== 'gzip') return readArchive(copy, { signal, log, name: file })
  const source = createReadStream(copy, { highWaterMark: 1024 * 1024, signal })
  let done = 0
  source.on('data', (chunk) => tell({ label: 'Counting the rows of the dump', done: (done += chunk.length), total, unit: 'bytes' }))
  return { contents: await inspectPlainDump(source, file) }
}

interface Described {
  contents: DumpContents
  database: string
  at: Date
}

async function describe({ engine, environment, folder, startedAt, kind, file, reason, signal, progress }: Importing, copy: string, { contents, database, at }: Described): Promise<Manifest> {
  progress({ label: 'Computing the checksum' })
  const id = newBackupId(database, null, at)
  const format = kind === 'gzip' ? 'plain' : kind
  const { serverVersion = '', clientVersion = '', content, tables, extensions, largeObjects } = contents
  return {
    id, env: environment.name, envId: environment.id, envClass: environment.class, database, createdAt: at.toISOString(), by: `${engine.actor.user}@${engine.actor.host}`, reason, trigger: 'imported',
    file: join(folder, `${id}.${{ custom: 'dump', directory: 'dir', tar: 'tar', plain: 'sql' }[format]}`), bytes: (await archiveBytes(copy)) ?? 0, sha256: await archiveSum(copy, signal),
    serverVersion, serverMajor: Number.parseInt(serverVersion, 10), clientVersion, migrationVersion: null, tables, extensions, ms: Date.now() - startedAt.getTime(), format,
    ...(content !== 'all' && { scope: { content, schemas: [], tables: [] } }), largeObjects,
    notes: [`Imported from ${basename(file)}: rows were counted in the dump, sizes are those of its text.`, 'Which migrations were applied is not known from a dump made elsewhere.'],
  }
}
