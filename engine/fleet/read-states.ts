import type pg from 'pg'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { DistinctState, MemberStatus } from '#shared/contract/fleet.ts'
import { pendingOf } from '#shared/migrations/resolve.ts'
import type { Engine } from '../engine.ts'
import { journalTable } from '../history/journal-table.ts'
import { unusable } from '../history/inspect-history.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { withSession } from '../migrations/locked-session.ts'
import { throwIfCancelled } from '../migrations/run/pause.ts'
import { readMigrationFolder, type MigrationFolder } from '../migrations/read-folder.ts'
import { readSituation, type Situation } from '../migrations/situation.ts'
import { shapeSessionSql, shapeSql } from './fleet.sql.ts'
import { inTurn } from './in-turn.ts'
import { memberEngine, memberEnvironment, type Member } from './member.ts'
import { stateFingerprint } from './state-fingerprint.ts'

/** Sessions that are open at a time: one for each member that is being read. */
const sessionsAtATime = 8

/** What one member was found to be. */
export interface ReadMember {
  member: Member
  status: MemberStatus
}

export interface ReadStates {
  members: ReadMember[]
  /** By fingerprint: the state with the situation of the first member that is in it. */
  states: Map<string, { state: DistinctState; situation: Situation }>
}

export interface ReadOptions {
  /** Whether the shapes are read too. */
  shapes: boolean
  job: Pick<JobContext, 'signal' | 'progress'>
}

/** Reads every member in a session of its own; the folder is read once. A member that cannot be read says why. Throws `folder_missing`, `cancelled`. */
export async function readStates(engine: Engine, base: Environment, members: readonly Member[], { shapes, job }: ReadOptions): Promise<ReadStates> {
  const folder = await readMigrationFolder(base.migrationsFolder)
  const own = memberEngine(engine)
  let done = 0
  const read = await inTurn(members, sessionsAtATime, async (member) => {
    throwIfCancelled(job.signal)
    const found = await readMember(own, base, member, folder, shapes)
    job.progress({ label: `Reading ${member.label}`, done: (done += 1), total: members.length, unit: 'databases' })
    return found
  })
  return { members: read.map(({ member, status }) => ({ member, status })), states: distinctStates(read) }
}

type Read = ReadMember & { situation?: Situation }

async function readMember(engine: Engine, base: Environment, member: Member, folder: MigrationFolder, shapes: boolean): Promise<Read> {
  const { label, server, database, schema } = member
  const status: MemberStatus = { label, server, database, schema, state: null, version: null, pending: 0, failed: 0, shape: null, error: null }
  try {
    if (!member.present) throw missing(member, base)
    const environment = memberEnvironment(engine, { base, server: engine.environments.get(member.serverId) }, member)
    return await withSession(engine, environment, async (client) => {
      const situation = await readSituation(client, environment, folder)
      const pending = pendingOf(situation.rows).length
      if (pending > 0 && situation.place.writeProblem) throw unusable(situation.place.schema, situation.place.table, situation.place.writeProblem)
      const failed = situation.rows.filter(({ state }) => state === 'failed').length
      const shape = shapes ? await readShape(client, base, member) : null
      return { member, situation, status: { ...status, state: stateFingerprint(situation), version: situation.current, pending, failed, shape } }
    })
  } catch (thrown) {
    return { member, status: { ...status, error: toAppError(thrown).data } }
  }
}

function missing({ database, schema }: Member, base: Environment): AppError {
  return schema === base.schema ? new AppError('database_missing', { database }) : new AppError('not_found', { what: 'schema', name: schema })
}

async function readShape(client: pg.Client, base: Environment, { schema }: Member): Promise<string | null> {
  try {
    for (const statement of shapeSessionSql) await client.query(statement)
    const { rows } = await client.query<{ shape: string }>(shapeSql, [schema === base.schema ? null : schema, [base.historyTable, journalTable]])
    return rows[0]?.shape ?? null
  } catch {
    // Without the shape the member is shown all the same; it is compared with none.
    return null
  } finally {
    await client.query('ROLLBACK').catch(() => {})
  }
}

function distinctStates(read: readonly Read[]): ReadStates['states'] {
  const found: ReadStates['states'] = new Map()
  for (const { situation, status } of read) {
    if (!situation || status.state === null) continue
    const known = found.get(status.state)
    if (known) known.state.members.push(status.label)
    else found.set(status.state, { state: stateOf(status.state, status.label, situation), situation })
  }
  for (const { state } of found.values()) state.shapes = shapesOf(read.filter(({ status }) => status.state === state.fingerprint))
  return new Map([...found].toSorted(([, a], [, b]) => b.state.members.length - a.state.members.length))
}

function stateOf(fingerprint: string, label: string, { current, rows, diagnostics }: Situation): DistinctState {
  const pending = pendingOf(rows).map(({ script, version, description }) => ({ script, version, description }))
  return { fingerprint, version: current, members: [label], pending, diagnostics, shapes: [] }
}

function shapesOf(read: readonly Read[]): DistinctState['shapes'] {
  const shapes = new Map<string, string[]>()
  for (const { status } of read) if (status.shape !== null) shapes.set(status.shape, [...(shapes.get(status.shape) ?? []), status.label])
  return [...shapes].map(([shape, members]) => ({ shape, members })).toSorted((a, b) => b.members.length - a.members.length)
}
