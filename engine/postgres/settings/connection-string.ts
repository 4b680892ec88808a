import { connectionSchema, sslModeSchema, type Connection } from '#shared/contract/environments.ts'
import { badSettings } from './bad-settings.ts'
import { parseConnectionUri, type Parameters } from './connection-uri.ts'
import { parseKeywordString } from './keyword-string.ts'

export interface ParsedConnection {
  connection: Partial<Connection>
  password?: string
  /** What was read differently from how it was written, or not used. */
  notes: string[]
}

/** Reads a postgres:// URL, a JDBC URL or libpq's name=value form; throws `bad_request` whose words hold nothing of the text. */
export function parseConnectionString(text: string): ParsedConnection {
  const notes: string[] = []
  const bare = withoutWrapping(text)
  const parameters = isUri(bare) ? parseConnectionUri(plainUri(bare, notes)) : parseKeywordString(bare)
  return toConnection(parameters, notes)
}

/** People paste what stands in their shell or .env file: `psql "..."`, `export DATABASE_URL='...'`. */
function withoutWrapping(text: string): string {
  const value = text.trim().replace(/^psql\s+|^(?:export\s+)?[A-Z][A-Z0-9_]*=(?=["']?[a-z])/, '').trim()
  const [, , inside] = /^(["'])(.*)\1$/s.exec(value) ?? []
  return inside ?? value
}

function isUri(text: string): boolean {
  return /^(jdbc:)?postgres(ql)?(\+[a-z0-9]+)?:/i.test(text)
}

function plainUri(text: string, notes: string[]): string {
  const uri = text.replace(/^jdbc:/i, '')
  if (uri !== text) notes.push('This is a JDBC URL; parameters that only JDBC knows are not used.')
  if (!/^[a-z0-9+]+:\/\//i.test(uri)) throw badSettings('after postgresql: two slashes must follow, as in postgresql://host/database')
  return uri
}

const libpqNames = new Set(['host', 'hostaddr', 'port', 'dbname', 'user', 'password', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'service', 'ssl'])

function toConnection(parameters: Parameters, notes: string[]): ParsedConnection {
  const get = (name: string) => parameters.get(name) || undefined
  const connection: Partial<Connection> = {
    host: firstHost(get('host') ?? get('hostaddr'), notes),
    port: port(get('port')),
    database: get('dbname'),
    user: get('user'),
    sslmode: sslmode(parameters),
    sslrootcert: get('sslrootcert'),
    sslcert: get('sslcert'),
    sslkey: get('sslkey'),
    service: get('service'),
  }
  if (get('host') && get('hostaddr')) notes.push('hostaddr is not used: the host name is resolved at each connection.')
  const unused = [...parameters.keys()].filter((name) => !libpqNames.has(name))
  if (unused.length > 0) notes.push(`Not used: ${unused.map((name) => (/^[a-z_]{1,40}$/i.test(name) ? name : 'an unknown parameter')).join(', ')}.`)
  const password = get('password')
  return { connection: checked(connection), ...(password !== undefined && { password }), notes }
}

/** Trying several hosts in turn could migrate a database that nobody meant. */
function firstHost(list: string | undefined, notes: string[]): string | undefined {
  const [first, ...others] = list?.split(',') ?? []
  if (others.length > 0) notes.push(`${others.length + 1} hosts are given; the first is used. Add an environment for each of the others.`)
  return first || undefined
}

function port(list: string | undefined): number | undefined {
  const first = list?.split(',')[0]?.trim()
  if (!first) return undefined
  const value = /^\d{1,5}$/.test(first) ? Number(first) : 0
  if (value < 1 || value > 65_535) throw badSettings('the port is not a number from 1 to 65535; if the password holds : or / or @ or #, write it with % and two digits')
  return value
}

function sslmode(parameters: Parameters): Connection['sslmode'] | undefined {
  const given = parameters.get('sslmode') || undefined
  // libpq reads ssl=true as JDBC means it.
  if (given === undefined) return /^(true|1|)$/.test(parameters.get('ssl') ?? 'false') ? 'require' : undefined
  const known = sslModeSchema.safeParse(given)
  if (!known.success) throw badSettings(`sslmode must be one of ${sslModeSchema.options.join(', ')}`)
  return known.data
}

function checked(connection: Partial<Connection>): Partial<Connection> {
  const given = Object.fromEntries(Object.entries(connection).filter(([, value]) => value !== undefined)) as Partial<Connection>
  for (const [name, value] of Object.entries(given)) {
    if (!connectionSchema.shape[name as keyof Connection].safeParse(value).success) throw badSettings(`${name} is too long or not valid`)
  }
  return given
}
