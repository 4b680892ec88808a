import { fillWords } from '#shared/contract/errors.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { Words } from './words.ts'

/** Jobs shorter than this end before anyone looks away. */
const longMs = 10_000

/** What a person who looks elsewhere is told of a job that has ended; undefined for a short one. */
export function noticeOf(job: Job, words: Words): { title: string; body: string } | undefined {
  if (!job.startedAt || !job.endedAt || Date.parse(job.endedAt) - Date.parse(job.startedAt) < longMs) return undefined
  const template = job.state === 'succeeded' ? words.jobSucceeded : job.state === 'failed' ? words.jobFailed : words.jobEnded
  return { title: fillWords(template, { operation: job.operation, state: job.state }), body: job.error?.message ?? job.progress?.label ?? '' }
}
