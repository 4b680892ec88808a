import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { Parameters } from './connection-uri.ts'

/**
 * Settings of one entry of pg_service.conf, looked up where libpq looks (PostgreSQL manual, "The Connection Service File"); throws
 * `bad_request` when there is none.
 */
export function readService(name: string, variables: NodeJS.ProcessEnv = process.env): Parameters {
  const files = serviceFiles(variables).filter((file) => existsSync(file))
  for (const file of files) {
    const found = parseServiceFile(readFileSync(file, 'utf8'), name)
    if (found) return found
  }
  const looked = files.length > 0 ? `it is not in ${files.join(' nor in ')}` : `there is no service file (${serviceFiles(variables).join(', ')})`
  throw new AppError('bad_request', { problem: `the service "${name}" is not defined: ${looked}` }, { where: { field: 'connection.service' }, help: 'Correct the name of the service, or add its entry to the service file.' })
}

function serviceFiles(variables: NodeJS.ProcessEnv): string[] {
  const own = variables.PGSERVICEFILE || (process.platform === 'win32' ? join(variables.APPDATA ?? homedir(), 'postgresql', '.pg_service.conf') : join(variables.HOME || homedir(), '.pg_service.conf'))
  const systemFolder = variables.PGSYSCONFDIR || (existsSync('/etc/postgresql-common') ? '/etc/postgresql-common' : undefined)
  return systemFolder ? [own, join(systemFolder, 'pg_service.conf')] : [own]
}

/** Not an INI file as others are: a value is the rest of its line, so that a password may hold quotes, `;` and `#`. */
export function parseServiceFile(text: string, name: string): Parameters | undefined {
  let found: Parameters | undefined
  for (const line of text.split(/\r?\n/).map((raw) => raw.trim())) {
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('[')) {
      if (found) return found
      if (line === `[${name}]`) found = new Map()
    } else if (found) {
      const equals = line.indexOf('=')
      const key = line.slice(0, equals).trim()
      // The first of two wins, as libpq has it.
      if (equals > 0 && !found.has(key)) found.set(key, line.slice(equals + 1).trimStart())
    }
  }
  return found
}
