import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Engine } from '#engine/engine.ts'
import { lockWaits, type LockWait } from '#engine/observe.ts'

/** Jobs of this process, and the locks they waited for. Gives what takes the listeners away. */
export function jobFigures(registry: Registry, { jobs }: Pick<Engine, 'jobs'>): () => void {
  const registers = [registry]
  const ended = new Counter({ name: 'strata_jobs_total', help: 'Jobs that ended, by operation and final state', labelNames: ['operation', 'state'], registers })
  const failures = new Counter({ name: 'strata_job_failures_total', help: 'Jobs that did not do their work, by operation and error code', labelNames: ['operation', 'code'], registers })
  const durations = new Histogram({ name: 'strata_job_duration_seconds', help: 'From start to end', labelNames: ['operation'], buckets: [0.1, 1, 10, 60, 300, 1800, 7200], registers })
  const locks = new Counter({ name: 'strata_lock_timeouts_total', help: 'Attempts that gave up waiting for a lock', labelNames: ['lock'], registers })
  const running = new Gauge({
    name: 'strata_jobs_running', help: 'Jobs that run or wait now', labelNames: ['operation', 'state'], registers,
    collect() {
      this.reset()
      for (const { operation, state } of jobs.running()) this.inc({ operation, state })
    },
  })
  running.reset()
  jobs.onEnded(({ operation, state, startedAt, endedAt, error }) => {
    ended.inc({ operation, state })
    if (error) failures.inc({ operation, code: error.code })
    if (startedAt && endedAt) durations.observe({ operation }, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000)
  })
  const waited = (message: unknown) => locks.inc({ lock: (message as LockWait).lock })
  for (const lock of ['relation', 'migrations'] as const) locks.inc({ lock }, 0)
  lockWaits.subscribe(waited)
  return () => void lockWaits.unsubscribe(waited)
}
