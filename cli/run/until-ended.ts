import { contract } from '#shared/contract/contract.ts'
import { errorKind } from '#shared/contract/errors.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { OperationMeta } from '#shared/contract/operation.ts'
import type { Scheduler } from '#engine/backups/keeping/scheduler.ts'
import type { Engine } from '#engine/engine.ts'
import { drainJobs } from '#engine/jobs/drain.ts'
import type { Served } from '../../server/serve.ts'
import type { Terminal } from '../terminal.ts'
import { onInterrupt } from './interrupt.ts'

interface Running {
  terminal: Terminal
  served: Pick<Served, 'stopTaking' | 'close'>
  engine: Pick<Engine, 'jobs'>
  scheduler: Pick<Scheduler, 'stop'>
  graceSeconds: number
}

/** What a job that is cut off needs to come to its end, in ms, before the program leaves it behind. */
const cutPatience = 10_000

/**
 * Serves until SIGTERM or Ctrl-C, then ends in order: nothing new, what runs comes to a safe point, streams get their last event. A second
 * signal cancels what still runs; a third leaves at once. Resolves to the exit code: 0, or that of `cancelled` when something was cut off.
 */
export async function untilEnded({ terminal, served, engine, scheduler, graceSeconds }: Running): Promise<number> {
  const asked = new AbortController()
  const hurry = new AbortController()
  const stopListening = onInterrupt((times) => {
    if (times === 1) asked.abort()
    else if (times === 2) hurry.abort()
    else process.exit(errorKind('outcome_unknown').exit)
  })
  try {
    terminal.err('Ctrl-C ends it.\n')
    await aborted(asked.signal)
    served.stopTaking()
    await scheduler.stop()
    if (engine.jobs.running().length > 0) terminal.err(`Ending: what runs gets ${graceSeconds} s to come to a safe point. Once more cancels it.\n`)
    const left = await drainJobs(engine.jobs, { graceMs: graceSeconds * 1000, cancelNow: isReading, hurry: hurry.signal })
    if (left.length > 0) terminal.err(`Cancelling, on the server too: ${left.map(({ operation }) => operation).join(', ')}\n`)
    await Promise.race([engine.jobs.stop(), later(cutPatience)])
    await served.close()
    return left.length > 0 ? errorKind('cancelled').exit : 0
  } finally {
    stopListening()
  }
}

/** To be cut off in reading changes nothing anywhere. */
function isReading({ operation }: Job): boolean {
  const [area = '', verb = ''] = operation.split('.')
  const areas = contract as unknown as Record<string, Record<string, { '~orpc': { meta: OperationMeta } }> | undefined>
  return areas[area]?.[verb]?.['~orpc'].meta.access === 'read'
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
