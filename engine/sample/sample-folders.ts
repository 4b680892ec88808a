import { createHash } from 'node:crypto'
import { lstatSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { makeServerFolder } from '../postgres/local-server.ts'

export interface SampleFolders {
  /** What belongs to the person: the copy of the migrations, backups, notes. */
  home: string
  migrations: string
  backups: string
  /** What belongs to the server, and its user. */
  server: string
}

/**
 * PostgreSQL refuses to run as root, so that root's sample runs as nobody. Nobody cannot enter root's home, where the
 * data folder lies: then the server lives below /var/tmp, which survives a restart of the machine.
 */
export function sampleFolders(dataFolder: string, asRoot = process.getuid?.() === 0): SampleFolders {
  const home = join(resolve(dataFolder), 'sample')
  const server = asRoot ? join('/var/tmp', `strata-sample-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`) : join(home, 'server')
  return { home, migrations: join(home, 'migrations'), backups: join(home, 'backups'), server }
}

/** In a place open to all, a folder or link may lie in wait that belongs to somebody else. */
export function makeOwnServerFolder(folder: string): void {
  makeServerFolder(folder)
  const { uid } = lstatSync(folder)
  const mine = process.getuid?.()
  if (!lstatSync(folder).isDirectory() || (mine !== undefined && mine !== 0 && uid !== mine)) {
    throw new AppError('sample_unavailable', { problem: `${folder} belongs to somebody else` }, { help: 'Start with another folder in STRATA_HOME.' })
  }
}
