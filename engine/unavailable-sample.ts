import { AppError } from '#shared/contract/app-error.ts'
import type { Sample } from './engine.ts'

const problem = 'this run has no sample'

/** Stands in where a host offers no sample. */
export const unavailableSample: Sample = {
  info: () => ({ available: false, running: false, problem }),
  start: () => Promise.reject(new AppError('sample_unavailable', { problem })),
  stop: () => Promise.resolve(),
}
