import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import type { CatalogQuery, Registry, ServerFacts } from '#shared/schema/kind.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'
import { Addresses } from './addresses.ts'
import { Dependencies } from './dependencies.ts'
import { FactCollector } from './fact-collector.ts'
import { findGaps } from './find-gaps.ts'
import type { Reading } from './catalog-query.ts'
import type { Unreadable } from './read-batches.ts'
import { readAll, tasksOf, type Answer, type Task } from './read-facts.ts'
import { catalogsSql, dependenciesSql, membersSql, type MemberRow } from './session.sql.ts'
import { readingError, Sessions, type SnapshotSource } from './sessions.ts'
import { isFromChange, sqlState } from './sql-state.ts'

export interface ReadOptions {
  /** Only these schemas; absent: the whole database. */
  schemas?: readonly string[] | undefined
  signal?: AbortSignal | undefined
  progress?: ((progress: Progress) => void) | undefined
  /** Sessions at most, where the source can open several. */
  sessions?: number
}

const attempts = 3

/**
 * Reads the schema of a database in a read-only transaction that sees one moment. A session that is given must be in no transaction; it
 * is given back as it was. Functions such as pg_get_viewdef look at the newest catalog, so a schema that changes meanwhile makes the
 * reading begin anew, three times at most. Throws `server_unsupported`, `schema_changing`, `lock_timeout`, `cancelled`, and the
 * AppErrors of connections. What cannot be read or is of no kind in the registry stands in `head.gaps`.
 */
export async function readSnapshot(source: SnapshotSource, registry: Registry, options: ReadOptions = {}): Promise<Snapshot> {
  const memory: Memory = { refused: new Set(), broken: new Set() }
  for (let attempt = 1; ;) {
    try {
      return await readOnce(source, registry, options, memory, attempt === attempts)
    } catch (thrown) {
      if (!(thrown instanceof Again)) throw thrown
      if (thrown instanceof Refused) continue
      attempt += 1
      if (attempt > attempts) throw new AppError('schema_changing', { attempts, problem: thrown.problem }, { cause: thrown.cause })
    }
  }
}

/** What an attempt tells the next one. */
interface Memory {
  refused: Set<CatalogQuery>
  /** Objects that could not be printed, by catalog, oid and problem: seen twice, they are damaged and not only just gone. */
  broken: Set<string>
}

/** The attempt is to be made anew. */
class Again extends Error {
  readonly problem: string

  constructor(problem: string, cause?: unknown) {
    super(problem, { cause })
    this.problem = problem
  }
}

/** A catalog was refused; each one only once, so that this ends. */
class Refused extends Again {}

async function readOnce(source: SnapshotSource, registry: Registry, options: ReadOptions, memory: Memory, last: boolean): Promise<Snapshot> {
  const { signal } = options
  if (signal?.aborted) throw new AppError('cancelled')
  let sessions: Sessions | undefined
  const abort = () => sessions?.abort()
  signal?.addEventListener('abort', abort)
  try {
    sessions = await Sessions.open(source, options.sessions ?? 3, signal)
    signal?.throwIfAborted()
    return await readWith(sessions, registry, options, memory, last)
  } catch (thrown) {
    if (thrown instanceof Again) throw thrown
    if (!signal?.aborted && isFromChange(thrown)) throw new Again((thrown as Error).message, thrown)
    throw readingError(thrown, sessions?.clients[0], signal)
  } finally {
    signal?.removeEventListener('abort', abort)
    await sessions?.close()
  }
}

async function readWith(sessions: Sessions, registry: Registry, options: ReadOptions, memory: Memory, last: boolean): Promise<Snapshot> {
  const { head, clients } = sessions
  const first = clients[0] as pg.Client
  const server: ServerFacts = { version: head.serverVersionNum, superuser: head.superuser }
  const schemas = options.schemas ? [...options.schemas] : null
  const collector = new FactCollector(await readAddresses(first), server)
  const collected = await collect(clients, collector, tasksOf(registry, server), { server, schemas, refused: memory.refused }, options.progress, memory)
  const unseen = collected.unreadable.filter((one) => !remembered(memory, one))
  if (!last && unseen.length > 0) throw new Again('an object could not be printed')
  options.progress?.({ label: 'Read dependencies' })
  const packed = await first.query<[string | null]>({ text: dependenciesSql, rowMode: 'array' })
  const dependencies = new Dependencies(
    packed.rows.map(([text]) => text),
    collector,
  )
  const edges = dependencies.edges()
  const gaps = await findGaps(first, { head, schemas, collector, dependencies, ...collected })
  const { database, serverVersion, serverVersionNum, takenAt } = head
  return new Snapshot({ database, serverVersion, serverVersionNum, takenAt: takenAt.toISOString(), schemas, gaps }, collector.facts, edges)
}

async function readAddresses(client: pg.Client): Promise<Addresses> {
  const catalogs = await client.query<{ oid: number; name: string }>(catalogsSql)
  const members = await client.query<[number, number, number]>({ text: membersSql, rowMode: 'array' })
  return new Addresses(new Map(catalogs.rows.map(({ oid, name }) => [name, oid])), members.rows as readonly MemberRow[])
}

interface Collected {
  answers: Pick<Answer, 'task' | 'denied'>[]
  unreadable: Unreadable[]
  orphans: ReturnType<FactCollector['dropOrphans']>
}

async function collect(
  clients: readonly pg.Client[],
  collector: FactCollector,
  tasks: readonly Task[],
  reading: Reading,
  progress: ReadOptions['progress'],
  memory: Memory,
): Promise<Collected> {
  const collected: Collected = { answers: [], unreadable: [], orphans: [] }
  const firstSatellite = tasks.findIndex(({ query }) => query.satellite)
  let done = 0
  for await (const answer of answersOf(clients, tasks, reading, memory)) {
    if (done === firstSatellite) collected.orphans.push(...collector.dropOrphans())
    collector.add(answer)
    collected.answers.push({ task: answer.task, ...(answer.denied !== undefined && { denied: answer.denied }) })
    collected.unreadable.push(...answer.unreadable)
    done += 1
    progress?.({ label: `Read ${answer.task.kind.label[1]}`, done, total: tasks.length + 1, unit: 'steps' })
  }
  collected.orphans.push(...collector.dropOrphans())
  return collected
}

/** A refusal that nobody has foreseen ends the transaction; the next attempt is prepared for it. */
async function* answersOf(clients: readonly pg.Client[], tasks: readonly Task[], reading: Reading, memory: Memory): AsyncGenerator<Answer> {
  let at = 0
  try {
    for await (const answer of readAll(clients, tasks, reading)) {
      at += 1
      yield answer
    }
  } catch (thrown) {
    const query = tasks[at]?.query
    if (sqlState(thrown) !== '42501' || !query || memory.refused.has(query)) throw thrown
    memory.refused.add(query)
    throw new Refused((thrown as Error).message, thrown)
  }
}

function remembered(memory: Memory, { catalog, oid, problem }: Unreadable): boolean {
  const key = `${catalog} ${oid} ${problem}`
  const known = memory.broken.has(key)
  memory.broken.add(key)
  return known
}
