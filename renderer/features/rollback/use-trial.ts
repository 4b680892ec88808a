import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { isFinished } from '#shared/contract/jobs.ts'
import { rollbackPreviewSchema, type RollbackPreview, type RollbackWay } from '#shared/contract/rollback.ts'
import type { RollbackTarget } from '../../app/rollback-store.ts'
import { useJob, type JobView } from '../../client/jobs.ts'
import { client } from '../../client/queries.ts'

export interface Trial {
  start(): void
  running: boolean
  /** Of the way that is shown; undefined: not tried. */
  preview: RollbackPreview | undefined
  /** What starting it, or the job, ended with. */
  error: unknown
  view: JobView | undefined
}

/** Tries the way in a shadow; afterwards the plan is asked for again, because missing undos may have been written. */
export function useTrial(target: RollbackTarget, way: RollbackWay['id'] | undefined, onDone: () => void): Trial {
  const [job, setJob] = useState<{ id: string; way: RollbackWay['id'] | undefined }>()
  const start = useMutation({ mutationFn: () => client.rollback.preview({ ...target, way }), onSuccess: ({ jobId }) => setJob({ id: jobId, way }) })
  const view = useJob(job?.id)
  const shown = job?.way === way ? view : undefined
  const state = view?.job.state
  const ended = state !== undefined && isFinished(state)
  const done = useEffectEvent(onDone)
  useEffect(() => {
    if (ended) done()
  }, [ended])
  const parsed = shown?.job.state === 'succeeded' ? rollbackPreviewSchema.safeParse(shown.job.result) : undefined
  return { start: () => start.mutate(), running: start.isPending || (job !== undefined && !ended), preview: parsed?.data, error: start.error ?? (shown?.job.state === 'failed' ? shown.job.error : undefined), view: shown }
}
