import type { RollbackProgress, RollbackStep } from '#shared/contract/rollback.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { withStep, type RollbackStore } from '../rollback-store.ts'

const scriptMethods: ReadonlySet<RollbackProgress['method']> = new Set(['undo', 'generated_undo', 'apply', 'repeat'])

export function isScript({ method }: Pick<RollbackProgress, 'method'>): boolean {
  return scriptMethods.has(method)
}

export function waitingSteps(steps: readonly RollbackStep[]): RollbackProgress[] {
  return steps.map(({ number, method, script, version }) => ({ number, method, script, version, state: 'waiting' }))
}

/** Notes in the store what is begun and what is done, so that a killed process leaves behind where it stood; the job tells it too. */
export class StepLog {
  readonly #store: RollbackStore
  readonly #id: string
  readonly #job: Pick<JobContext, 'data'>
  #steps: RollbackProgress[]

  constructor(store: RollbackStore, id: string, job: Pick<JobContext, 'data'>, steps: RollbackProgress[]) {
    this.#store = store
    this.#id = id
    this.#job = job
    this.#steps = steps
  }

  get steps(): readonly RollbackProgress[] {
    return this.#steps
  }

  /** What ran before it is done. */
  async begin(which: (step: RollbackProgress) => boolean): Promise<void> {
    const step = this.#steps.find((one) => one.state === 'waiting' && which(one))
    if (!step) return
    await this.end()
    await this.#set(withStep(this.#steps, step.number, 'running'))
  }

  /** The one that runs is done. */
  async end(): Promise<void> {
    const running = this.#steps.find(({ state }) => state === 'running')
    if (running) await this.#set(withStep(this.#steps, running.number, 'done'))
  }

  replace(steps: RollbackProgress[]): Promise<void> {
    return this.#set(steps)
  }

  async #set(steps: RollbackProgress[]): Promise<void> {
    this.#steps = steps
    await this.#store.update(this.#id, { steps })
    this.#job.data({ kind: 'rollback-steps', steps })
  }
}

/**
 * What the history says of the scripts of a way that did not come to its end: it got a row with each. `startRank` is the highest rank before the first.
 * Of the one that was running and has no row, `otherwise`. Pure.
 */
export function settleSteps(steps: readonly RollbackProgress[], history: readonly HistoryRow[], startRank: number, otherwise: 'failed' | 'waiting'): RollbackProgress[] {
  const written = history.filter(({ rank, success }) => rank > startRank && success).toSorted((a, b) => a.rank - b.rank)
  let at = 0
  return steps.map((step) => {
    if (!isScript(step)) return step.state === 'running' ? { ...step, state: otherwise } : step
    if (written[at]?.script === step.script) {
      at += 1
      return { ...step, state: 'done' }
    }
    return { ...step, state: step.state === 'running' ? otherwise : 'waiting' }
  })
}

/** Whether something of the database is another than before the way was begun. */
export function changedSomething(steps: readonly RollbackProgress[]): boolean {
  const beside = steps.some(({ method }) => method === 'restore')
  return steps.some((step) => (beside ? step.method === 'swap' : isScript(step)) && (step.state === 'done' || step.state === 'unknown'))
}
