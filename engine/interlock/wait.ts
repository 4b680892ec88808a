import type { BusySession } from '#shared/contract/interlock.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { pause } from '../migrations/run/pause.ts'
import { describeBusy } from './busy.ts'

/** A dump of a small schema, or a change of the history alone, is over in a moment. */
const patienceMs = 2_000
const quickMs = 200
const slowMs = 1_000

/** Looks again for a moment; gives those who are still there. */
export async function stillBusy(look: () => Promise<BusySession[]>, signal: AbortSignal): Promise<BusySession[]> {
  const until = performance.now() + patienceMs
  for (;;) {
    const busy = await look()
    if (busy.length === 0 || performance.now() >= until) return busy
    await pause(quickMs, signal)
  }
}

/** Waits until nobody is there, however long it takes; says who is waited for, to people and to machines. Throws `cancelled`. */
export async function waitUntilFree(what: 'dump' | 'migration', look: () => Promise<BusySession[]>, { signal, progress, log, data }: Pick<JobContext, 'signal' | 'progress' | 'log'> & Partial<Pick<JobContext, 'data'>>): Promise<void> {
  let told = ''
  for (;;) {
    const busy = await look()
    if (busy.length === 0) break
    const who = describeBusy(busy)
    progress({ label: `Waiting for the ${what} of ${who}` })
    if (who !== told) {
      log('info', `Waiting for the ${what} of ${who}.`)
      data?.({ kind: 'waiting', what, sessions: busy })
    }
    told = who
    await pause(slowMs, signal)
  }
  if (told === '') return
  log('info', `The ${what} has ended.`)
  data?.({ kind: 'waiting', what, sessions: [] })
}
