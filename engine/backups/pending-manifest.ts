import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { manifestSchema, type Manifest } from '#shared/contract/backups.ts'
import { archiveBytes } from './archive-files.ts'
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
    await writeFile(file, manifestText(manifest), { mode: 0o600, flush: true })
    return new PendingManifest(file, name)
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

/** Without its archive it is nothing, and the roles that were to lie beside it are nothing either. */
async function complete(folder: string, file: string, { id, file: archive, bytes, globals }: Manifest): Promise<boolean> {
  const there = (await archiveBytes(join(folder, basename(archive)))) === bytes
  if (there) await rename(file, join(folder, `${id}.json`))
  else if (globals) await rm(join(folder, `${id}.globals.sql`), { force: true })
  return there
}
