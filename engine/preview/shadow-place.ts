import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import { environmentSchema, type Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { connect } from '../postgres/connect.ts'
import type { LocalShadow, LocalShadows } from './local-shadows.ts'
import { builderRoleSql, createRoleSql, rolesSql, shadowServerSql, type ShadowServerRow } from './shadow.sql.ts'

/** The database whose schema the shadow is to be compared with: its server says which version and which roles are wanted. */
export interface Likeness {
  engine: Engine
  environment: Environment
}

export interface ShadowRequest {
  /** Absent: any version will do, and no roles are needed. */
  like?: Likeness | undefined
  /** Environments whose own servers may be used, the best first. */
  environments: readonly Environment[]
  signal: AbortSignal
  log(level: 'info' | 'warning', text: string): void
}

/** A server on which databases may be made. */
export interface ShadowPlace {
  engine: Engine
  environment: Environment
  major: number
  /** Whether its user may give objects to others. */
  superuser: boolean
  /** In words, for the log. */
  title: string
}

interface Wanted extends ShadowServerRow {
  roles: string[]
}

/**
 * A server for a shadow database: that of an environment that is no production and whose user may create databases, else one of
 * this process. Throws `shadow_unavailable`, which says why not.
 */
export async function findPlace(engine: Engine, local: LocalShadows, request: ShadowRequest): Promise<ShadowPlace> {
  const { like, environments, signal } = request
  const reasons: string[] = []
  const wanted = like && (await ask(like.engine, like.environment, signal, rolesOf))
  if (signal.aborted) throw new AppError('cancelled')
  for (const environment of environments) {
    const found = await environmentPlace(engine, environment, wanted?.major, signal)
    if (signal.aborted) throw new AppError('cancelled')
    if (typeof found !== 'string') return found
    reasons.push(`${environment.name}: ${found}`)
  }
  const server = await local.server(wanted?.major)
  if (server) return localPlace(engine, server, wanted, request)
  const problem = [...reasons, 'no server programs of PostgreSQL were found on this machine'].join('; ')
  throw new AppError('shadow_unavailable', { problem, major: wanted?.major ?? 15 })
}

/** What a server says of itself; undefined when it cannot be asked. */
async function ask<T>(engine: Engine, environment: Environment, signal: AbortSignal, question: (client: pg.Client) => Promise<T>): Promise<T | undefined> {
  const client = await connect(engine, environment, { purpose: 'shadow', signal }).catch(() => undefined)
  try {
    return client && (await question(client))
  } catch {
    return undefined
  } finally {
    await client?.end().catch(() => {})
  }
}

async function facts(client: pg.Client): Promise<ShadowServerRow> {
  return (await client.query<ShadowServerRow>(shadowServerSql)).rows[0] as ShadowServerRow
}

async function rolesOf(client: pg.Client): Promise<Wanted> {
  const roles = (await client.query<{ name: string }>(rolesSql)).rows.map(({ name }) => name)
  return { ...(await facts(client)), roles }
}

/** Or why not, in words. */
async function environmentPlace(engine: Engine, environment: Environment, major: number | undefined, signal: AbortSignal): Promise<ShadowPlace | string> {
  if (environment.class === 'production') return 'it is a production environment'
  const row = await ask(engine, environment, signal, facts)
  if (!row) return 'it cannot be reached'
  if (row.standby) return 'it is a standby'
  if (!row.mayCreate) return `user ${row.user} may not create databases there`
  if (major !== undefined && row.major !== major) return `it is PostgreSQL ${row.major}`
  return { engine, environment, major: row.major, superuser: row.superuser, title: `the server of ${environment.name}` }
}

const localId = 'strata-shadow'

async function localPlace(engine: Engine, { port, major, password }: LocalShadow, wanted: Wanted | undefined, { log, signal }: ShadowRequest): Promise<ShadowPlace> {
  const own: Engine = { ...engine, vault: { ...engine.vault, info: engine.vault.info, get: async () => password, set: refuse, delete: refuse } }
  const user = wanted?.user ?? 'postgres'
  await ask(own, localEnvironment(port, 'postgres'), signal, (client) => makeRoles(client, user, wanted?.roles ?? [], password))
  if (wanted && wanted.major !== major) log('warning', `No server programs of PostgreSQL ${wanted.major} were found here: the shadow is made by PostgreSQL ${major}, which may write some definitions in other words.`)
  return { engine: own, environment: localEnvironment(port, user), major, superuser: true, title: `PostgreSQL ${major} of this machine` }
}

const refuse = () => Promise.reject(new AppError('not_allowed', { what: 'This' }))

function localEnvironment(port: number, user: string): Environment {
  const now = new Date(0).toISOString()
  return environmentSchema.parse({
    id: localId, name: 'shadow', class: 'development', colour: 'grey', hasPassword: true, createdAt: now, updatedAt: now,
    connection: { host: '127.0.0.1', port, database: 'postgres', user, sslmode: 'disable' }, policies: { confirm: false, backupBeforeMigrating: false, lockTimeoutMs: 10_000, statementTimeoutMs: 0, outOfOrder: false, previewRows: 500, previewTimeoutMs: 60_000, archiveDays: 90 },
  })
}

/** Those that another database has; two shadows may do it side by side. */
async function makeRoles(client: pg.Client, user: string, names: readonly string[], password: string): Promise<void> {
  const there = new Set((await client.query<{ name: string }>(rolesSql)).rows.map(({ name }) => name))
  for (const name of names.filter((one) => one !== user && !there.has(one))) await client.query(createRoleSql(name)).catch(() => {})
  if (user !== 'postgres') await client.query(builderRoleSql(user, password, there.has(user))).catch(() => client.query(builderRoleSql(user, password, true)))
}
