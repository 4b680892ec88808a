import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { AddressPolicy } from '../addresses/address-rules.ts'
import type { Engine, Vault } from '../engine.ts'
import { watchFirstAnswer } from './first-answer.ts'
import { notPostgres, toConnectionError } from './pg-error.ts'
import { isSocketFolder, permittedTarget, socketTo } from './permitted-target.ts'
import { resolveTarget, type Target } from './settings/target.ts'
import { tlsOptions } from './tls-options.ts'

/** What of the engine a connection needs. */
export interface Connector {
  vault: Pick<Vault, 'get'>
  actor: Engine['actor']
  /** Absent: whatever this machine reaches. */
  addresses?: Pick<AddressPolicy, 'databases'>
}

export interface ConnectOptions {
  /** Another database of the same server. */
  database?: string
  /** Ends the attempt; has no effect once the session is open. */
  signal?: AbortSignal | undefined
  /** What the session is for; shown in pg_stat_activity. */
  purpose?: string
}

export const connectTimeoutMs = 10_000

/** Opens a session on the environment's server; throws the AppErrors of the group "Connections". The caller ends it. */
export async function connect(connector: Connector, environment: Environment, options: ConnectOptions = {}): Promise<pg.Client> {
  const target = await permittedTarget(await resolveTarget(connector.vault, environment, options.database), connector.addresses)
  const name = applicationName(connector, options.purpose)
  return connectTo(target, name, options.signal)
}

/** As `connect`, to settings that are resolved already. */
export async function connectTo(target: Target, name: string, signal?: AbortSignal): Promise<pg.Client> {
  const [first, second] = waysOf(target)
  try {
    return await open(target, first, name, signal)
  } catch (thrown) {
    if (second && isAnotherWayWorthTrying(thrown)) return open(target, second, name, signal).catch((again: unknown) => Promise.reject(toConnectionError(again, { connection: target }, 'connect')))
    throw toConnectionError(thrown, { connection: target }, 'connect')
  }
}

type Way = 'tls' | 'plain'

/** libpq's ladder: `allow` begins without TLS and `prefer` with it; a socket in the file system knows no TLS. */
function waysOf({ host, sslmode }: Target): readonly [Way, Way?] {
  if (sslmode === 'disable' || isSocketFolder(host)) return ['plain']
  if (sslmode === 'allow') return ['plain', 'tls']
  return sslmode === 'prefer' ? ['tls', 'plain'] : ['tls']
}

/** A wrong password is not tried twice, as libpq would do it: it may lock the account. */
function isAnotherWayWorthTrying(thrown: unknown): boolean {
  if (thrown instanceof pg.DatabaseError) return thrown.code === '28000'
  return toConnectionError(thrown, { connection: {} }, 'connect').code === 'tls_failed'
}

async function open(target: Target, way: Way, name: string, signal?: AbortSignal): Promise<pg.Client> {
  if (signal?.aborted) throw new AppError('cancelled')
  const socket = socketTo(target)
  const answer = watchFirstAnswer(socket, way === 'tls')
  const client = new pg.Client({ ...clientSettings(target, way, name), stream: () => socket })
  // Without a listener, the loss of an idle session would end the process.
  client.on('error', () => {})
  const abort = () => void socket.destroy()
  signal?.addEventListener('abort', abort)
  try {
    await client.connect()
    return client
  } catch (thrown) {
    socket.destroy()
    if (signal?.aborted) throw new AppError('cancelled', {}, { cause: thrown })
    throw answer.isForeign() ? notPostgres(target, thrown) : thrown
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

function clientSettings(target: Target, way: Way, name: string): pg.ClientConfig {
  return {
    host: target.host,
    port: target.port,
    user: target.user,
    database: target.database,
    // Asked for only when the server wants one: then its lack can be told from a wrong one.
    password: () => target.password ?? Promise.reject(new AppError('password_missing', { user: target.user }, target.notes[0] ? { help: target.notes[0] } : {})),
    ssl: way === 'tls' ? tlsOptions(target) : false,
    application_name: name,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
  }
}

export function applicationName(connector: Pick<Engine, 'actor'>, purpose = 'studio'): string {
  return `strata ${purpose} ${connector.actor.user}@${connector.actor.host}`.slice(0, 63)
}
