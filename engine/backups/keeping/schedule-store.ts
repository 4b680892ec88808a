import { livingHere, type IsAlive, type ProcessOwner } from '../../jobs/process-owner.ts'

/** `after`: the rehearsal of a backup that was just made. */
export type ScheduledKind = 'backup' | 'rehearsal' | 'after'

/** The last slot of something that is done by itself. Times are ISO 8601 in UTC. */
export interface SlotRow {
  envId: string
  what: ScheduledKind
  slot: string
  state: 'running' | 'succeeded' | 'failed'
  owner: ProcessOwner
  startedAt: string
  attempts: number
  /** Null: not before the next slot. */
  retryAt: string | null
  problem: string | null
}

export interface SlotClaim extends Pick<SlotRow, 'envId' | 'what' | 'slot' | 'owner'> {
  now: Date
  /** Absent: as the store knows. */
  isAlive?: IsAlive
}

export interface SlotEnd extends Pick<SlotRow, 'envId' | 'what' | 'slot' | 'problem'> {
  now: Date
  /** Try again at once when Strata runs the next time. */
  interrupted: boolean
}

/** Keeps several processes that share a store from doing one slot twice. */
export interface ScheduleStore {
  list(): Promise<SlotRow[]>
  /** Whether the slot is now this process's to do. */
  claim(claim: SlotClaim): Promise<boolean>
  end(end: SlotEnd): Promise<void>
}

const minuteMs = 60_000
/** Waits after the first failures of a slot; then the next slot is waited for. */
const backoffMs = [5 * minuteMs, 20 * minuteMs, 60 * minuteMs]
/** Clocks are set by less than this all the time. */
const toleranceMs = 5 * minuteMs

/** The row of a slot that may be done now, or undefined. Pure, so that each store decides alike. */
export function claimed(last: SlotRow | undefined, { envId, what, slot, owner, now }: SlotClaim, isAlive: IsAlive): SlotRow | undefined {
  const attempt = attemptOf(last, slot, now, isAlive)
  return attempt === undefined ? undefined : { envId, what, slot, owner, state: 'running', startedAt: now.toISOString(), attempts: attempt, retryAt: null, problem: null }
}

function attemptOf(last: SlotRow | undefined, slot: string, now: Date, isAlive: IsAlive): number | undefined {
  if (!last) return 1
  if (last.state === 'running' && isAlive(last.owner)) return undefined
  // A slot of the future was taken when the clock was wrong.
  if (slot > last.slot || Date.parse(last.slot) > now.getTime() + toleranceMs) return 1
  if (slot < last.slot || last.state === 'succeeded') return undefined
  return last.state === 'running' || isDue(last, now) ? again(last.attempts) : undefined
}

function isDue({ retryAt, startedAt }: SlotRow, now: Date): boolean {
  return retryAt !== null && (Date.parse(retryAt) <= now.getTime() || Date.parse(startedAt) > now.getTime() + toleranceMs)
}

function again(attempts: number): number | undefined {
  return attempts > backoffMs.length ? undefined : attempts + 1
}

/** What stands in a row once its slot has ended. */
export function ended(row: SlotRow, { problem, now, interrupted }: SlotEnd): SlotRow {
  if (problem === null) return { ...row, state: 'succeeded', problem, retryAt: null }
  const wait = backoffMs[row.attempts - 1]
  const retryAt = interrupted ? now : wait === undefined ? undefined : new Date(now.getTime() + wait)
  return { ...row, state: 'failed', problem, retryAt: retryAt?.toISOString() ?? null, attempts: interrupted ? row.attempts - 1 : row.attempts }
}

/** For a run without a store. */
export class MemorySchedule implements ScheduleStore {
  readonly #rows = new Map<string, SlotRow>()

  async list(): Promise<SlotRow[]> {
    return [...this.#rows.values()]
  }

  async claim(claim: SlotClaim): Promise<boolean> {
    const row = claimed(this.#rows.get(keyOf(claim)), claim, claim.isAlive ?? (await livingHere()))
    if (row) this.#rows.set(keyOf(claim), row)
    return row !== undefined
  }

  async end(end: SlotEnd): Promise<void> {
    const row = this.#rows.get(keyOf(end))
    if (row?.slot === end.slot) this.#rows.set(keyOf(end), ended(row, end))
  }
}

function keyOf({ envId, what }: Pick<SlotRow, 'envId' | 'what'>): string {
  return `${envId} ${what}`
}
