import type { TracedStatement } from '#shared/contract/preview.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import type { BatchItem } from './batch.ts'

/** Statements done of all; a proof counts each of them three times more: up, down and up again. */
export class PreviewProgress {
  readonly #job: JobContext
  readonly #total: number
  #done = 0

  constructor(job: JobContext, items: readonly BatchItem[], prove: boolean) {
    this.#job = job
    this.#total = items.reduce((sum, item) => sum + item.prepared.statements.length * (prove ? 4 : 1), 0)
  }

  /** For machines too: `{kind: "traced-statement", script, of, statement}`. */
  traced(script: string, statement: TracedStatement, of: number): void {
    this.#done += 1
    this.#job.data({ kind: 'traced-statement', script, of, statement })
    this.#say(`Tracing ${script}`)
  }

  proving({ script, prepared }: BatchItem): void {
    this.#say(`Proving the undo of ${script}`)
    this.#done += prepared.statements.length * 3
  }

  at(label: string): void {
    this.#say(label)
  }

  #say(label: string): void {
    this.#job.progress({ label, done: Math.min(this.#done, this.#total), total: this.#total, unit: 'statements' })
  }
}
