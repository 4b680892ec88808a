import pg from 'pg'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { listBackups } from '../backups/manifests.ts'
import type { Engine } from '../engine.ts'
import { readHistory } from '../history/history.ts'
import { readJournal } from '../history/journal.ts'
import { connect } from '../postgres/connect.ts'
import { backupEvents, withoutTold } from './backup-events.ts'
import { historyEvents, journalEvents } from './journal-events.ts'

export type Timeline = Awaited<ReturnType<Handlers<'timeline'>['list']>>

/** What happened to the environments, the newest first: from their journals, their histories and the backups here. All are read at the same time. */
export async function readTimeline(engine: Engine, environments: readonly Environment[], limit: number): Promise<Timeline> {
  const [backups, lanes] = await Promise.all([listBackups(engine), Promise.all(environments.map((environment) => readLane(engine, environment, limit)))])
  const journalled = lanes.flatMap(({ events }) => events)
  const names = new Map(environments.map(({ id, name }) => [id, name]))
  const shown = new Set(names.values())
  const local = backups.flatMap((stored) => backupEvents(stored, ({ envId, env }) => names.get(envId ?? '') ?? env)).filter(({ env }) => shown.has(env))
  const events = [...journalled, ...withoutTold(local, journalled)].toSorted(newestFirst).slice(0, limit)
  return { events, unreachable: lanes.flatMap(({ unreachable }) => (unreachable ? [unreachable] : [])) }
}

function newestFirst(a: TimelineEvent, b: TimelineEvent): number {
  return b.at.localeCompare(a.at) || b.id.localeCompare(a.id, 'en', { numeric: true })
}

interface LaneResult {
  events: TimelineEvent[]
  unreachable?: Timeline['unreachable'][number]
}

async function readLane(engine: Engine, environment: Environment, limit: number): Promise<LaneResult> {
  try {
    const client = await connectSoon(engine, environment)
    try {
      return { events: await readEvents(client, environment, limit) }
    } finally {
      await client.end()
    }
  } catch (thrown) {
    return { events: [], unreachable: { env: environment.name, error: toAppError(thrown).data } }
  }
}

/** One silent server must not keep the others' events waiting. */
const patienceMs = 4_000

async function connectSoon(engine: Engine, environment: Environment): Promise<pg.Client> {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    return await connect(engine, environment, { purpose: 'timeline', signal })
  } catch (thrown) {
    const { host, port } = environment.connection
    throw signal.aborted ? new AppError('host_unreachable', { host, port, cause: `no answer within ${patienceMs / 1000} seconds` }, { cause: thrown }) : thrown
  }
}

async function readEvents(client: pg.Client, environment: Environment, limit: number): Promise<TimelineEvent[]> {
  const journal = await orNone(readJournal(client, environment, limit))
  const history = await orNone(readHistory(client, environment))
  // Where the journal was cut off, what came before it is beyond the limit anyway.
  const oldest = journal.length < limit ? '' : (journal.at(-1)?.at.toISOString() ?? '')
  return [...journalEvents(environment, journal), ...historyEvents(environment, history, journal).filter(({ at }) => at >= oldest)]
}

/** No such table, no right to read it, or a table of another shape: then it tells nothing. */
async function orNone<T>(rows: Promise<T[]>): Promise<T[]> {
  try {
    return await rows
  } catch (thrown) {
    if (thrown instanceof pg.DatabaseError && ['42P01', '3F000', '42501', '42703'].includes(thrown.code ?? '')) return []
    throw thrown
  }
}
