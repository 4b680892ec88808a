import { execFile } from 'node:child_process'
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { ClientTool } from '#shared/contract/backups.ts'
import { candidateFolders } from './client-folders.ts'

const run = promisify(execFile)

/** Versions by program file and its time of change: a program is asked once. */
const versions = new Map<string, Promise<string | undefined>>()

export function programName(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name
}

/** Every folder here with both pg_dump and pg_restore, the newest version first. STRATA_PG_BIN names the only folder to look at. */
export async function findClientTools(): Promise<ClientTool[]> {
  const chosen = Boolean(process.env.STRATA_PG_BIN)
  const folders = candidateFolders({ platform: process.platform, variables: process.env, list: namesIn })
  const all = chosen ? folders : [...folders, ...(await folderOfPgConfig(folders))]
  const real = [...new Set(all.map(realFolder).filter((folder) => folder !== undefined))]
  const tools = await Promise.all(real.map(readTool))
  return tools.filter((tool) => tool !== undefined).toSorted((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }))
}

export interface FittingClient {
  client: ClientTool
  /** Said when the client is newer than the server. */
  warning?: string
}

/**
 * The client to use with a server: pg_dump refuses a server newer than itself, and an archive of a newer pg_dump needs a
 * pg_restore of that version; so the same major version first, then the nearest newer one, never an older one.
 */
export function fittingClient(tools: readonly ClientTool[], serverMajor: number): FittingClient | undefined {
  const usable = tools.filter(({ major }) => major >= serverMajor)
  const nearest = Math.min(...usable.map(({ major }) => major))
  const client = usable.find(({ major }) => major === nearest)
  if (!client) return undefined
  if (client.major === serverMajor) return { client }
  const { major } = client
  return { client, warning: `pg_dump ${major} is newer than the server (${serverMajor}): the archive needs pg_restore ${major} or later, and cannot be relied on for a server older than ${major}.` }
}

/** The pg_restore for an archive: as new as the pg_dump that wrote it or newer; then the server's own version, or the nearest to the archive's. */
export function restoringClient(tools: readonly ClientTool[], archiveMajor: number, serverMajor: number): ClientTool | undefined {
  const usable = tools.filter(({ major }) => major >= archiveMajor)
  return usable.find(({ major }) => major === serverMajor) ?? usable.toSorted((a, b) => a.major - b.major)[0]
}

/** What to do to get the client programs, in words for a person on that platform. */
export function installHint(platform: NodeJS.Platform, major: number): string {
  const then = 'Programs in another folder are found with the setting STRATA_PG_BIN.'
  switch (platform) {
    case 'darwin':
      return `Install them with Homebrew: brew install postgresql@${major}. ${then}`
    case 'win32':
      return `Install PostgreSQL ${major} or later with the installer from postgresql.org/download/windows; "Command Line Tools" alone is enough. ${then}`
    default:
      return `Debian and Ubuntu: sudo apt install postgresql-client-${major} (from apt.postgresql.org where the distribution does not have it). Fedora and Red Hat: sudo dnf install postgresql${major}. ${then}`
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The folder where the programs really lie. Debian's wrapper in /usr/bin chooses a version by itself, so it is no client of a known version. */
function realFolder(folder: string): string | undefined {
  try {
    const [dump, restore] = ['pg_dump', 'pg_restore'].map((name) => realpathSync(join(folder, programName(name))))
    if (!dump || !restore || basename(dump) === 'pg_wrapper') return undefined
    return dirname(dump) === dirname(restore) ? dirname(dump) : folder
  } catch {
    return undefined
  }
}

async function folderOfPgConfig(folders: readonly string[]): Promise<string[]> {
  const found = folders.map((folder) => join(folder, programName('pg_config'))).filter((file) => existsSync(file))
  const outputs = await Promise.all(found.map((file) => output(file, '--bindir')))
  return outputs.filter((folder) => folder !== undefined)
}

async function readTool(folder: string): Promise<ClientTool | undefined> {
  const file = join(folder, programName('pg_dump'))
  const key = `${file} ${statSync(file).mtimeMs}`
  const asked = versions.get(key) ?? output(file, '--version')
  versions.set(key, asked)
  const version = /(\d+(?:\.\d+)*)/.exec((await asked) ?? '')?.[1]
  if (version === undefined) versions.delete(key)
  return version === undefined ? undefined : { folder, version, major: Number.parseInt(version, 10) }
}

async function output(file: string, argument: string): Promise<string | undefined> {
  try {
    return (await run(file, [argument], { timeout: 10_000, windowsHide: true })).stdout.trim()
  } catch {
    return undefined
  }
}
