import { posix, win32 } from 'node:path'

export interface Machine {
  platform: NodeJS.Platform
  /** Environment variables; of them PATH, STRATA_PG_BIN and the program folders of Windows are read. */
  variables: Readonly<Record<string, string | undefined>>
  /** Names in a folder; empty when there is no such folder. */
  list(folder: string): string[]
}

/** Where installers put the client programs: `*` stands for one folder name. */
const usualFolders: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/lib/postgresql/*/bin', '/usr/pgsql-*/bin', '/usr/lib/postgresql*/bin', '/usr/libexec/postgresql*', '/opt/postgresql/*/bin', '/home/linuxbrew/.linuxbrew/opt/libpq/bin', '/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin'],
  darwin: [
    '/opt/homebrew/opt/libpq/bin', '/opt/homebrew/opt/postgresql@*/bin', '/usr/local/opt/libpq/bin', '/usr/local/opt/postgresql@*/bin',
    '/Applications/Postgres.app/Contents/Versions/*/bin', '/Library/PostgreSQL/*/bin', '/opt/local/lib/postgresql*/bin',
  ],
  win32: ['{ProgramFiles}\\PostgreSQL\\*\\bin', '{ProgramFiles}\\PostgreSQL\\*\\pgAdmin 4\\runtime', '{ProgramFiles(x86)}\\PostgreSQL\\*\\bin', '{LOCALAPPDATA}\\Programs\\PostgreSQL\\*\\bin'],
}

/**
 * Folders that may hold pg_dump and pg_restore, without doubles. STRATA_PG_BIN names them outright, in the form of PATH:
 * then nothing else is looked at.
 */
export function candidateFolders(machine: Machine): string[] {
  const { platform, variables } = machine
  const chosen = pathList(platform, variables.STRATA_PG_BIN)
  if (chosen.length > 0) return chosen
  const usual = (usualFolders[platform] ?? usualFolders.linux ?? []).flatMap((pattern) => expand(pattern, machine))
  return [...new Set([...pathList(platform, variables.PATH ?? variables.Path), ...usual])]
}

function pathList(platform: NodeJS.Platform, text = ''): string[] {
  return text.split(platform === 'win32' ? win32.delimiter : posix.delimiter).filter((folder) => folder !== '')
}

function expand(pattern: string, { platform, variables, list }: Machine): string[] {
  const separator = platform === 'win32' ? win32.sep : posix.sep
  if (/\{(.+?)\}/.exec(pattern)?.slice(1).some((name) => !variables[name])) return []
  const parts = pattern.replace(/\{(.+?)\}/g, (_whole, name: string) => variables[name] ?? '').split(separator)
  const star = parts.findIndex((part) => part.includes('*'))
  if (star < 0) return [parts.join(separator)]
  const [before = '', after = ''] = (parts[star] ?? '').split('*')
  const parent = parts.slice(0, star).join(separator)
  const names = list(parent).filter((name) => name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after))
  return names.map((name) => [parent, name, ...parts.slice(star + 1)].join(separator))
}
