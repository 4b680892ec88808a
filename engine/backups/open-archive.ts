import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { clearPartials, PartialArchive } from './backup-folder.ts'
import { freeBytes } from './disk-space.ts'
import { watchDisk } from './disk-watch.ts'
import { decryptFolder, decryptTo } from './encryption/age-files.ts'
import { identitiesOf } from './encryption/backup-key.ts'
import type { StoredBackup } from './manifests.ts'
import { paced } from './paced.ts'

/** An archive that pg_restore can read. */
export interface OpenArchive {
  /** The file, or of the directory format the folder. */
  readonly path: string
  /** Removes what was made for reading. */
  dispose(): Promise<void>
}

type Opening = Pick<JobContext, 'signal' | 'progress'>

/** Where archives are decrypted to: beside nothing that others look into. */
export function openFolder({ info }: Pick<Engine, 'info'>): string {
  return join(info.dataFolder, 'open')
}

/**
 * Every reader of an archive goes through here: an encrypted one is decrypted into a private file or folder for as long as it is read;
 * what a killed process has left there goes at the next opening. Throws `backup_locked`, `disk_full`, `backup_damaged`.
 */
export async function openArchive(engine: Engine, { manifest }: Pick<StoredBackup, 'manifest'>, job: Opening): Promise<OpenArchive> {
  if (!manifest.encryption) return { path: manifest.file, dispose: async () => {} }
  const identities = await identitiesOf(engine.vault)
  if (identities.length === 0) throw new AppError('backup_locked', { backup: manifest.id })
  const folder = openFolder(engine)
  await clearPartials(folder)
  const what = `the decrypted archive in ${folder}`
  if ((await freeBytes(folder)) < manifest.bytes) throw new AppError('disk_full', { what })
  const partial = await PartialArchive.create(folder, `${manifest.id}-${randomBytes(4).toString('hex')}`, manifest.format === 'directory' ? 'folder' : 'file')
  const disk = watchDisk(folder, what, 'Nothing was changed.')
  const tell = paced(job.progress)
  const onBytes = (done: number) => tell({ label: 'Decrypting the archive', done, total: manifest.bytes, unit: 'bytes' })
  try {
    const decrypt = manifest.format === 'directory' ? decryptFolder : decryptTo
    await decrypt(manifest.file, partial.file, identities, { signal: AbortSignal.any([job.signal, disk.signal]), onBytes })
    return { path: partial.file, dispose: () => partial.discard() }
  } catch (thrown) {
    await partial.discard()
    if (disk.signal.aborted) throw disk.signal.reason
    throw openingError(manifest.id, thrown, job.signal)
  } finally {
    disk.stop()
  }
}

function openingError(backup: string, thrown: unknown, signal: AbortSignal): unknown {
  if (signal.aborted || thrown instanceof AppError) return thrown
  const { message, code } = thrown as NodeJS.ErrnoException
  if (code !== undefined) return thrown
  if (/no identity matched/i.test(message)) return new AppError('backup_locked', { backup })
  return new AppError('backup_damaged', { backup, problem: `it cannot be decrypted: ${message}` }, { cause: thrown })
}
