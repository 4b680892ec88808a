import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { appErrorSchema } from './app-error.ts'
import { operation } from './operation.ts'

export const jobStateSchema = z.enum([
  'queued', 'running', 'cancelling', 'succeeded', 'failed', 'cancelled',
  /** Found running when Strata started: the process that ran it is gone. */
  'interrupted',
  /** The connection was lost in COMMIT; the history has not been read since. */
  'unknown',
])
export type JobState = z.infer<typeof jobStateSchema>

const finished: readonly JobState[] = ['succeeded', 'failed', 'cancelled', 'interrupted', 'unknown']
export function isFinished(state: JobState): boolean {
  return finished.includes(state)
}

export const progressSchema = z.object({
  /** What is being done, in plain words: "Applying V12__order_totals.sql". */
  label: z.string(),
  /** Units done of `total`; both absent while the amount is unknown. */
  done: z.number().optional(),
  total: z.number().optional(),
  unit: z.enum(['statements', 'migrations', 'bytes', 'tables', 'steps', 'databases']).optional(),
  /** Units a second, and seconds left, where they can honestly be said. */
  rate: z.number().optional(),
  secondsLeft: z.number().optional(),
})
export type Progress = z.infer<typeof progressSchema>

export const jobEventSchema = z.object({
  /** Rises by one per job; replay starts after any of them. */
  seq: z.int(),
  at: z.iso.datetime(),
  type: z.enum(['state', 'progress', 'log', 'data']),
  state: jobStateSchema.optional(),
  progress: progressSchema.optional(),
  log: z.object({ level: z.enum(['info', 'warning', 'error']), text: z.string() }).optional(),
  /** Steps of the operation for machines: `{kind: "statement", ...}`, `{kind: "doctor-step", ...}`. */
  data: z.record(z.string(), z.unknown()).optional(),
})
export type JobEvent = z.infer<typeof jobEventSchema>

export const jobSchema = z.object({
  id: z.string(),
  /** Name of the operation, `area.verb`. */
  operation: z.string(),
  /** Environment it works on, when there is one. */
  env: z.string().optional(),
  state: jobStateSchema,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  progress: progressSchema.optional(),
  /** Output of the operation once it has succeeded; its shape is the operation's. */
  result: z.unknown().optional(),
  error: appErrorSchema.optional(),
  /** Number of the last event. */
  lastSeq: z.int(),
})
export type Job = z.infer<typeof jobSchema>

const jobId = z.string().min(1).max(64).describe('Id of the job')

export const jobsContract = {
  list: operation({
    name: 'jobs.list', access: 'read', scope: 'visible', http: 'GET /jobs', shell: { command: 'jobs list' },
    summary: 'List jobs, the newest first.',
    input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
    output: z.object({ jobs: z.array(jobSchema) }),
  }),
  get: operation({
    name: 'jobs.get', access: 'read', http: 'GET /jobs/{jobId}', shell: { command: 'jobs show', arguments: ['jobId'] }, errors: ['not_found'],
    summary: 'Show one job with its state, progress and result.',
    input: z.object({ jobId }),
    output: jobSchema,
  }),
  cancel: operation({
    name: 'jobs.cancel', access: 'write', inDevelopment: 'developer', http: 'POST /jobs/{jobId}/cancel', shell: { command: 'jobs cancel', arguments: ['jobId'] }, errors: ['not_found'],
    summary: 'Cancel a job, on the server too; its final state says what really happened.',
    input: z.object({ jobId }),
    output: jobSchema,
  }),
  watch: operation({
    name: 'jobs.watch', access: 'read', http: 'GET /jobs/{jobId}/events', shell: { command: 'jobs watch', arguments: ['jobId'] }, errors: ['not_found'],
    summary: 'Follow a job: replays its events after a number, then goes on live until it ends.',
    input: z.object({ jobId, after: z.coerce.number().int().min(0).default(0).describe('Number of the last event already seen') }),
    output: eventIterator(jobEventSchema),
  }),
  wait: operation({
    name: 'jobs.wait', access: 'read', http: 'GET /jobs/{jobId}/wait', errors: ['not_found'],
    summary: 'Wait for events of a job after a number, for callers that cannot read a stream; answers as soon as there are some, or empty after the time.',
    input: z.object({
      jobId, after: z.coerce.number().int().min(0).default(0).describe('Number of the last event already seen'),
      seconds: z.coerce.number().min(1).max(55).default(25).describe('Longest time to wait; below the idle time of proxies, which is mostly 60 s'),
    }),
    output: z.object({ /** At most 1000; further ones come with the next call. */ events: z.array(jobEventSchema), job: jobSchema, /** No further event will come. */ ended: z.boolean() }),
  }),
}
