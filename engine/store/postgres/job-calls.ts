import type { JobCalls } from '../../jobs/job-store.ts'
import type { Signals } from './signals.ts'

/** Who waits looks by itself after so long. */
const patienceMs = 2_000

/** How the processes of a store hear of each other's jobs. */
export function jobCalls(signals: Signals): JobCalls {
  return {
    changed: (jobId, signal) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          forget()
          signal?.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, patienceMs)
        const forget = signals.hear('jobs', (key) => (key === undefined || key === jobId) && done())
        signal?.addEventListener('abort', done)
      }),
    cancel: (jobId) => signals.tell('cancel', [jobId]),
    onCancel: (listener) => void signals.hear('cancel', (key) => key !== undefined && listener(key)),
  }
}
