import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { withoutHistory } from '../../compare/own-tables.ts'
import { fingerprintOf, readEnvironment } from '../../schema/take-snapshot.ts'
import { readTargetSizes, withTarget } from '../shadow/target.ts'
import { openRolledBackTracer } from '../trace/tracer.ts'
import { composePreview, type Composed } from './compose.ts'
import type { PreviewRun } from './preview-run.ts'
import { traceBatch, type TracedItem } from './trace-batch.ts'

/** Nobody shall wait for a preview: milliseconds, however long a migration may take. */
const mostLockTimeoutMs = 1_000
const mostStatementTimeoutMs = 30_000

const notRead: Diagnostic = {
  code: 'differences-not-read', severity: 'info',
  message: 'What becomes of the schema is not shown, and no undo is proved: all was rolled back, and no other session could see it.',
  help: 'Preview on a shadow to see it.',
}

/** Runs the batch in one transaction on the environment itself and rolls it back. */
export async function runOnTarget(run: PreviewRun): Promise<Composed> {
  const { engine, environment, watch, job } = run
  const before = await watch.time('read', async () => withoutHistory(await readEnvironment(engine, environment, { signal: job.signal }), [environment]))
  const sizes = await watch.time('read', () => withTarget(engine, environment, job.signal, readTargetSizes))
  const traced = await watch.time('trace', () => trace(run, before))
  const sampled = new Map([...sizes].map(([name, { rows }]) => [name, Math.max(0, rows)]))
  const { serverVersion } = before.head
  const place = { title: `${environment.name} itself, rolled back`, serverVersion, sameMajor: true, warm: true }
  return composePreview(run, { place, notes: [notRead], sampled, sizes, before, fingerprint: fingerprintOf(before), traced, proofs: new Map() })
}

async function trace({ engine, environment, items, request, job, progress }: PreviewRun, before: TracedItem['before']): Promise<TracedItem[]> {
  const { schema, policies } = environment
  const tracer = await openRolledBackTracer(engine, environment, {
    schema, signal: job.signal, lockTimeoutMs: Math.min(policies.lockTimeoutMs || mostLockTimeoutMs, mostLockTimeoutMs),
    statementTimeoutMs: request.timeoutMs ?? Math.min(policies.previewTimeoutMs, mostStatementTimeoutMs),
    onStatement: (script, statement, of) => progress.traced(script, statement, of),
  })
  try {
    return await traceBatch(tracer, items, before, undefined)
  } finally {
    await tracer.close()
  }
}
