import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { removeArchive } from './archive-files.ts'
import { beingWritten, isAbandoned, partialName } from './process-mark.ts'

/** Where the backups of an environment are kept: its own folder, or one below Strata's data folder that outlives the environment. */
export function backupFolder(engine: Pick<Engine, 'info'>, environment: Environment): string {
  return environment.backupFolder || join(engine.info.dataFolder, 'backups', environment.id)
}

/** Such as `shop_v12_20261122T193000Z_ab12`: sorts by time within one version and is fit for every file system. */
export function newBackupId(database: string, version: string | null, at: Date): string {
  const name = database.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '').slice(0, 60) || 'database'
  const stamp = at.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
  return [name, ...(version === null ? [] : [`v${version}`]), stamp, randomBytes(2).toString('hex')].join('_')
}

/** An archive under a name that no list takes for a backup; it names the process that writes it. */
export class PartialArchive {
  readonly file: string

  private constructor(file: string) {
    this.file = file
  }

  /** Makes the folder and in it the empty file or folder, for this user's eyes only. */
  static async create(folder: string, id: string, kind: 'file' | 'folder' = 'file'): Promise<PartialArchive> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const partial = new PartialArchive(join(folder, partialName(id)))
    if (kind === 'folder') await mkdir(partial.file, { mode: 0o700 })
    else await (await open(partial.file, 'wx', 0o600)).close()
    beingWritten.add(partial.file)
    return partial
  }

  /** Forgets the archive, and deletes it if it is still there. */
  async discard(): Promise<void> {
    await removeArchive(this.file)
    beingWritten.delete(this.file)
  }
}

/** Deletes what processes that are gone have left behind; gives the names. */
export async function clearPartials(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const stale: string[] = []
  for (const name of names.filter((file) => file.endsWith('.partial'))) {
    const file = join(folder, name)
    if (!(await isAbandoned(file))) continue
    await removeArchive(file)
    stale.push(name)
  }
  return stale
}
