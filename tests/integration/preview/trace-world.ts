import { onTestFinished } from 'vitest'
import type { TracedStatement } from '#shared/contract/preview.ts'
import { prepareScript } from '#engine/migrations/run/prepare-script.ts'
import { openRolledBackTracer, openTracer, type ScriptTrace, type TraceOptions, type Tracer } from '#engine/preview/trace/tracer.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'
import { makeEnvironment, testEngine } from '../../support/migration-environment.ts'

export interface TraceWorld {
  database: TestDatabase
  tracer: Tracer
  run(sql: string, name?: string): Promise<ScriptTrace>
  /** Runs one statement that must succeed. */
  one(sql: string): Promise<TracedStatement>
}

export interface TraceWorldOptions extends Partial<TraceOptions> {
  rolledBack?: boolean
}

/** A database with this schema and a tracer on it; both go away with the test. */
export async function traceWorld(schema: string, { rolledBack = false, ...options }: TraceWorldOptions = {}): Promise<TraceWorld> {
  const database = await createDatabase('trace')
  onTestFinished(() => database.drop())
  await database.query(schema)
  const environment = makeEnvironment(database.url, '/nowhere')
  const open = rolledBack ? openRolledBackTracer : openTracer
  const tracer = await open(testEngine(environment), environment, { schema: 'public', statementTimeoutMs: 20_000, lockTimeoutMs: 2_000, signal: new AbortController().signal, ...options })
  onTestFinished(() => tracer.close())
  const run = async (sql: string, name = 'V1__x.sql') => tracer.run(await prepareScript(name, sql))
  return {
    database, tracer, run,
    one: async (sql) => {
      const { statements, error } = await run(sql)
      if (error) throw error
      return statements[0] as TracedStatement
    },
  }
}

/** "ACCESS EXCLUSIVE public.t" of each lock on what was there before. */
export function lockWords({ locks }: TracedStatement): string[] {
  return locks.filter(({ isNew }) => !isNew).map(({ mode, relation }) => `${mode} ${relation}`).toSorted()
}
