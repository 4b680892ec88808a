import type pg from 'pg'
import type { RunSession } from '../../migrations/run/run-session.ts'
import { connect } from '../../postgres/connect.ts'
import { holdSql, pidSql, sessionLocksSql, type SessionLocksRow } from './observe.sql.ts'
import type { LockMode } from './lock-modes.ts'

/** A lock that the observer holds until the statement is seen waiting for it. */
export interface Hold {
  schema: string
  name: string
  mode: LockMode
}

export interface Seen {
  /** Modes by oid, as pg_locks writes them. */
  modes: Map<string, Set<string>>
  /** How long the statement was kept waiting to be seen, in ms. */
  heldMs: number
}

interface Holder {
  client: pg.Client
  pid: number
}

const longestHoldMs = 1_500
const lookMs = 3
const calmLookMs = 40

/** Sees from other sessions what a statement locks that runs in transactions of its own: they end before anyone could ask in its session. Where no other session can be had, it runs unseen. */
export async function observe<T>(session: RunSession, holds: readonly Hold[], work: () => Promise<T>): Promise<{ result: T; seen: Seen }> {
  const watcher = await beside(session)
  if (!watcher) return { result: await work(), seen: { modes: new Map(), heldMs: 0 } }
  const holders: Holder[] = []
  try {
    for (const hold of holds) await take(session, hold, holders)
    const look = new Look(watcher, session.pid, holders)
    const running = work()
    const looking = look.until(running)
    try {
      return { result: await running, seen: await looking }
    } catch (error) {
      await looking
      throw error
    }
  } finally {
    await Promise.all([watcher, ...holders.map(({ client }) => client)].map((client) => client.end().catch(() => {})))
  }
}

function beside({ engine, environment }: RunSession): Promise<pg.Client | undefined> {
  return connect(engine, environment, { purpose: 'preview' }).catch(() => undefined)
}

async function take(session: RunSession, { schema, name, mode }: Hold, holders: Holder[]): Promise<void> {
  const client = await beside(session)
  if (!client) return
  const { rows } = await client.query<{ pid: number }>(pidSql)
  holders.push({ client, pid: rows[0]?.pid ?? 0 })
  await client.query('BEGIN')
  // What cannot be held, a view or what is not there, is only looked at.
  await client.query(holdSql(schema, name, mode)).catch(() => client.query('ROLLBACK'))
}

class Look {
  readonly #watcher: pg.Client
  readonly #pid: number
  readonly #holders: Holder[]
  readonly #seen: Seen = { modes: new Map(), heldMs: 0 }
  /** When it was last seen at work. */
  #free = performance.now()

  constructor(watcher: pg.Client, pid: number, holders: readonly Holder[]) {
    this.#watcher = watcher
    this.#pid = pid
    this.#holders = [...holders]
  }

  async until(running: Promise<unknown>): Promise<Seen> {
    let over = false
    const ended = running.then(() => (over = true), () => (over = true))
    const began = performance.now()
    while (!over) {
      await this.#once(performance.now() - began > longestHoldMs).catch(() => this.#releaseAll())
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, this.#holders.length > 0 ? lookMs : calmLookMs))])
    }
    return this.#seen
  }

  async #once(late: boolean): Promise<void> {
    const { rows } = await this.#watcher.query<SessionLocksRow>(sessionLocksSql, [this.#pid])
    const [row] = rows
    if (!row) return
    for (const [index, oid] of row.relations.entries()) {
      const modes = this.#seen.modes.get(oid) ?? new Set()
      this.#seen.modes.set(oid, modes.add(row.modes[index] ?? ''))
    }
    if (late) return this.#releaseAll()
    const blocking = row.waits ? this.#holders.find(({ pid }) => row.blockers.includes(pid)) : undefined
    if (blocking) await this.#release(blocking)
    else this.#free = performance.now()
  }

  async #release(holder: Holder): Promise<void> {
    this.#holders.splice(this.#holders.indexOf(holder), 1)
    await holder.client.query('ROLLBACK').catch(() => {})
    const now = performance.now()
    this.#seen.heldMs += now - this.#free
    this.#free = now
  }

  async #releaseAll(): Promise<void> {
    while (this.#holders[0]) await this.#release(this.#holders[0])
  }
}
