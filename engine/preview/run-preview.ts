import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic, Severity } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Preview } from '#shared/contract/preview.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { withSession } from '../migrations/locked-session.ts'
import { readSituation, type Situation } from '../migrations/situation.ts'
import type { Previews } from './previews.ts'
import { readBatch, type BatchItem } from './run/batch.ts'
import { runOnShadow } from './run/on-shadow.ts'
import { runOnTarget } from './run/on-target.ts'
import { readPolicy } from './run/policy.ts'
import type { PreviewRequest, PreviewRun } from './run/preview-run.ts'
import { PreviewProgress } from './run/progress.ts'
import { Stopwatch } from './run/stopwatch.ts'

export interface PreviewResult {
  /** Id of the preview. */
  preview: string
  verdict: Preview['verdict']
  /** How many. */
  migrations: number
  findings: Record<Severity, number>
}

/**
 * Runs migrations where they can hurt nobody and keeps what they did. A migration that fails is no failure of the preview: the person sees everything up to there.
 * Throws the errors of connections, `folder_missing`, `file_unreadable`, `shadow_unavailable`, `shadow_failed`, `cancelled`.
 */
export async function runPreview(engine: Engine, previews: Previews, environment: Environment, request: PreviewRequest, job: JobContext): Promise<PreviewResult> {
  const began = performance.now()
  const watch = new Stopwatch()
  job.progress({ label: 'Reading the migrations' })
  const { items, notes } = await watch.time('read', () => chosen(engine, environment, request))
  if (job.signal.aborted) throw new AppError('cancelled')
  const { policy, notes: policyNotes } = await readPolicy(environment.migrationsFolder)
  const run: PreviewRun = { engine, environment, request, items, policy, watch, job, progress: new PreviewProgress(job, items, request.prove && request.mode === 'shadow') }
  const kept = await (request.mode === 'shadow' ? runOnShadow(run) : runOnTarget(run))
  const preview: Preview = { ...kept.preview, notes: [...notes, ...policyNotes, ...kept.preview.notes], id: randomUUID(), ms: Math.round(performance.now() - began), stages: watch.stages() }
  previews.add({ ...kept, preview })
  const { id, verdict, migrations, findings } = preview
  return { preview: id, verdict, migrations: migrations.length, findings: count(findings) }
}

async function chosen(engine: Engine, environment: Environment, { scripts, drafts }: PreviewRequest): Promise<{ items: BatchItem[]; notes: Diagnostic[] }> {
  const situation = await withSession(engine, environment, (client) => readSituation(client, environment))
  const { items, notes } = await readBatch({ folder: environment.migrationsFolder, scripts, drafts }, situation.rows)
  return { items, notes: [...notes, ...concerning(situation, items)] }
}

/** What stands between the batch and its run. */
function concerning({ diagnostics }: Situation, items: readonly BatchItem[]): Diagnostic[] {
  const scripts = new Set(items.map(({ script }) => script))
  return diagnostics.filter(({ severity, subject }) => severity === 'error' || (subject !== undefined && scripts.has(subject)))
}

function count(findings: readonly Diagnostic[]): Record<Severity, number> {
  const of = (severity: Severity) => findings.filter((one) => one.severity === severity).length
  return { error: of('error'), warning: of('warning'), info: of('info') }
}
