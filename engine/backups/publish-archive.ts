import type { Manifest } from '#shared/contract/backups.ts'
import { removeArchive, settleArchive } from './archive-files.ts'
import { settleFile } from './files.ts'
import { writeManifest } from './manifests.ts'

/** Gives what was made its names. The manifest comes last: without it there is no backup, and what has its name already goes again. */
export async function publishArchive(manifest: Manifest, made: { archive: string; globals?: string | undefined }): Promise<void> {
  try {
    if (made.globals !== undefined && manifest.globals) await settleFile(made.globals, manifest.globals.file)
    await settleArchive(made.archive, manifest.file)
    await writeManifest(manifest)
  } catch (thrown) {
    await removeArchive(manifest.file)
    if (manifest.globals) await removeArchive(manifest.globals.file)
    throw thrown
  }
}
