import type { Progress } from '#shared/contract/jobs.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import type { SideJob } from './resolve-side.ts'

/** Two sides are read at once: the job's line names both, and each side's own progress is an event `{kind: "side", side, ...}`. */
export class SideProgress {
  readonly #job: JobContext
  readonly #last: { a?: Progress; b?: Progress } = {}

  constructor(job: JobContext) {
    this.#job = job
  }

  /** What the work of one side gets as its job. */
  of(side: 'a' | 'b', title: string): SideJob {
    return {
      signal: this.#job.signal,
      log: (level, text) => this.#job.log(level, `${title}: ${text}`),
      progress: (progress) => {
        this.#last[side] = progress
        this.#job.data({ kind: 'side', side, title, state: 'running', ...progress })
        this.#tell()
      },
    }
  }

  done(side: 'a' | 'b', title: string, facts: number): void {
    this.#last[side] = { label: 'read', done: 1, total: 1 }
    this.#job.data({ kind: 'side', side, title, state: 'done', facts })
    this.#tell()
  }

  #tell(): void {
    const label = (['a', 'b'] as const).flatMap((side) => (this.#last[side] ? [`${side.toUpperCase()}: ${this.#last[side].label}`] : [])).join('; ')
    const share = (['a', 'b'] as const).reduce((sum, side) => sum + shareOf(this.#last[side]), 0) / 2
    this.#job.progress({ label, done: Math.round(share * 100), total: 100, unit: 'steps' })
  }
}

function shareOf(progress: Progress | undefined): number {
  return progress?.done === undefined || !progress.total ? 0 : Math.min(1, progress.done / progress.total)
}
