import { isFinished, type Job, type JobState } from '#shared/contract/jobs.ts'
import { renderError } from './error.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { duration, indent, time } from './values.ts'

export function renderJobs({ jobs }: { jobs: Job[] }, look: Look): string {
  if (jobs.length === 0) return 'No jobs yet.\n'
  const rows = jobs.map((job) => [job.id, job.operation, job.env ?? '', jobState(job.state, look), time(job.createdAt, look.timeZone), took(job), job.error?.message ?? ''])
  return `${table(['Job', 'Operation', 'Environment', 'State', 'Started', { title: 'Time', align: 'right' }, ''], rows, look)}\n`
}

export function renderJob(job: Job, look: Look): string {
  const lines = [
    `Job          ${look.paint.bold(job.id)}`,
    `Operation    ${job.operation}`,
    job.env && `Environment  ${job.env}`,
    `State        ${jobState(job.state, look)}`,
    `Started      ${time(job.startedAt ?? job.createdAt, look.timeZone)}`,
    took(job) && `Time         ${took(job)}`,
    !isFinished(job.state) && job.progress && `Doing        ${job.progress.label}`,
    job.result !== undefined && `Result\n${indent(JSON.stringify(job.result, undefined, 2))}`,
    job.error && `\n${renderError(job.error, look).trimEnd()}`,
  ]
  return `${lines.filter(Boolean).join('\n')}\n`
}

export function jobState(state: JobState, { paint }: Look): string {
  if (state === 'succeeded') return paint.green(state)
  return state === 'queued' || state === 'running' || state === 'cancelling' ? paint.cyan(state) : paint.red(state)
}

function took({ startedAt, endedAt }: Job): string {
  return startedAt && endedAt ? duration(Date.parse(endedAt) - Date.parse(startedAt)) : ''
}
