import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { connectionSchema, type Connection, type Environment } from '#shared/contract/environments.ts'
import type { Found } from '../../addresses/checked-lookup.ts'
import type { Vault } from '../../engine.ts'
import type { Parameters } from './connection-uri.ts'
import { readPasswordFile } from './password-file.ts'
import { readService } from './service-file.ts'

/** Where a session really goes, once the service file and the places for passwords have been asked. */
export interface Target extends Connection {
  password?: string
  passwordFrom: 'vault' | 'service' | 'password_file' | 'none'
  notes: string[]
  /** Addresses of the host, where they were checked. */
  found?: readonly Found[]
}

/** Settings of the environment, then of its service, and the password from the vault, the service or .pgpass, in this order. */
export async function resolveTarget(vault: Pick<Vault, 'get'>, environment: Pick<Environment, 'id' | 'connection'>, database?: string): Promise<Target> {
  const service = environment.connection.service ? readService(environment.connection.service) : new Map<string, string>()
  const merged = withFiles(withService(environment.connection, service))
  const connection = { ...merged, host: merged.host || 'localhost', database: database ?? merged.database }
  const stored = (await vault.get(environment.id)) || undefined
  if (stored !== undefined) return { ...connection, password: stored, passwordFrom: 'vault', notes: [] }
  const fromService = service.get('password')
  if (fromService) return { ...connection, password: fromService, passwordFrom: 'service', notes: [] }
  const { password, note } = readPasswordFile(connection, service.get('passfile'))
  const notes = note === undefined ? [] : [note]
  return password === undefined ? { ...connection, passwordFrom: 'none', notes } : { ...connection, password, passwordFrom: 'password_file', notes }
}

/** A form fills its fields with the defaults, so a default beside a service counts as not given. */
function withService(connection: Connection, service: Parameters): Connection {
  if (service.size === 0) return connection
  const defaults = { host: 'localhost', port: 5432, sslmode: 'prefer' } as const
  const given = Object.entries(connection).filter(([name, value]) => value !== undefined && value !== '' && value !== defaults[name as keyof typeof defaults])
  return connectionSchema.parse({ ...serviceConnection(service), ...Object.fromEntries(given) })
}

/** Settings of a service by the names of the contract; what is not set is absent. */
export function serviceConnection(service: Parameters): Record<string, string> {
  const values = {
    host: service.get('host') ?? service.get('hostaddr'),
    port: service.get('port'),
    database: service.get('dbname'),
    user: service.get('user'),
    sslmode: service.get('sslmode'),
    sslrootcert: service.get('sslrootcert'),
    sslcert: service.get('sslcert'),
    sslkey: service.get('sslkey'),
  }
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** libpq's places for certificates, where nothing else is said; `~` stands for the home folder, as people write it. */
function withFiles(connection: Connection): Connection {
  const folder = process.platform === 'win32' ? join(process.env.APPDATA ?? homedir(), 'postgresql') : join(homedir(), '.postgresql')
  const usual = (name: string) => (existsSync(join(folder, name)) ? join(folder, name) : undefined)
  const path = (given: string | undefined) => given?.replace(/^~(?=[/\\])/, homedir())
  const sslcert = path(connection.sslcert) ?? usual('postgresql.crt')
  // As libpq has it: with the system's authorities anything less than a full check would be worth nothing.
  const sslmode = connection.sslrootcert === 'system' ? 'verify-full' : connection.sslmode
  return {
    ...connection,
    sslmode,
    sslrootcert: path(connection.sslrootcert) ?? (sslmode.startsWith('verify') ? usual('root.crt') : undefined),
    sslcert,
    sslkey: path(connection.sslkey) ?? (sslcert ? usual('postgresql.key') : undefined),
  }
}
