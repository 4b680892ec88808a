import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface PasswordQuestion {
  host: string
  port: number
  database: string
  user: string
}

export interface PasswordAnswer {
  password?: string
  /** Why the file was not used although it is there. */
  note?: string
}

/** Looks into .pgpass as libpq does (PostgreSQL manual, "The Password File"). */
export function readPasswordFile(question: PasswordQuestion, file = passwordFile()): PasswordAnswer {
  try {
    const status = statSync(file)
    if (!status.isFile()) return { note: `${file} is not a plain file and is not used.` }
    if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) return { note: `${file} is not used, because others may read it. Take their rights away: chmod 600 ${file}` }
    const password = findPassword(readFileSync(file, 'utf8'), question)
    return password === undefined ? {} : { password }
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return {}
    return { note: `${file} cannot be read.` }
  }
}

export function passwordFile(variables: NodeJS.ProcessEnv = process.env): string {
  if (variables.PGPASSFILE) return variables.PGPASSFILE
  return process.platform === 'win32' ? join(variables.APPDATA ?? homedir(), 'postgresql', 'pgpass.conf') : join(variables.HOME || homedir(), '.pgpass')
}

/** The first line `host:port:database:user:password` that fits; `*` fits all, and a backslash takes the next character as it is. */
export function findPassword(text: string, { host, port, database, user }: PasswordQuestion): string | undefined {
  const wanted = [host.startsWith('/') ? 'localhost' : host, String(port), database, user]
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const fields = splitLine(line)
    const password = fields[4]
    if (!password || !wanted.every((value, index) => fields[index] === '*' || unescape(fields[index] ?? '') === value)) continue
    return unescape(password)
  }
  return undefined
}

/** Five fields with their backslashes; a colon in the password needs no escape. */
function splitLine(line: string): string[] {
  const [, ...fields] = /^((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):(.*)$/.exec(line) ?? []
  return fields
}

function unescape(field: string): string {
  return field.replace(/\\(.)/g, '$1')
}
