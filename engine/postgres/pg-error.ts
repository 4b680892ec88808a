import pg from 'pg'
import { AppError, type PgErrorInfo } from '#shared/contract/app-error.ts'
import type { Connection } from '#shared/contract/environments.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { tlsProblem } from './tls-problem.ts'

/** The settings that the words of an error name. */
export interface Addressed {
  connection: Partial<Connection>
}

/**
 * What a driver or a socket threw, as the AppError of the group "Connections" that fits; anything that belongs to no connection
 * becomes `internal`. `step` is `connect` while the session is being opened.
 */
export function toConnectionError(thrown: unknown, environment: Addressed, step?: string): AppError {
  if (thrown instanceof AppError) return thrown
  const context: Context = { thrown, words: wordsOf(environment.connection), step }
  if (thrown instanceof pg.DatabaseError) return fromServer(thrown, context)
  const error = innermost(thrown)
  return fromTls(error, context) ?? fromSocket(error, context) ?? fromDriver(error, context)
}

/** What the server said about an error, in the shape of the boundary. */
export function pgErrorInfo(error: pg.DatabaseError): PgErrorInfo {
  const { code = '', message, detail, hint, where } = error
  return { sqlstate: code, message, ...(detail && { detail }), ...(hint && { hint }), ...(where && { context: where }) }
}

export function notPostgres({ host, port }: Pick<Connection, 'host' | 'port'>, cause?: unknown): AppError {
  return new AppError('not_postgres', { host, port }, { cause })
}

interface Context {
  thrown: unknown
  words: { host: string; port: number | string; user: string; database: string }
  step: string | undefined
}

function wordsOf({ host = 'the server', port, user = '', database = '' }: Partial<Connection>): Context['words'] {
  return { host, port: port ?? '', user, database }
}

function make({ thrown, words, step }: Context, code: ErrorCode, more: Record<string, string> = {}, help?: string): AppError {
  const pgInfo = thrown instanceof pg.DatabaseError ? { pg: pgErrorInfo(thrown) } : {}
  return new AppError(code, { ...words, ...more }, { ...pgInfo, ...(step && { where: { step } }), ...(help && { help }), cause: thrown })
}

/** A name with several addresses gives one error for each of them. */
function innermost(thrown: unknown): NodeJS.ErrnoException {
  if (thrown instanceof AggregateError && thrown.errors[0] instanceof Error) return thrown.errors[0]
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

const codeOfState: Readonly<Record<string, ErrorCode>> = {
  '28P01': 'auth_failed',
  '28000': 'auth_failed',
  '3D000': 'database_missing',
  '53300': 'server_busy',
  '57P03': 'server_starting',
  '57P01': 'connection_lost',
  '57P02': 'connection_lost',
  '57P05': 'connection_lost',
  '42501': 'permission_denied',
}

function fromServer(error: pg.DatabaseError, context: Context): AppError {
  const state = error.code ?? ''
  const code = codeOfState[state] ?? (state.startsWith('08') ? 'connection_lost' : 'internal')
  if (code === 'server_starting' && /not accepting connections/i.test(error.message)) return make(context, code, {}, `The server says: ${error.message}. Wait until it accepts sessions, or ask who runs it.`)
  const help = code === 'auth_failed' ? refusalHelp(error.message, context.words) : undefined
  return make(context, code, { problem: error.message }, help)
}

/** The server's words for class 28 come untranslated only where lc_messages is English; then there is no further help. */
function refusalHelp(message: string, { user }: Context['words']): string | undefined {
  const [, address = 'this address'] = /no pg_hba\.conf entry for (?:replication connection from )?host "([^"]+)"/.exec(message) ?? []
  if (/no pg_hba\.conf entry.*no encryption/.test(message)) return `The server takes no unencrypted session from ${address}: set sslmode to require, or ask for an entry in pg_hba.conf.`
  if (/no pg_hba\.conf entry/.test(message)) return `pg_hba.conf on the server has no entry for user "${user}" with this database from ${address}. Ask its administrator to add one.`
  if (/pg_hba\.conf rejects/.test(message)) return 'pg_hba.conf on the server has a line that rejects this session. Ask its administrator.'
  if (/role ".*" does not exist/.test(message)) return `There is no user "${user}" on this server. A program that is given no user name takes that of the operating system, such as root in a container. Enter the right one.`
  if (/is not permitted to log in/.test(message)) return `User "${user}" has no right to log in: it is a group role. Connect as one of its members.`
  if (/peer authentication failed/i.test(message)) return `The server compares the user with that of your operating system here. Connect by host name instead of the socket, or as the user of your account.`
  if (/certificate/.test(message)) return 'The server wants a client certificate: set sslcert and sslkey.'
  return undefined
}

function fromTls(error: NodeJS.ErrnoException, context: Context): AppError | undefined {
  const problem = tlsProblem(error)
  return problem && make(context, 'tls_failed', { cause: problem.cause }, problem.help)
}

const causeOfCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'there is no route to that host',
  EHOSTDOWN: 'the host is down',
  ENETUNREACH: 'there is no route to that network',
  EADDRNOTAVAIL: 'there is no way to that address',
  ENOENT: 'there is no such socket',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
}

function fromSocket(error: NodeJS.ErrnoException, context: Context): AppError | undefined {
  const code = error.code ?? ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL') return make(context, 'host_unknown')
  const cause = causeOfCode[code] ?? (/timeout expired/i.test(error.message) ? 'no answer in time' : undefined)
  if (cause !== undefined && error.syscall !== 'open') return make(context, 'host_unreachable', { cause })
  return isLoss(error) ? lost(context) : undefined
}

/** Whether an error means that the session is gone, so that nobody knows what its last statement did. */
export function isLoss(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P0[125])/.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ETIMEDOUT' || /connection terminated|connection error and is not queryable|client was closed|socket hang up/i.test(error.message)
}

function lost(context: Context): AppError {
  if (context.step !== 'connect') return make(context, 'connection_lost')
  return make(context, 'host_unreachable', { cause: 'it closed the connection at once' }, 'Check the port. A firewall, a proxy, or a container whose server is not up yet can answer like this.')
}

function fromDriver(error: Error, context: Context): AppError {
  if (/client password must be/i.test(error.message)) return make(context, 'password_missing')
  const unsupported = /unknown authentication|only mechanism\(s\)|unsupported auth/i.test(error.message)
  if (unsupported) return make(context, 'auth_failed', {}, 'The server asks for a way of signing in that Strata does not speak, such as GSSAPI or SSPI. Ask its administrator for scram-sha-256 in pg_hba.conf.')
  return make(context, 'internal')
}
