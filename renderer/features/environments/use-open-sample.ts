import { useMutation } from '@tanstack/react-query'
import { isFinished, type Progress } from '#shared/contract/jobs.ts'
import { useJob } from '../../client/jobs.ts'
import { api } from '../../client/queries.ts'

export interface SampleOpening {
  open: () => void
  busy: boolean
  progress: Progress | undefined
  error: unknown
}

/** Starts the sample as a job; its environments appear in the list when it has ended. */
export function useOpenSample(): SampleOpening {
  const { mutate, data, isPending, error } = useMutation(api.app.openSample.mutationOptions())
  const view = useJob(data?.jobId)
  const busy = isPending || (data !== undefined && (view === undefined || !isFinished(view.job.state)))
  return { open: () => mutate({}), busy, progress: busy ? view?.job.progress : undefined, error: error ?? view?.job.error }
}
