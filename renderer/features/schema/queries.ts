import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isFinished, type Job } from '#shared/contract/jobs.ts'
import { followJob, useJob } from '../../client/jobs.ts'
import { api, client } from '../../client/queries.ts'

/** Too large to be compared with what was there before. */
export function outlineOptions(env: string, snapshot: string | undefined) {
  return { ...api.schema.outline.queryOptions({ input: { env, snapshot } }), staleTime: 60_000, structuralSharing: false, refetchOnWindowFocus: false } as const
}

/** Every object, of the newest reading or of a saved snapshot. */
export function useOutline(env: string, snapshot: string | undefined) {
  return useQuery(outlineOptions(env, snapshot))
}

export function useObject(env: string, id: string, snapshot: string | undefined) {
  return useQuery(api.schema.object.queryOptions({ input: { env, id, snapshot }, staleTime: 30_000, refetchOnWindowFocus: false }))
}

/** `wanted` false: nothing is read from the table yet. */
export function useRows(env: string, id: string, limit: number, wanted: boolean) {
  return useQuery({ ...api.schema.rows.queryOptions({ input: { env, id, limit } }), enabled: wanted, staleTime: 60_000, refetchOnWindowFocus: false })
}

export function useSnapshots(env: string) {
  return useQuery(api.schema.snapshots.queryOptions({ input: { env }, staleTime: 30_000, select: ({ snapshots }) => snapshots }))
}

export interface ReadingJob {
  job: Job | undefined
  running: boolean
  /** The job could not even be started. */
  problem: unknown
  start: (schemas?: string[]) => void
}

/** Reads the schema anew, whole or some schemas; the outline is asked again when the job ends. */
export function useReading(env: string): ReadingJob {
  const [jobId, setJobId] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>(undefined)
  const job = useJob(jobId)?.job
  const start = (schemas?: string[]) => {
    setProblem(undefined)
    client.schema.read({ env, schemas }).then(
      ({ jobId: started }) => {
        setJobId(started)
        void followJob(started)
      },
      (thrown: unknown) => setProblem(thrown),
    )
  }
  return { job, running: jobId !== null && (job === undefined || !isFinished(job.state)), problem: problem ?? (job?.state === 'failed' ? job.error : undefined), start }
}
