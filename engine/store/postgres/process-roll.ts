import { thisProcess, type IsAlive, type ProcessOwner } from '../../jobs/process-owner.ts'
import type { StoreDatabase } from '../store-database.ts'
import { postgresStatements as sql } from './postgres.sql.ts'

export interface RollOptions {
  onTrouble: (thrown: unknown) => void
  /** Between two signs of life. */
  beatMs?: number
  /** After so long without one a process counts as gone. */
  overdueMs?: number
}

/** Which processes share the store: each says in it that it lives, by the clock of its server. */
export class ProcessRoll {
  readonly #database: StoreDatabase
  readonly #options: Required<RollOptions>
  readonly #self = thisProcess()
  readonly #listeners = new Set<() => Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  #beating: Promise<void> = Promise.resolve()
  #lastBeat = performance.now()
  /** Until then nobody is called gone: the store itself was away, and others may not have had their turn yet. */
  #trustFrom = 0

  constructor(database: StoreDatabase, options: RollOptions) {
    this.#database = database
    this.#options = { beatMs: 4_000, overdueMs: 16_000, ...options }
  }

  async start(): Promise<void> {
    await this.#beat()
    await this.#database.run(sql.forgetOld)
    this.#timer = setInterval(() => void (this.#beating = this.#beatAndTell().catch(this.#options.onTrouble)), this.#options.beatMs).unref()
  }

  /** Called after each sign of life: time to look for what others left behind. */
  onBeat(listener: () => Promise<void>): void {
    this.#listeners.add(listener)
  }

  /** Who is alive as of now. */
  async living(): Promise<IsAlive> {
    if (performance.now() < this.#trustFrom) return () => true
    const rows = await this.#database.all<ProcessOwner>(sql.living, { overdueMs: this.#options.overdueMs })
    const alive = new Set([this.#self, ...rows].map(keyOf))
    return (owner) => alive.has(keyOf(owner))
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#beating
    await this.#database.run(sql.leave, { ...this.#self }).catch(() => {})
  }

  async #beatAndTell(): Promise<void> {
    await this.#beat()
    for (const listener of this.#listeners) await listener()
  }

  async #beat(): Promise<void> {
    await this.#database.run(sql.beat, { ...this.#self })
    const now = performance.now()
    if (now - this.#lastBeat > this.#options.overdueMs / 2) this.#trustFrom = now + this.#options.overdueMs
    this.#lastBeat = now
  }
}

function keyOf({ host, pid, start }: ProcessOwner): string {
  return `${host} ${pid} ${start}`
}
