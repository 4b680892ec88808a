import { AppError } from '#shared/contract/app-error.ts'
import { archiveBytes, archiveSum } from './archive-files.ts'
import { addFindings, type StoredBackup } from './manifests.ts'
import { paced } from './paced.ts'
import type { RestoreOptions } from './restore-run.ts'

export const untouched = 'Nothing was changed.'

/** Reads the whole archive and compares its checksum with the manifest; what is found is remembered. Throws `backup_damaged`. */
export async function checkArchive(stored: StoredBackup, { signal, progress }: Pick<RestoreOptions, 'signal' | 'progress'>): Promise<void> {
  const { manifest } = stored
  const bytes = await archiveBytes(manifest.file)
  if (bytes === undefined) throw damaged(manifest.id, `its archive ${manifest.file} is missing`)
  progress({ label: 'Checking the archive', done: 0, total: bytes, unit: 'bytes' })
  if (bytes !== manifest.bytes) throw damaged(manifest.id, `the archive has ${bytes} bytes and should have ${manifest.bytes}`)
  const tell = paced(progress)
  const found = await archiveSum(manifest.file, signal, (done) => tell({ label: 'Checking the archive', done, total: bytes, unit: 'bytes' }))
  const isDamaged = found !== manifest.sha256
  if (isDamaged !== stored.findings.damaged) await addFindings(stored, (findings) => ({ ...findings, damaged: isDamaged }))
  if (isDamaged) throw damaged(manifest.id, 'the SHA-256 of the archive is not the one in the manifest')
}

function damaged(backup: string, problem: string): AppError {
  return new AppError('backup_damaged', { backup, problem }, { state: untouched })
}

/** An older server may not understand what a newer one wrote. */
export function refuseNewer(backup: string, from: number, to: number): void {
  if (from > to) throw new AppError('backup_newer', { backup, from, to }, { state: untouched })
}

/** A new database has no tables that its rows could go into. Throws `backup_unusable`. */
export function refuseDataOnly({ manifest }: Pick<StoredBackup, 'manifest'>): void {
  if (manifest.scope?.content !== 'data') return
  const help = 'Restore chosen tables from it into the database that has them, or choose a backup that has the definitions.'
  throw new AppError('backup_unusable', { file: manifest.id, problem: 'it has rows without definitions, and a new database has no tables for them' }, { state: untouched, help })
}

/** What holds a part of a database cannot take the place of the whole. Throws `backup_unusable`. */
export function refusePart({ manifest }: Pick<StoredBackup, 'manifest'>): void {
  if (!manifest.scope) return
  const help = 'Restore chosen tables from it into the database that is there, or restore it into a new database.'
  throw new AppError('backup_unusable', { file: manifest.id, problem: 'it holds only a part of a database, and what it lacks would be missing' }, { state: untouched, help })
}
