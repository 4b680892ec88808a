import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { manifestSchema, type Manifest } from '#shared/contract/backups.ts'
import { archiveBytes } from './archive-files.ts'
import { contentsFile, schemaFile } from './beside.ts'
import { settleFile } from './files.ts'
import { manifestText, readJson } from './manifests.ts'
import { beingWritten, isAbandoned, partialName } from './process-mark.ts'

/**
 * The manifest of an archive that has not got its name yet. It is on the disk before the archive is named and named after it, so that a process
 * killed between the two leaves a backup that can be completed, not an archive that nobody knows.
 */
export class PendingManifest {
  readonly #file: string
  readonly #name: string

  private constructor(file: string, name: string) {
    this.#file = file
    this.#name = name
  }

  static async write(manifest: Manifest): Promise<PendingManifest> {
    const name = join(dirname(manifest.file), `${manifest.id}.json`)
    const file = partialName(name)
    beingWritten.add(file)
    const pending = new PendingManifest(file, name)
    try {
      await writeFile(file, manifestText(manifest), { mode: 0o600, flush: true })
      return pending
    } catch (thrown) {
      await pending.discard()
      throw thrown
    }
  }

  async publish(): Promise<void> {
    await settleFile(this.#file, this.#name)
  }

  async discard(): Promise<void> {
    await rm(this.#file, { force: true })
    beingWritten.delete(this.#file)
  }
}

/** Names the manifests whose archive is there and whose process is gone; gives the ids of those backups. */
export async function completePending(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const completed: string[] = []
  for (const name of names) {
    const id = /^(.+)\.json\.[^.]+\.partial$/.exec(name)?.[1]
    const file = join(folder, name)
    if (id === undefined || !(await isAbandoned(file))) continue
    const read = manifestSchema.safeParse(await readJson(file))
    if (!read.success || read.data.id !== id) continue
    if (await complete(folder, file, read.data)) completed.push(id)
  }
  return completed
}

/** Without its archive it is nothing, and what was to lie beside it is nothing either. */
async function complete(folder: string, file: string, manifest: Manifest): Promise<boolean> {
  const archive = join(folder, basename(manifest.file))
  const there = (await archiveBytes(archive)) === manifest.bytes
  if (there) await rename(file, join(folder, `${manifest.id}.json`))
  else await removeBeside({ ...manifest, file: archive })
  return there
}

async function removeBeside(manifest: Manifest): Promise<void> {
  const globals = manifest.globals ? [join(dirname(manifest.file), basename(manifest.globals.file))] : []
  for (const beside of [contentsFile(manifest), schemaFile(manifest), ...globals]) await rm(beside, { force: true })
}
