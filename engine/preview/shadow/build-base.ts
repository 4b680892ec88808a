import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { AppliedMigrations } from '../../compare/applied-migrations.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { readEnvironment } from '../../schema/take-snapshot.ts'
import type { Shadow } from '../shadow-database.ts'
import { findPlace } from '../shadow-place.ts'
import { ShadowServer } from '../shadow-server.ts'
import { Base } from './base.ts'
import { clearSearchPathSql, dropPublicSql, dropUserMappingSql, refreshSql, silentSql, userMappingsSql, type UserMappingRow } from './base.sql.ts'
import { carryDdl } from './carry-ddl.ts'
import { carryMigrations } from './carry-migrations.ts'
import { carrySchema } from './carry-schema.ts'
import { copyStatistics } from './copy-statistics.ts'
import { differenceNotes, schemaFingerprint } from './compare-base.ts'
import type { ShadowWish } from './environment-shadow.ts'
import { shadowFailure, shadowNote } from './failures.ts'
import { takeSample, type Sample } from './sample/take-sample.ts'
import { applySessionSettings } from './session-settings.ts'
import { withShadowSession } from './shadow-session.ts'
import { exportSnapshot, readLocale, readSessionSettings, type Target } from './target.ts'

export type ShadowJob = Pick<JobContext, 'signal' | 'progress' | 'log'>

export interface BaseRequest {
  engine: Engine
  target: Target
  wish: ShadowWish
  /** To be run, where the base is made by migrations. */
  replayed: AppliedMigrations | undefined
  job: ShadowJob
}

/** Makes a database like the target. Throws `shadow_unavailable`, `shadow_failed`, `disk_full`, `cancelled`, and what reading the target throws. */
export async function buildBase(request: BaseRequest): Promise<Base> {
  const { engine, target, job } = request
  job.progress({ label: 'Looking for a place for the shadow' })
  const { environment } = target
  const place = await findPlace(engine, engine.shadows, { like: { engine, environment }, environments: [environment], signal: job.signal, log: job.log })
  const server = await ShadowServer.open(place, job.signal)
  try {
    return await fill(request, server)
  } catch (thrown) {
    await server.close()
    throw shadowFailure(thrown, place.title, job.signal)
  }
}

async function fill(request: BaseRequest, server: ShadowServer): Promise<Base> {
  const { target, job } = request
  const { place } = server
  const notes: Diagnostic[] = [...place.notes, ...(await abandonedNote(server)), ...rightsNote(target, server)]
  const name = await createLike(target, server, notes)
  job.log('info', `Shadow database ${name} on ${place.title}`)
  const shadow = server.shadow(name)
  const settings = await readSessionSettings(target)
  if (request.replayed) await applySessionSettings(server, name, settings)
  // The target is read once more, by as many sessions as that takes, while pg_dump works.
  const reading = readEnvironment(request.engine, target.environment, { signal: job.signal })
  reading.catch(() => {})
  const snapshot = await exportSnapshot(target)
  const carried = await carry(request, shadow, place.title, snapshot, reading)
  notes.push(...carried)
  const wanted = await reading
  const sample = await fillRows(request, shadow, place.title, snapshot)
  notes.push(...sample.notes, ...(await finish(wanted, shadow, place.title, job)))
  job.progress({ label: 'Reading the schema of the shadow' })
  const before = await readEnvironment(shadow.engine, shadow.environment, { signal: job.signal })
  notes.push(...differenceNotes(wanted, before, target.environment, request.wish.base))
  return new Base(server, name, { before, fingerprint: schemaFingerprint(request.wish.base === 'schema' ? wanted : before, target.environment), notes, sampled: sample.rows, settings })
}

