import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { environmentSchema, policiesSchema, type Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { shadowServerOf } from '../environments/shadow-server.ts'
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
  /** In words: "the server of staging". */
  title: string
  /** Whether it is of the version that is wanted. */
  sameMajor: boolean
  kind: 'named' | 'own' | 'local'
  /** Why a better place was passed over, and what is not as it should be here. */
  notes: readonly Diagnostic[]
}

interface Wanted extends ShadowServerRow {
  roles: string[]
}

/**
 * A server for a shadow database, the best available: one that an environment names for it; that of an environment that is no
 * production and whose user may create databases; one of this process. Throws `shadow_unavailable`, which says why not.
 */
export async function findPlace(engine: Engine, local: LocalShadows, request: ShadowRequest): Promise<ShadowPlace> {
  const { like, environments, signal } = request
  const reasons: string[] = []
  const notes: Diagnostic[] = []
  const wanted = like && (await ask(like.engine, like.environment, signal, rolesOf))
  if (signal.aborted) throw new AppError('cancelled')
  for (const candidate of candidatesOf(environments)) {
    const found = await candidatePlace(engine, candidate, wanted, signal)
    if (signal.aborted) throw new AppError('cancelled')
    if (typeof found !== 'string') return { ...found, notes: [...notes, ...found.notes] }
    reasons.push(`${candidate.kind === 'own' ? candidate.of.name : candidate.subject}: ${found}`)
    if (candidate.kind === 'named') notes.push(note('shadow-server-unusable', `The shadow server of ${candidate.of.name} is not used: ${found}.`))
  }
  const server = await local.server(wanted?.major)
  if (server) return localPlace(engine, server, wanted, { ...request, notes })
  const problem = [...reasons, 'no server programs of PostgreSQL were found on this machine'].join('; ')
  throw new AppError('shadow_unavailable', { problem, major: wanted?.major ?? 15 })
}

export interface Candidate {
  kind: 'named' | 'own'
  /** Environment that names it, or that it is the server of. */
  of: Environment
  /** How to reach it. */
  environment: Environment
  subject: string
}

/** The servers on which shadows of these environments may be. */
export function shadowPlacesOf(environments: readonly Environment[]): Candidate[] {
  return candidatesOf(environments).filter(({ kind, of }) => kind === 'named' || of.class !== 'production')
}

/** The servers that are named first, then those of the environments themselves. */
function candidatesOf(environments: readonly Environment[]): Candidate[] {
  const named = environments.flatMap((of): Candidate[] => {
    const environment = shadowServerOf(of)
    return environment ? [{ kind: 'named', of, environment, subject: `the shadow server of ${of.name}` }] : []
  })
  return [...named, ...environments.map((of): Candidate => ({ kind: 'own', of, environment: of, subject: `the server of ${of.name}` }))]
}

function note(code: string, message: string, help?: string): Diagnostic {
  return { code, severity: 'warning', message, ...(help !== undefined && { help }) }
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
async function candidatePlace(engine: Engine, { kind, of, environment, subject }: Candidate, wanted: Wanted | undefined, signal: AbortSignal): Promise<ShadowPlace | string> {
  if (kind === 'own' && of.class === 'production') return 'it is a production environment'
  const row = await ask(engine, environment, signal, facts)
  if (!row) return 'it cannot be reached'
  if (row.standby) return 'it is a standby'
  if (!row.mayCreate) return `user ${row.user} may not create databases there`
  const sameMajor = wanted === undefined || row.major === wanted.major
  if (!sameMajor && (kind === 'own' || row.major < wanted.major)) return `it is PostgreSQL ${row.major}`
  const notes = [...(sameMajor ? [] : [otherMajor(wanted.major, row.major)]), ...(kind === 'named' ? sameServer(of, row, wanted) : [])]
  return { engine, environment, major: row.major, superuser: row.superuser, title: subject, sameMajor, kind, notes }
}

function otherMajor(wanted: number, found: number): Diagnostic {
  return note('shadow-other-major', `The shadow is made by PostgreSQL ${found}, the environment is PostgreSQL ${wanted}: locks, rewrites and the words of definitions may differ.`, `Name a shadow server of PostgreSQL ${wanted}, or install its server programs on this machine.`)
}

/** Allowed, for it was asked for; but a preview then takes its share of the disk and the processors of production. */
function sameServer({ name, class: environmentClass }: Environment, row: ShadowServerRow, wanted: Wanted | undefined): Diagnostic[] {
  if (environmentClass !== 'production' || row.startedAt !== wanted?.startedAt) return []
  return [note('shadow-on-production', `The shadow server of ${name} is the server of ${name} itself: the preview uses its disk and processors.`, 'Name another server, or none.')]
}

/** A server of this machine of exactly that major version, with the roles of an environment's server where it can be reached; undefined where its programs are not here. */
export async function localPlaceOf(engine: Engine, major: number, environment: Environment | undefined, signal: AbortSignal): Promise<ShadowPlace | undefined> {
  if (!engine.shadows.offers(major)) return undefined
  const server = await engine.shadows.server(major)
  if (server?.major !== major) return undefined
  const wanted = environment && (await ask(engine, environment, signal, rolesOf))
  return localPlace(engine, server, wanted && { ...wanted, major }, { signal, notes: [] })
}

const localId = 'strata-shadow'

async function localPlace(engine: Engine, { port, major, password }: LocalShadow, wanted: Wanted | undefined, { signal, notes }: Pick<ShadowRequest, 'signal'> & { notes: readonly Diagnostic[] }): Promise<ShadowPlace> {
  const own: Engine = { ...engine, vault: { ...engine.vault, info: engine.vault.info, get: async (key) => (key === localId ? password : engine.vault.get(key)), set: refuse, delete: refuse } }
  const user = wanted?.user ?? 'postgres'
  await ask(own, localEnvironment(port, 'postgres'), signal, (client) => makeRoles(client, user, wanted?.roles ?? [], password))
  const sameMajor = wanted === undefined || wanted.major === major
  const said = sameMajor ? notes : [...notes, otherMajor(wanted.major, major)]
  return { engine: own, environment: localEnvironment(port, user), major, superuser: true, title: `PostgreSQL ${major} of this machine`, sameMajor, kind: 'local', notes: said }
}

const refuse = () => Promise.reject(new AppError('not_allowed', { what: 'This' }))

function localEnvironment(port: number, user: string): Environment {
  const now = new Date(0).toISOString()
  return environmentSchema.parse({
    id: localId, name: 'shadow', class: 'development', colour: 'grey', hasPassword: true, createdAt: now, updatedAt: now,
    connection: { host: '127.0.0.1', port, database: 'postgres', user, sslmode: 'disable' }, policies: policiesSchema.parse({ confirm: false, backupBeforeMigrating: false, lockTimeoutMs: 10_000 }),
  })
}

/** Those that another database has; two shadows may do it side by side. */
async function makeRoles(client: pg.Client, user: string, names: readonly string[], password: string): Promise<void> {
  const there = new Set((await client.query<{ name: string }>(rolesSql)).rows.map(({ name }) => name))
  for (const name of names.filter((one) => one !== user && !there.has(one))) await client.query(createRoleSql(name)).catch(() => {})
  if (user !== 'postgres') await client.query(builderRoleSql(user, password, there.has(user))).catch(() => client.query(builderRoleSql(user, password, true)))
}
