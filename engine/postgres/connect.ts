import pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine, Vault } from '../engine.ts'

/** What of the engine a connection needs. */
export interface Connector {
  vault: Pick<Vault, 'get'>
  actor: Engine['actor']
}

export interface ConnectOptions {
  /** Another database of the same server. */
  database?: string
  signal?: AbortSignal
  /** What the session is for; shown in pg_stat_activity. */
  purpose?: string
}

/** Opens a session on the environment's server; throws the AppErrors of the group "Connections". The caller ends it. */
export async function connect(engine: Connector, environment: Environment, options: ConnectOptions = {}): Promise<pg.Client> {
  const { host, port, user, database } = environment.connection
  const password = await engine.vault.get(environment.id)
  const client = new pg.Client({ host, port, user, database: options.database ?? database, password, application_name: applicationName(engine, options.purpose) })
  await client.connect()
  client.on('error', () => {})
  return client
}

export function applicationName(engine: Pick<Engine, 'actor'>, purpose = 'studio'): string {
  return `strata ${purpose} ${engine.actor.user}@${engine.actor.host}`.slice(0, 63)
}
