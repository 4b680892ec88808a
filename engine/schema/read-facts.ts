import pg from 'pg'
import type { CatalogQuery, Kind, Registry, Row, ServerFacts } from '#shared/schema/kind.ts'
import { withParameters, type Reading } from './catalog-query.ts'
import { readBatches, type Unreadable } from './read-batches.ts'
import { rollbackToSql, savepointSql } from './session.sql.ts'
import { sqlState } from './sql-state.ts'

/** One query of one kind. */
export interface Task {
  kind: Kind
  query: CatalogQuery
}

/** How one query ended. */
export interface Answer {
  task: Task
  /** The server's words, when the user may not read that catalog. */
  denied?: string
  unreadable: readonly Unreadable[]
}

/** A query failed. */
export class TaskFailure extends Error {
  readonly task: Task

  constructor(task: Task, cause: unknown) {
    super(`${task.kind.name} could not be read`, { cause })
    this.task = task
  }
}

/** Queries in the order of their facts: what is created first, first. */
export function tasksOf(registry: Registry, { version }: ServerFacts): { first: Task[]; satellites: Task[] } {
  const kinds = [...registry.values()].toSorted((a, b) => a.order - b.order)
  const all = kinds.flatMap((kind) => kind.catalog.map((query) => ({ kind, query }))).filter(({ query }) => (query.since ?? 0) <= version)
  return { first: all.filter(({ query }) => !query.satellite), satellites: all.filter(({ query }) => query.satellite) }
}

/** What takes the rows of a query. */
export type Sink = (row: Row) => void

/**
 * Runs the queries, as many at a time as there are sessions, and hands each row on as it comes. The longest come first: those in batches,
 * then in the order given. Throws a TaskFailure with the first error.
 */
export async function readAll(
  clients: readonly pg.Client[],
  tasks: readonly Task[],
  reading: Reading,
  sinkOf: (task: Task) => Sink,
  onAnswer: (answer: Answer) => void,
): Promise<void> {
  const waiting = [...tasks.filter(({ query }) => query.batches), ...tasks.filter(({ query }) => !query.batches)]
  let failure: TaskFailure | undefined
  const work = async (client: pg.Client) => {
    for (let task = waiting.shift(); task && !failure; task = waiting.shift()) {
      try {
        onAnswer(await readOne(client, task, reading, sinkOf(task)))
      } catch (thrown) {
        failure ??= new TaskFailure(task, thrown)
      }
    }
  }
  await Promise.all(clients.map(work))
  if (failure) throw failure
}

async function readOne(client: pg.Client, task: Task, reading: Reading, sink: Sink): Promise<Answer> {
  const { query } = task
  if (query.batches) return { task, unreadable: await readBatches(client, query, query.batches, reading, sink) }
  const asked = withParameters(query.sql(reading.server), [reading.schemas])
  const guarded = query.mayBeDenied === true || reading.refused.has(query)
  if (guarded) await client.query(savepointSql)
  try {
    await stream(client, asked, sink)
    return { task, unreadable: [] }
  } catch (thrown) {
    if (!guarded || sqlState(thrown) !== '42501') throw thrown
    await client.query(rollbackToSql)
    return { task, denied: (thrown as Error).message, unreadable: [] }
  }
}

/** Rows are handed on one by one, so that a hundred thousand of them do not fill the memory. */
function stream(client: pg.Client, config: pg.QueryConfig, sink: Sink): Promise<void> {
  return new Promise((resolve, reject) => {
    let fault: { thrown: unknown } | undefined
    const query = client.query(new pg.Query<Row>(config))
    query.on('row', (row: Row) => {
      if (fault) return
      try {
        sink(row)
      } catch (thrown) {
        fault = { thrown }
      }
    })
    query.on('error', reject)
    query.on('end', () => (fault ? reject(fault.thrown as Error) : resolve()))
  })
}
