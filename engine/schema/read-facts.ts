import type pg from 'pg'
import type { CatalogQuery, Kind, Registry, Row, ServerFacts } from '#shared/schema/kind.ts'
import { withParameters, type Reading } from './catalog-query.ts'
import { readBatches, type Unreadable } from './read-batches.ts'
import { sqlState } from './sql-state.ts'
import { rollbackToSql, savepointSql } from './session.sql.ts'

/** One query of one kind. */
export interface Task {
  kind: Kind
  query: CatalogQuery
}

/** What one query gave: rows, or why it gave none. */
export interface Answer {
  task: Task
  rows: Row[]
  /** The server's words, when the user may not read that catalog. */
  denied?: string
  unreadable: readonly Unreadable[]
}

/** Queries in the order in which their rows are made into facts: what is created first, first; satellites last. */
export function tasksOf(registry: Registry, { version }: ServerFacts): Task[] {
  const all = [...registry.values()].flatMap((kind) => kind.catalog.map((query) => ({ kind, query })))
  const rank = ({ kind, query }: Task) => (query.satellite ? 1_000_000 : 0) + kind.order
  return all.filter(({ query }) => (query.since ?? 0) <= version).toSorted((a, b) => rank(a) - rank(b))
}

/** Runs the queries, several at a time on as many sessions, and gives each answer in the order of the tasks. */
export async function* readAll(clients: readonly pg.Client[], tasks: readonly Task[], reading: Reading): AsyncGenerator<Answer> {
  const answers = tasks.map(() => new Pending())
  let next = 0
  let failed = false
  const work = async (client: pg.Client) => {
    while (next < tasks.length && !failed) {
      const index = next
      next += 1
      try {
        answers[index]?.resolve(await readOne(client, tasks[index] as Task, reading))
      } catch (thrown) {
        failed = true
        answers[index]?.reject(thrown)
        for (const { reject } of answers.slice(next)) reject(thrown)
      }
    }
  }
  const workers = clients.map(work)
  try {
    for (const { promise } of answers) yield await promise
  } finally {
    failed = true
    await Promise.all(workers)
  }
}

/** An answer that will come. */
class Pending {
  readonly promise: Promise<Answer>
  resolve: (answer: Answer) => void = () => {}
  reject: (thrown: unknown) => void = () => {}

  constructor() {
    this.promise = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }))
    // A failure is told to whoever waits for that answer; where nobody does any more, it must not end the process.
    this.promise.catch(() => {})
  }
}

async function readOne(client: pg.Client, task: Task, reading: Reading): Promise<Answer> {
  const { query } = task
  if (query.batches) return { task, ...(await readBatches(client, query, query.batches, reading)) }
  const asked = withParameters(query.sql(reading.server), [reading.schemas])
  const guarded = query.mayBeDenied === true || reading.refused.has(query)
  if (!guarded) return { task, rows: (await client.query<Row>(asked)).rows, unreadable: [] }
  await client.query(savepointSql)
  try {
    return { task, rows: (await client.query<Row>(asked)).rows, unreadable: [] }
  } catch (thrown) {
    if (sqlState(thrown) !== '42501') throw thrown
    await client.query(rollbackToSql)
    return { task, rows: [], denied: (thrown as Error).message, unreadable: [] }
  }
}
