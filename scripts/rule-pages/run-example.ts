import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import { lintBatch } from '#shared/lint/lint-batch.ts'
import { lintPolicySchema } from '#shared/lint/policy.ts'
import type { RelationSize, Rule } from '#shared/lint/rule.ts'
import type { Engine } from '#engine/engine.ts'
import { prepareScript } from '#engine/migrations/run/prepare-script.ts'
import { openTracer } from '#engine/preview/trace/tracer.ts'
import { readEnvironment } from '#engine/schema/take-snapshot.ts'
import { lintContext } from '../../tests/support/lint.ts'
import { makeEnvironment, testEngine } from '../../tests/support/migration-environment.ts'

export interface ExampleRun {
  /** All findings, of every rule. */
  findings: readonly Diagnostic[]
  statements: readonly TracedStatement[]
  /** refused: it is no script that could be run, `problem` says why. */
  outcome: 'ran' | 'failed' | 'refused'
  problem: string | undefined
}

/** Runs one example of a rule on a server that is thrown away, in a database of its own, and lints it by all that is then known. */
export async function runExample(serverUrl: string, rule: Rule, which: 'bad' | 'good'): Promise<ExampleRun> {
  const name = `rule_${randomUUID().slice(0, 8)}`
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0`)
  try {
    return await runIn(url.href, rule, which)
  } finally {
    await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
    for (const { rolname } of await onServer(serverUrl, `SELECT rolname FROM pg_roles WHERE rolname LIKE 'strata\\_example\\_%'`)) await onServer(serverUrl, `DROP ROLE ${pg.escapeIdentifier(String(rolname))}`)
  }
}

async function onServer(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function runIn(url: string, { examples }: Rule, which: 'bad' | 'good'): Promise<ExampleRun> {
  const environment = makeEnvironment(url, '/nowhere')
  const engine = testEngine(environment)
  const script = 'V2__example.sql'
  const text = examples[which]
  if (examples.setup !== undefined) await onServer(url, examples.setup)
  await onServer(url, 'ANALYZE')
  const before = await readEnvironment(engine, environment)
  const sizes = await sizesIn(url)
  const traced = await trace(engine, environment, script, text)
  const after = traced.outcome === 'ran' ? await readEnvironment(engine, environment) : undefined
  const file = await lintFile(script, text, traced.statements)
  const policy = lintPolicySchema.parse(examples.policy ?? {})
  return { ...traced, findings: lintBatch([file], lintContext({ before, after, policy, limits: { ...policy.limits, smallTableRows: 0 }, size: (relation) => sizes.get(relation) })) }
}

async function trace(engine: Engine, environment: Environment, script: string, text: string): Promise<Omit<ExampleRun, 'findings'>> {
  const tracer = await openTracer(engine, environment, { schema: 'public', statementTimeoutMs: 20_000, lockTimeoutMs: 2_000, signal: new AbortController().signal, throwAway: true })
  try {
    const { outcome, statements, error } = await tracer.run(await prepareScript(script, text))
    return { outcome, statements, problem: error?.message }
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    return { outcome: 'refused', statements: [], problem: thrown.message }
  } finally {
    await tracer.close()
  }
}

const sizesSql = `
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.reltuples::float8 AS rows, pg_total_relation_size(c.oid)::float8 AS bytes, s.idx_scan::float8 AS uses
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = c.oid
 WHERE c.relkind IN ('r', 'i', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`

async function sizesIn(url: string): Promise<ReadonlyMap<string, RelationSize>> {
  const rows = (await onServer(url, sizesSql)) as unknown as (RelationSize & { name: string })[]
  return new Map(rows.map(({ name, ...size }) => [name, size]))
}
