import type { Manifest } from '#shared/contract/backups.ts'
import { removeArchive, settleArchive } from './archive-files.ts'
import { contentsFile, schemaFile } from './beside.ts'
import { settleFile } from './files.ts'
import { PendingManifest } from './pending-manifest.ts'

interface Made {
  archive: string
  globals?: string | undefined
  /** Writes what a rehearsal compares beside the counts. */
  beside?(): Promise<void>
}

/** Gives what was made its names. The manifest gets its own last: without it there is no backup. What has its name already goes again when it cannot be written. */
export async function publishArchive(manifest: Manifest, made: Made): Promise<void> {
  const pending = await PendingManifest.write(manifest)
  try {
    if (made.globals !== undefined && manifest.globals) await settleFile(made.globals, manifest.globals.file)
    await made.beside?.()
    await settleArchive(made.archive, manifest.file)
    await pending.publish()
  } catch (thrown) {
    for (const file of [manifest.file, contentsFile(manifest), schemaFile(manifest)]) await removeArchive(file)
    if (manifest.globals) await removeArchive(manifest.globals.file)
    throw thrown
  } finally {
    await pending.discard()
  }
}
