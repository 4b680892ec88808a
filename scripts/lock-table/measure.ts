import type { TracedStatement } from '#shared/contract/preview.ts'
import { prepareScript } from '#engine/migrations/run/prepare-script.ts'
import { openRolledBackTracer, openTracer } from '#engine/preview/trace/tracer.ts'
import { makeEnvironment, testEngine } from '../../tests/support/migration-environment.ts'
import type { LockCase } from './case.ts'

/** Traces a statement on a database that has `setup`; unless it runs outside of a transaction, nothing of it stays. */
export async function measureCase(url: string, { sql, before, outside = false }: LockCase): Promise<TracedStatement> {
  const environment = makeEnvironment(url, '/nowhere')
  const open = outside ? openTracer : openRolledBackTracer
  const tracer = await open(testEngine(environment), environment, { schema: 'public', statementTimeoutMs: 60_000, lockTimeoutMs: 5_000, signal: new AbortController().signal, throwAway: true })
  try {
    const { statements, error } = await tracer.run(await prepareScript(sql, before === undefined ? sql : `${before};\n${sql}`))
    const statement = statements.at(-1)
    if (error || statement?.outcome !== 'ran') throw new Error(`${sql}: ${error?.message ?? statement?.reason ?? statement?.outcome}`)
    return statement
  } finally {
    await tracer.close()
  }
}
