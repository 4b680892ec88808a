import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import type { CatalogQuery, Registry, ServerFacts } from '#shared/schema/kind.ts'
import type { Fact, FactId } from '#shared/schema/fact.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'
import { Addresses } from './addresses.ts'
import { Dependencies } from './dependencies.ts'
import { FactCollector } from './fact-collector.ts'
import { findGaps } from './find-gaps.ts'
import type { Reading } from './catalog-query.ts'
import type { PackedRow } from './packed-rows.ts'
import type { Unreadable } from './read-batches.ts'
import { readAll, TaskFailure, tasksOf, type Answer, type Task } from './read-facts.ts'
import { catalogsSql, changedSql, dependenciesSql, membersSql, type MemberRow } from './session.sql.ts'
import { readingError, Sessions, type SnapshotSource } from './sessions.ts'
import { isFromChange, sqlState } from './sql-state.ts'
import { unlessRefused } from './unless-refused.ts'

export interface ReadOptions {
  /** Only these schemas; absent: the whole database. */
  schemas?: readonly string[] | undefined
  signal?: AbortSignal | undefined
  progress?: ((progress: Progress) => void) | undefined
  /** Sessions at most, where the source can open several. */
  sessions?: number
  /** Name of a snapshot that another session has exported: what that one sees is read. */
  within?: string | undefined
  /** Gets the fact at each address of the catalog: an object that is renamed keeps its address. */
  addresses?: ((addresses: ReadonlyMap<string, FactId>) => void) | undefined
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
    sessions = await Sessions.open(source, options.sessions ?? 3, signal, options.within)
    signal?.throwIfAborted()
    return await readWith(sessions, registry, options, memory, last)
  } catch (thrown) {
    if (thrown instanceof Again) throw thrown
    const cause = thrown instanceof TaskFailure ? thrown.cause : thrown
    if (!signal?.aborted) tryAgain(thrown, cause, memory)
    throw readingError(cause, sessions?.clients[0], signal)
  } finally {
    signal?.removeEventListener('abort', abort)
    await sessions?.close()
  }
}

/** Throws where another attempt may succeed: after a change, and after a refusal that nobody has foreseen, for which the next attempt is prepared. */
function tryAgain(thrown: unknown, cause: unknown, memory: Memory): void {
  const problem = cause instanceof Error ? cause.message : String(cause)
  if (isFromChange(cause)) throw new Again(problem, cause)
  if (!(thrown instanceof TaskFailure) || sqlState(cause) !== '42501' || memory.refused.has(thrown.task.query)) return
  memory.refused.add(thrown.task.query)
  throw new Refused(problem, cause)
}

async function readWith(sessions: Sessions, registry: Registry, options: ReadOptions, memory: Memory, last: boolean): Promise<Snapshot> {
  const { head, clients } = sessions
  const first = clients[0] as pg.Client
  const server: ServerFacts = { version: head.serverVersionNum, superuser: head.superuser }
  const schemas = options.schemas ? [...options.schemas] : null
  const collector = new FactCollector(await readAddresses(first), server)
  const tasks = tasksOf(registry, server)
  const collected = await collect(clients, collector, tasks, { server, schemas, refused: memory.refused }, options.progress)
  const unseen = collected.answers.flatMap(({ unreadable }) => unreadable).filter((one) => !remembered(memory, one))
  if (!last && unseen.length > 0) throw new Again('an object could not be printed')
  const changed = (await unlessRefused<{ changed: boolean }>(first, changedSql))?.[0]?.changed === true
  if (!last && changed) throw new Again('objects were altered')
  const dependencies = new Dependencies(collected.packed, collector)
  const edges = dependencies.edges()
  const gaps = await findGaps(first, { head, schemas, changed, collector, dependencies, ...collected })
  const facts = collector.collected([...tasks.first, ...tasks.satellites].map(({ query }) => query))
  options.addresses?.(new Map([...collector.addresses.all()].map(([address, number]) => [address, collector.idOf(number)] as const).filter(([, id]) => facts.has(id))))
  const { database, serverVersion, serverVersionNum, takenAt } = head
  return new Snapshot({ database, serverVersion, serverVersionNum, takenAt: takenAt.toISOString(), schemas, gaps }, facts, edges)
}

async function readAddresses(client: pg.Client): Promise<Addresses> {
  const catalogs = await client.query<{ oid: number; name: string }>(catalogsSql)
  const members = await client.query<[number, number, number]>({ text: membersSql, rowMode: 'array' })
  return new Addresses(new Map(catalogs.rows.map(({ oid, name }) => [name, oid])), members.rows as readonly MemberRow[])
}

interface Collected {
  answers: Answer[]
  orphans: Fact[]
  packed: readonly PackedRow[]
}

/** All facts but satellites first, several queries at a time; satellites one after the other, because they look for those, and for each other. */
async function collect(
  clients: readonly pg.Client[],
  collector: FactCollector,
  { first, satellites }: ReturnType<typeof tasksOf>,
  reading: Reading,
  progress: ReadOptions['progress'],
): Promise<Collected> {
  const answers: Answer[] = []
  const total = first.length + satellites.length + 1
  const onAnswer = (answer: Answer) => {
    answers.push(answer)
    progress?.({ label: `Read ${answer.task.kind.label[1]}`, done: answers.length, total, unit: 'steps' })
  }
  const sinkOf = ({ query }: Task) => collector.sink(query)
  const dependencies = (clients.at(-1) as pg.Client).query<[string | null, number]>({ text: dependenciesSql, rowMode: 'array' })
  // What it throws is told below, unless something else is told before.
  dependencies.catch(() => {})
  await readAll(clients, first, reading, sinkOf, onAnswer)
  const orphans = collector.settle()
  await readAll(clients.slice(0, 1), satellites, reading, sinkOf, onAnswer)
  orphans.push(...collector.settle())
  return { answers, orphans, packed: (await dependencies).rows }
}

function remembered(memory: Memory, { catalog, oid, problem }: Unreadable): boolean {
  const key = `${catalog} ${oid} ${problem}`
  const known = memory.broken.has(key)
  memory.broken.add(key)
  return known
}
