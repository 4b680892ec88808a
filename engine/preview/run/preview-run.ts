import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Draft, Preview } from '#shared/contract/preview.ts'
import type { LintPolicy } from '#shared/lint/policy.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import type { TraceOptions } from '../trace/tracer.ts'
import type { BatchItem } from './batch.ts'
import type { PreviewProgress } from './progress.ts'
import type { Stopwatch } from './stopwatch.ts'

export interface PreviewRequest {
  scripts?: readonly string[] | undefined
  drafts: readonly Draft[]
  mode: Preview['mode']
  base: Preview['base']
  rows: Preview['rows']
  prove: boolean
  timeoutMs?: number | undefined
}

/** What the ways of running a batch have in common. */
export interface PreviewRun {
  engine: Engine
  environment: Environment
  request: PreviewRequest
  items: readonly BatchItem[]
  policy: LintPolicy
  watch: Stopwatch
  job: JobContext
  progress: PreviewProgress
}

/** Of a shadow; its locks wait for nobody. */
export function shadowOptions({ environment: { schema, policies }, request, job }: PreviewRun): Omit<TraceOptions, 'onStatement'> {
  return { schema, lockTimeoutMs: policies.lockTimeoutMs, statementTimeoutMs: request.timeoutMs ?? policies.previewTimeoutMs, signal: job.signal }
}

/** What goes wrong with the shadow itself, said as such: the environment was not touched. */
export function lostShadow(thrown: unknown): AppError {
  const error = toAppError(thrown)
  if (error.code !== 'connection_lost' && error.code !== 'host_unreachable' && error.code !== 'server_starting' && error.code !== 'database_missing') return error
  const state = 'The environment was not touched.'
  return new AppError('shadow_failed', { problem: error.message }, { state, help: 'Preview again. If it happens once more, look at the log of the server on which the shadow is made. What is left there of the shadow: strata shadow list.', cause: thrown })
}
