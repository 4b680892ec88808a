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
const lookEvery = 5_000
const patience = 15_000

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
    for (const job of jobs) known[job.id] = withAnswer(known[job.id], job)
    return { jobs: known, order: byAge(known) }
  })
  for (const job of jobs) if (!isFinished(job.state)) void followJob(job.id)
}

export async function cancelJob(jobId: string): Promise<void> {
  take(await client.jobs.cancel({ jobId }))
}

/**
 * Replays the job and goes on until it ends; a lost host is asked again from the last event that was seen.
 * Every way to its end leads through `jobs.get`: after the stream, and now and then beside it in case the stream says nothing more.
 */
export async function followJob(jobId: string): Promise<void> {
  if (followed.has(jobId)) return
  followed.add(jobId)
  /** Looked up after it had ended: its events are wanted, but its end is no news. */
  let isTold = hasEnded(jobId)
  try {
    for (;;) {
      const isDone = await followOnce(jobId)
      const job = useJobFeed.getState().jobs[jobId]?.job
      if (job && !isTold && isFinished(job.state)) {
        isTold = true
        for (const tell of endListeners) tell(job)
      }
      if (isDone) return
      await wait(pause)
    }
  } finally {
    followed.delete(jobId)
  }
}

/** True once nothing more can come. */
async function followOnce(jobId: string): Promise<boolean> {
  if (isWhole(jobId)) return true
  const stop = new AbortController()
  try {
    return await Promise.race([listen(jobId, stop.signal), lookNowAndThen(jobId, stop.signal)])
  } catch (thrown) {
    return readable(thrown).code === 'not_found'
  } finally {
    stop.abort()
  }
}

async function listen(jobId: string, signal: AbortSignal): Promise<boolean> {
  await ask(jobId)
  const after = useJobFeed.getState().jobs[jobId]?.seen ?? 0
  for await (const event of await client.jobs.watch({ jobId, after }, { signal })) addEvent(jobId, event)
  return ask(jobId)
}

/** Ends when the job has; what the stream still owes is asked for anew. */
async function lookNowAndThen(jobId: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    await wait(lookEvery)
    if (!signal.aborted && (await ask(jobId).catch(() => false))) return isWhole(jobId)
  }
  return false
}

/** Whether it has ended, with its outcome then in the feed. A question without an answer is given up, so that it can be asked again. */
async function ask(jobId: string): Promise<boolean> {
  const job = await client.jobs.get({ jobId }, { signal: AbortSignal.timeout(patience) })
  take(job)
  return isFinished(job.state)
}

function hasEnded(jobId: string): boolean {
  const known = useJobFeed.getState().jobs[jobId]
  return known !== undefined && isFinished(known.job.state)
}

function isWhole(jobId: string): boolean {
  const known = useJobFeed.getState().jobs[jobId]
  return known !== undefined && isFinished(known.job.state) && known.seen >= known.job.lastSeq
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function blank(job: Job): JobView {
  return { job, log: [], steps: [], seen: 0 }
}

function take(job: Job): void {
  useJobFeed.setState((feed) => {
    const jobs = { ...feed.jobs, [job.id]: withAnswer(feed.jobs[job.id], job) }
    return { jobs, order: feed.jobs[job.id] ? feed.order : byAge(jobs) }
  })
}

/** The view after an answer of the host; one that was given before the end does not undo it. */
export function withAnswer(view: JobView | undefined, job: Job): JobView {
  if (view && isFinished(view.job.state) && !isFinished(job.state)) return view
  return { ...(view ?? blank(job)), job: { ...job, lastSeq: Math.max(job.lastSeq, view?.job.lastSeq ?? 0) } }
}

function addEvent(jobId: string, event: JobEvent): void {
  useJobFeed.setState((feed) => {
    const view = feed.jobs[jobId]
    return view && event.seq > view.seen ? { jobs: { ...feed.jobs, [jobId]: withEvent(view, event) } } : feed
  })
}

/** The view after one more event. The end of a job is not taken from its event: that comes without the outcome. */
export function withEvent(view: JobView, { seq, at, state, progress, log, data }: JobEvent): JobView {
  const isUnderWay = state && !isFinished(state) && !isFinished(view.job.state)
  const job = { ...view.job, lastSeq: Math.max(seq, view.job.lastSeq), ...(isUnderWay && { state }), ...(progress && { progress }) }
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
