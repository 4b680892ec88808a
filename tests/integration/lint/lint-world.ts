import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import { kinds } from '#shared/kinds/index.ts'
import { lintBatch } from '#shared/lint/lint-batch.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import { lintPolicySchema } from '#shared/lint/policy.ts'
import type { RelationSize, Rule } from '#shared/lint/rule.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { examineScript, prepareScript } from '#engine/migrations/run/prepare-script.ts'
import type { FixFile, Traces } from '#engine/lint/verify-fixes.ts'
import { openTracer } from '#engine/preview/trace/tracer.ts'
import { readSnapshot } from '#engine/schema/read-snapshot.ts'
import { lintContext } from '../../support/lint.ts'
import { makeEnvironment, testEngine } from '../../support/migration-environment.ts'
import { createDatabase } from '../../support/database.ts'
import { withClient } from '../corpus/world.ts'

export interface Traced {
  before: Snapshot
  after: Snapshot | undefined
  /** Of the files that could be run at all. */
  traces: Traces
  failed: string | undefined
  serverMajor: number
}

const read = (url: string): Promise<Snapshot> => withClient(url, (client) => readSnapshot(client, kinds))

/** Runs files one after another on a new database with this schema; one that no runner takes, such as one with psql commands, is left out. */
export async function traceFiles(setup: string, files: readonly FixFile[]): Promise<Traced> {
  const database = await createDatabase('lint')
  try {
    for (const [, role] of setup.matchAll(/CREATE ROLE (\w+)/g)) await database.query(`DROP ROLE IF EXISTS ${role}`)
    if (setup !== '') await database.query(setup)
    const before = await read(database.url)
    const traces = new Map<string, readonly TracedStatement[]>()
    const failed = await traceInto(traces, database.url, files)
    return { before, after: await read(database.url), traces, failed, serverMajor: Math.floor(before.head.serverVersionNum / 10_000) }
  } finally {
    await database.drop()
  }
}

async function traceInto(traces: Map<string, readonly TracedStatement[]>, url: string, files: readonly FixFile[]): Promise<string | undefined> {
  const environment = makeEnvironment(url, '/nowhere')
  const tracer = await openTracer(testEngine(environment), environment, { schema: 'public', statementTimeoutMs: 20_000, lockTimeoutMs: 2_000, signal: new AbortController().signal })
  try {
    for (const { script, text } of files) {
      const { errors } = await examineScript(script, text)
      if (errors[0]) return errors[0].message
      const { statements, error } = await tracer.run(await prepareScript(script, text))
      traces.set(script, statements)
      if (error) return `${error.message} ${error.data.pg?.message ?? ''}`
    }
    return undefined
  } finally {
    await tracer.close()
  }
}

/** Every table is large, so that rules on large tables speak. */
const large = (): RelationSize => ({ rows: 5_000_000, bytes: 1_000_000_000, uses: 12 })

export async function lintTraced(rule: Rule, files: readonly FixFile[], { before, after, serverMajor }: Traced, traces?: Traces): Promise<Diagnostic[]> {
  const parsed = await Promise.all(files.map(({ script, text }) => lintFile(script, text, traces?.get(script))))
  return lintBatch(parsed, lintContext({ before, after, serverMajor, size: large, policy: lintPolicySchema.parse(rule.examples.policy ?? {}) }))
}