async function carry({ engine, target, replayed, job }: BaseRequest, shadow: Shadow, title: string, snapshot: string | undefined, reading: Promise<Snapshot>): Promise<Diagnostic[]> {
  if (replayed) return carryMigrations(replayed, target.environment, shadow, job)
  job.progress({ label: 'Carrying the schema to the shadow' })
  const carried = await carrySchema({ engine, target, snapshot, shadow, title, signal: job.signal })
  if (carried.done) return carried.notes
  const wanted = await reading
  const notes = await carryDdl(wanted, shadow, title, job.signal)
  return [shadowNote('shadow-from-facts', 'info', `${carried.why}. The shadow is built from what was read of the schema instead.`), ...notes]
}

/** Rows, or what is known of them, as it is wished for. */
async function fillRows({ engine, target, wish, job: { signal, progress } }: BaseRequest, shadow: Shadow, title: string, snapshot: string | undefined): Promise<Sample> {
  const { previewRows } = target.environment.policies
  if (wish.rows === 'statistics') {
    progress({ label: 'Carrying the statistics to the shadow' })
    return { rows: new Map(), notes: await copyStatistics({ engine, target, snapshot, shadow, title, signal }) }
  }
  if (wish.rows === 'none' || previewRows === 0) return { rows: new Map(), notes: [] }
  progress({ label: 'Taking a sample of the rows' })
  return withShadowSession(shadow, signal, title, (client) => takeSample(target.client, client, previewRows))
}

/** A database of the same encoding and locale, as far as that server can. */
async function createLike(target: Target, server: ShadowServer, notes: Diagnostic[]): Promise<string> {
  const locale = await readLocale(target)
  const same = locale && ((await server.createAs(locale.encoding, locale)) ?? undefined)
  if (same !== undefined) return same
  notes.push(shadowNote('shadow-other-locale', 'warning', `${server.place.title} does not have the locale ${locale?.collate ?? ''} of the environment: texts are sorted in another way in the shadow.`))
  return (locale && (await server.createAs(locale.encoding))) ?? server.create()
}

async function abandonedNote(server: ShadowServer): Promise<Diagnostic[]> {
  const count = await server.abandoned().catch(() => 0)
  if (count === 0) return []
  return [shadowNote('shadow-abandoned', 'info', `${count === 1 ? 'A shadow database was' : `${count} shadow databases were`} left behind on ${server.place.title} by a process that is gone.`, { help: 'Drop them with: strata shadow clean', params: { databases: count } })]
}

function rightsNote(target: Target, { place }: ShadowServer): Diagnostic[] {
  if (!place.superuser || target.superuser) return []
  return [shadowNote('shadow-superuser', 'info', `In the shadow a superuser runs the migrations, in the environment ${target.user} does: a right that ${target.user} lacks is not missed here.`)]
}

const reachesOut: ReadonlySet<string> = new Set(['subscription', 'user-mapping'])

/** Cuts the ways to other servers, and fills the materialized views that are filled in the environment. */
async function finish(wanted: Snapshot, shadow: Shadow, title: string, { signal }: ShadowJob): Promise<Diagnostic[]> {
  const views = [...wanted.facts.values()].filter(({ kind, info }) => kind === 'materialized-view' && info?.['populated'] === true)
  return withShadowSession(shadow, signal, title, async (client) => {
    const notes: Diagnostic[] = []
    await client.query(clearSearchPathSql)
    await client.query(silentSql).catch(() => {})
    if (!wanted.has('schema:public')) await client.query(dropPublicSql).catch(() => {})
    const mappings = await client.query<UserMappingRow>(userMappingsSql)
    for (const mapping of mappings.rows) await client.query(dropUserMappingSql(mapping)).catch(() => {})
    if (mappings.rows.length > 0 || [...wanted.facts.values()].some(({ kind }) => reachesOut.has(kind))) notes.push(shadowNote('shadow-cut-off', 'info', 'User mappings of foreign servers and subscriptions are left out, so that nothing in the shadow reaches another server.'))
    for (const { id } of views) await client.query(refreshSql(id.slice(id.indexOf(':') + 1))).catch(() => {})
    return notes
  })
}
