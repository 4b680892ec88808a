import { useEffect } from 'react'
import { create } from 'zustand'
import { isFinished, type Job, type JobEvent } from '#shared/contract/jobs.ts'
import { client, readable } from './link.ts'

export interface LogLine {
  seq: number
  at: string
  level: 'info' | 'warning' | 'error'
  text: string
}

/** A job as this window knows it: its last state, and every event since its start. */
export interface JobView {
  job: Job
  log: readonly LogLine[]
  /** Steps for machines in order: `{kind: 'statement', ...}`, `{kind: 'doctor-step', ...}`. */
  steps: readonly Record<string, unknown>[]
  seen: number
}

interface JobFeed {
  jobs: Readonly<Record<string, JobView>>
  /** The newest first. */
  order: readonly string[]
}

const keptLogLines = 5_000
const pause = 1_200

export const useJobFeed = create<JobFeed>(() => ({ jobs: {}, order: [] }))

type Listener = (job: Job) => void
const endListeners = new Set<Listener>()
const followed = new Set<string>()

/** Calls back once for each job that ends while this window looks. */
export function onJobEnd(listener: Listener): () => void {
  endListeners.add(listener)
  return () => endListeners.delete(listener)
}

/** One job, followed live; undefined until it is known. */
export function useJob(jobId: string | null | undefined): JobView | undefined {
  useEffect(() => {
    if (jobId) void followJob(jobId)
  }, [jobId])
  return useJobFeed((feed) => (jobId ? feed.jobs[jobId] : undefined))
}

export function useRunningJobs(): readonly Job[] {
  const { jobs, order } = useJobFeed()
  return order.flatMap((id) => (jobs[id] && !isFinished(jobs[id].job.state) ? [jobs[id].job] : []))
}

/** Jobs of this host, so that a reloaded or second window shows what runs. */
export async function loadJobs(): Promise<void> {
  const { jobs } = await client.jobs.list({ limit: 100 })
  useJobFeed.setState((feed) => {
    const known = { ...feed.jobs }
    for (const job of jobs) known[job.id] = { ...(known[job.id] ?? blank(job)), job }
    return { jobs: known, order: byAge(known) }
  })
  for (const job of jobs) if (!isFinished(job.state)) void followJob(job.id)
}

export async function cancelJob(jobId: string): Promise<void> {
  take(await client.jobs.cancel({ jobId }))
}

/** Replays the job and goes on until it ends; a lost host is asked again from the last event that was seen. */
export async function followJob(jobId: string): Promise<void> {
  if (followed.has(jobId)) return
  followed.add(jobId)
  try {
    while (!(await followOnce(jobId))) await new Promise((resolve) => setTimeout(resolve, pause))
  } finally {
    followed.delete(jobId)
  }
}

async function followOnce(jobId: string): Promise<boolean> {
  const known = useJobFeed.getState().jobs[jobId]
  /** Looked up after it had ended: its events are wanted, but its end is no news. */
  const old = known !== undefined && isFinished(known.job.state)
  if (old && known.seen >= known.job.lastSeq) return true
  try {
    take(await client.jobs.get({ jobId }))
    const after = useJobFeed.getState().jobs[jobId]?.seen ?? 0
    for await (const event of await client.jobs.watch({ jobId, after })) addEvent(jobId, event)
    const job = await client.jobs.get({ jobId })
    take(job)
    if (isFinished(job.state) && !old) for (const tell of endListeners) tell(job)
    return isFinished(job.state)
  } catch (thrown) {
    return readable(thrown).code === 'not_found'
  }
}

function blank(job: Job): JobView {
  return { job, log: [], steps: [], seen: 0 }
}

function take(job: Job): void {
  useJobFeed.setState((feed) => {
    const jobs = { ...feed.jobs, [job.id]: { ...(feed.jobs[job.id] ?? blank(job)), job } }
    return { jobs, order: feed.jobs[job.id] ? feed.order : byAge(jobs) }
  })
}

function addEvent(jobId: string, event: JobEvent): void {
  useJobFeed.setState((feed) => {
    const view = feed.jobs[jobId]
    return view && event.seq > view.seen ? { jobs: { ...feed.jobs, [jobId]: withEvent(view, event) } } : feed
  })
}

/** The view after one more event. */
export function withEvent(view: JobView, { seq, at, state, progress, log, data }: JobEvent): JobView {
  const job = { ...view.job, lastSeq: Math.max(seq, view.job.lastSeq), ...(state && { state }), ...(progress && { progress }) }
  return {
    job,
    log: log ? [...view.log, { seq, at, ...log }].slice(-keptLogLines) : view.log,
    steps: data ? [...view.steps, data] : view.steps,
    seen: seq,
  }
}

function byAge(jobs: Readonly<Record<string, JobView>>): string[] {
  return Object.values(jobs)
    .toSorted((a, b) => b.job.createdAt.localeCompare(a.job.createdAt))
    .map(({ job }) => job.id)
}
