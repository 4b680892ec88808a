import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { ExportResult } from '#shared/contract/backups-making.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { archiveBytes, archiveSum, copyArchive } from './archive-files.ts'
import { asBackupError } from './backup-errors.ts'
import { PartialArchive } from './backup-folder.ts'
import { freeBytes } from './disk-space.ts'
import { watchDisk } from './disk-watch.ts'
import { decryptTo } from './encryption/age-files.ts'
import { identitiesOf } from './encryption/backup-key.ts'
import { sha256 } from './files.ts'
import { globalsFile, type StoredBackup } from './manifests.ts'
import { openArchive } from './open-archive.ts'
import { paced } from './paced.ts'
import { publishArchive } from './publish-archive.ts'

export interface ExportOptions extends Pick<JobContext, 'signal' | 'progress'> {
  folder: string
  decrypt: boolean
}

const state = 'Nothing was left in the folder; the backup stays as it is.'

/**
 * Copies a backup with its manifest and the roles beside it, and compares the copy's SHA-256 with the manifest. What was decrypted has a
 * manifest of its own. Throws `not_found`, `already_exists`, `backup_damaged`, `backup_locked`, `disk_full`, `cancelled`.
 */
export async function exportBackup(engine: Engine, stored: StoredBackup, options: ExportOptions): Promise<ExportResult> {
  const { manifest } = stored
  const { folder, signal } = options
  const what = `the copy in ${folder}`
  try {
    const target = plainly(manifest, options)
    await checkTarget(folder, target)
    const opened = target.encryption === manifest.encryption ? undefined : await openArchive(engine, stored, options)
    const disk = watchDisk(folder, what, state)
    try {
      const watched = { ...options, signal: AbortSignal.any([signal, disk.signal]) }
      return await copyAll(engine, manifest, { ...watched, source: opened?.path ?? manifest.file, target })
    } catch (thrown) {
      throw disk.signal.aborted && !signal.aborted ? disk.signal.reason : thrown
    } finally {
      disk.stop()
      await opened?.dispose()
    }
  } catch (thrown) {
    throw asBackupError(thrown, { signal, user: '', what, state, other: (problem, more) => new AppError('backup_unusable', { file: manifest.file, problem }, more) })
  }
}

/** The manifest as it is in the folder, with the sums of before. */
function plainly(manifest: Manifest, { folder, decrypt }: ExportOptions): Manifest {
  const plain = decrypt && manifest.encryption !== undefined
  const place = (file: string) => join(folder, plain ? basename(file).replace(/\.age$/, '') : basename(file))
  const { encryption, ...rest } = manifest
  const moved = { ...rest, file: place(manifest.file), ...(manifest.globals && { globals: { ...manifest.globals, file: place(manifest.globals.file) } }) }
  return plain || !encryption ? moved : { ...moved, encryption }
}

async function checkTarget(folder: string, { file, id, bytes, globals }: Manifest): Promise<void> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new AppError('not_found', { what: 'folder', name: folder })
  const taken = [file, join(folder, `${id}.json`), ...(globals ? [globals.file] : [])].find((path) => existsSync(path))
  if (taken !== undefined) throw new AppError('already_exists', { what: 'File', name: taken })
  if ((await freeBytes(folder)) < bytes) throw new AppError('disk_full', { what: `the copy in ${folder}` }, { state })
}

interface Copying extends ExportOptions {
  source: string
  target: Manifest
}

async function copyAll(engine: Engine, manifest: Manifest, { folder, source, target, signal, progress }: Copying): Promise<ExportResult> {
  const archive = await PartialArchive.create(folder, manifest.id, manifest.format === 'directory' ? 'folder' : 'file')
  const globals = manifest.globals && (await PartialArchive.create(folder, `${manifest.id}.globals`))
  const total = (await archiveBytes(source)) ?? 0
  const tell = paced(progress)
  try {
    await copyArchive(source, archive.file, signal, (done) => tell({ label: 'Copying the backup', done, total, unit: 'bytes' }))
    const sum = await archiveSum(archive.file, signal, (done) => tell({ label: 'Checking the copy', done, total, unit: 'bytes' }))
    const isSame = target.encryption !== undefined || manifest.encryption === undefined
    if (isSame && sum !== manifest.sha256) throw new AppError('backup_damaged', { backup: manifest.id, problem: 'the SHA-256 of the archive is not the one in the manifest' }, { state })
    const roles = globals && (await copyGlobals(engine, manifest, globals.file, { signal, isSame }))
    const complete = { ...target, bytes: total, sha256: sum, ...(target.globals && roles && { globals: { ...target.globals, ...roles } }) }
    signal.throwIfAborted()
    await publishArchive(complete, { archive: archive.file, globals: globals?.file })
    return { backup: manifest.id, folder, files: [complete.file, ...(complete.globals ? [complete.globals.file] : []), join(folder, `${manifest.id}.json`)], bytes: total, sha256: sum, encrypted: complete.encryption !== undefined }
  } finally {
    await archive.discard()
    await globals?.discard()
  }
}

async function copyGlobals(engine: Engine, manifest: Manifest, to: string, { signal, isSame }: { signal: AbortSignal; isSame: boolean }): Promise<{ bytes: number; sha256: string } | undefined> {
  if (!manifest.globals) return undefined
  const from = globalsFile(manifest.file, manifest.globals)
  const before = await sha256(from, signal)
  if (before !== manifest.globals.sha256) throw new AppError('backup_damaged', { backup: manifest.id, problem: 'the file with the roles is not the one in the manifest' }, { state })
  if (isSame) await copyArchive(from, to, signal)
  else await decryptTo(from, to, await identitiesOf(engine.vault), { signal })
  return { bytes: (await archiveBytes(to)) ?? 0, sha256: await sha256(to, signal) }
}
