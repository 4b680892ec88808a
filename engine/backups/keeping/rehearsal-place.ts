import { tmpdir } from 'node:os'
import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import { shadowServerOf } from '../../environments/shadow-server.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { connect } from '../../postgres/connect.ts'
import { localPlaceOf } from '../../preview/shadow-place.ts'
import { connectBeside } from '../new-database.ts'
import { freeBytes } from '../disk-space.ts'
import { rehearsalServerSql, type RehearsalServerRow } from './rehearsal.sql.ts'

/** A server that takes the scratch database. */
export interface RehearsalPlace {
  engine: Engine
  environment: Environment
  /** In words: "the server of staging". */
  server: string
}

export interface PlaceRequest {
  manifest: Manifest
  /** The environment that the backup was made from, if it is still known. */
  source: Environment | undefined
  /** Its server, and no other. */
  env?: Environment | undefined
  /** A server of this machine, and no other. */
  local: boolean
}

type Job = Pick<JobContext, 'signal' | 'log'>

/**
 * Where a backup is rehearsed: where it was asked for, else on the shadow server that its environment names, on the environment's own server
 * if it is no production, on one of this machine of the same major version, and at last on the server of production.
 * Throws `shadow_unavailable`, which says why not.
 */
export async function findRehearsalPlace(engine: Engine, request: PlaceRequest, job: Job): Promise<RehearsalPlace> {
  const reasons: string[] = []
  for (const { title, open } of candidatesOf(engine, request, job)) {
    const found = await open()
    job.signal.throwIfAborted()
    if (typeof found !== 'string') return { ...found, server: title }
    reasons.push(`${title}: ${found}`)
  }
  const problem = reasons.length > 0 ? reasons.join('; ') : `the environment ${request.manifest.env} is gone, and no other server is named`
  throw new AppError('shadow_unavailable', { problem, major: request.manifest.serverMajor }, { state: 'Nothing was changed.', help: `Name an environment whose user may create databases, or install the server programs of PostgreSQL ${request.manifest.serverMajor} on this machine.` })
}

interface Candidate {
  title: string
  /** The server, or why it cannot be used. */
  open(): Promise<Omit<RehearsalPlace, 'server'> | string>
}

function candidatesOf(engine: Engine, { manifest, source, env, local }: PlaceRequest, job: Job): Candidate[] {
  const own = (environment: Environment, title = `the server of ${environment.name}`): Candidate => ({ title, open: () => serverOf(engine, environment, manifest, job) })
  const here: Candidate = { title: `PostgreSQL ${manifest.serverMajor} of this machine`, open: () => localServer(engine, manifest, source, job) }
  if (env) return [own(env)]
  if (local) return [here]
  if (!source) return [here]
  const shadow = shadowServerOf(source)
  const named = shadow ? [own(shadow, `the shadow server of ${source.name}`)] : []
  return source.class === 'production' ? [...named, here, own(source)] : [...named, own(source), here]
}

async function serverOf(engine: Engine, environment: Environment, manifest: Manifest, { signal }: Job): Promise<Omit<RehearsalPlace, 'server'> | string> {
  const session = await connectBeside(engine, environment, 'rehearsal', signal).catch((thrown: unknown) => (thrown instanceof AppError ? thrown.message : String(thrown)))
  if (typeof session === 'string') return session
  return (await problemOf(session, manifest).finally(() => session.end().catch(() => {}))) ?? { engine, environment }
}

async function problemOf(session: pg.Client, { serverMajor, extensions }: Manifest): Promise<string | undefined> {
  const row = (await session.query<RehearsalServerRow>(rehearsalServerSql, [extensions])).rows[0] as RehearsalServerRow
  if (row.standby) return 'it is a standby'
  if (!row.mayCreate) return `user ${row.user} may not create databases there`
  if (row.major < serverMajor) return `it is PostgreSQL ${row.major}, and the backup comes from ${serverMajor}`
  return row.missing.length > 0 ? missingWords(row.missing) : undefined
}

async function localServer(engine: Engine, manifest: Manifest, source: Environment | undefined, { signal }: Job): Promise<Omit<RehearsalPlace, 'server'> | string> {
  const needed = manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0)
  if ((await freeBytes(tmpdir())) < needed * 1.2) return `${tmpdir()} has no room for the ${Math.ceil(needed / 1_000_000)} MB of its tables`
  const place = await localPlaceOf(engine, manifest.serverMajor, source, signal)
  if (!place) return 'its server programs are not installed here'
  const session = await connect(place.engine, place.environment, { purpose: 'rehearsal', signal })
  const problem = await problemOf(session, manifest).finally(() => session.end().catch(() => {}))
  return problem ?? { engine: place.engine, environment: place.environment }
}

function missingWords(names: readonly string[]): string {
  return `${names.length === 1 ? 'extension' : 'extensions'} ${names.join(', ')} cannot be installed there`
}
