import type { Environment } from '#shared/contract/environments.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { Engine } from '../../engine.ts'
import { thisProcess } from '../../jobs/process-owner.ts'
import { Housekeeping, type Note } from './housekeeping.ts'
import type { ScheduledKind } from './schedule-store.ts'
import { backupsWaiting, backupToRehearse, startRehearsal, startScheduledBackup } from './scheduled-jobs.ts'
import { schedulesOf } from './scheduled-work.ts'
import { lastSlot } from './slots.ts'

export interface SchedulerOptions {
  onTrouble?: (thrown: unknown) => void
  /** Hears what the small work in between has done, and what kept it from it. */
  note?: Note
  /** Between two looks at the clock; the first comes after as much. */
  everyMs?: number
  now?: () => Date
}

/** For the small work that is under way at the end, in ms. */
const graceMs = 2000

interface Due {
  environment: Environment
  what: ScheduledKind
  slot: string
  /** Starts the job and gives its id; undefined: there is nothing to do. */
  start(): Promise<string | undefined>
}

/**
 * Makes backups and rehearses them while the desktop or the server runs, looks for drift, and drops replaced databases whose time is over.
 * What was missed while it did not run is done once, soon after the start. One piece of work at a time; several processes share the slots
 * by the store.
 */
export class Scheduler {
  readonly #engine: Engine
  readonly #onTrouble: (thrown: unknown) => void
  readonly #now: () => Date
  readonly #timer: NodeJS.Timeout
  readonly #housekeeping: Housekeeping
  #working: Promise<void> | undefined
  #tending: Promise<void> | undefined
  #jobId: string | undefined
  #stopped = false

  constructor(engine: Engine, { onTrouble = () => {}, note = () => {}, everyMs = 20_000, now = () => new Date() }: SchedulerOptions = {}) {
    this.#engine = engine
    this.#onTrouble = onTrouble
    this.#now = now
    this.#housekeeping = new Housekeeping(engine, { note, now })
    this.#timer = setInterval(() => {
      void this.look()
      void this.tend()
    }, everyMs)
    this.#timer.unref()
  }

  /** Does what is due now, one after another; resolves when that is done. Never throws. */
  look(): Promise<void> {
    this.#working ??= this.#doDue().catch(this.#onTrouble).finally(() => (this.#working = undefined))
    return this.#working
  }

  /** Does one piece of the small work that is due, also while a backup runs. Never throws. */
  tend(): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    this.#tending ??= this.#housekeeping.look().catch(this.#onTrouble).finally(() => (this.#tending = undefined))
    return this.#tending
  }

  /** Cancels what runs; its slot is done when Strata runs the next time. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    if (this.#jobId !== undefined) await this.#engine.jobs.cancel(this.#jobId)
    await this.#working
    // A server that does not answer must not keep the studio from ending.
    await Promise.race([this.#tending, new Promise((resolve) => setTimeout(resolve, graceMs).unref())])
  }

  async #doDue(): Promise<void> {
    for (const environment of this.#engine.environments.list()) {
      for (const due of [...this.#slotsOf(environment), ...(await this.#waitingOf(environment))]) {
        if (this.#stopped) return
        await this.#do(due)
      }
    }
  }

  /** Slots before the last change of the settings are not missed: the schedule may be new. */
  #slotsOf(environment: Environment): Due[] {
    const engine = this.#engine
    const due = schedulesOf(environment).map(({ what, schedule }): Due => ({
      environment, what, slot: lastSlot(schedule, this.#now()).toISOString(),
      start: async () => {
        if (what === 'backup') return startScheduledBackup(engine, environment)
        const stored = await backupToRehearse(engine, environment)
        return stored && startRehearsal(engine, environment, stored)
      },
    }))
    return due.filter(({ slot }) => slot > environment.updatedAt)
  }

  /** Backups that were made since, here or by a command. */
  async #waitingOf(environment: Environment): Promise<Due[]> {
    const engine = this.#engine
    if (!environment.backups.rehearse || environment.sample) return []
    const last = (await engine.schedule.list()).find(({ envId, what }) => envId === environment.id && what === 'after')
    const waiting = await backupsWaiting(engine, environment, last?.slot ?? environment.updatedAt)
    return waiting.map((stored) => ({ environment, what: 'after', slot: stored.manifest.createdAt, start: async () => startRehearsal(engine, environment, stored) }))
  }

  async #do({ environment, what, slot, start }: Due): Promise<void> {
    const { schedule, jobs } = this.#engine
    const key = { envId: environment.id, what, slot }
    if (!(await schedule.claim({ ...key, owner: thisProcess(), now: this.#now() }))) return
    let problem: string | null = null
    try {
      this.#jobId = await start()
      problem = this.#jobId === undefined ? null : problemOf(await jobs.ended(this.#jobId))
    } catch (thrown) {
      problem = thrown instanceof Error ? thrown.message : String(thrown)
    }
    this.#jobId = undefined
    await schedule.end({ ...key, problem, now: this.#now(), interrupted: this.#stopped && problem !== null })
  }
}

function problemOf({ state, error }: Job): string | null {
  return state === 'succeeded' ? null : (error?.message ?? `The job is ${state}.`)
}
