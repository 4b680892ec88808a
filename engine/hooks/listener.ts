import { setTimeout as sleep } from 'node:timers/promises'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { connect } from '../postgres/connect.ts'
import { listenSql } from './listen.sql.ts'

export interface ListenerOptions {
  environment: Environment
  channel: string
  /** Gets the payload as it came. */
  onNotification(payload: string): void
  /** What keeps it from listening; null: it listens. */
  onState(problem: string | null): void
}

const firstPauseMs = 1000
const longestPauseMs = 60_000
const askEveryMs = 30_000

/** Listens to a channel over a session of its own, and connects again when that is lost. What is notified in between is not heard. */
export class Listener {
  readonly #engine: Pick<Engine, 'vault' | 'actor'>
  readonly #options: ListenerOptions
  readonly #stop = new AbortController()
  readonly #done: Promise<void>

  constructor(engine: Pick<Engine, 'vault' | 'actor'>, options: ListenerOptions) {
    this.#engine = engine
    this.#options = options
    this.#done = this.#listen()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#done
  }

  async #listen(): Promise<void> {
    let pause = firstPauseMs
    while (!this.#stop.signal.aborted) {
      try {
        await this.#session(() => (pause = firstPauseMs))
      } catch (thrown) {
        if (this.#stop.signal.aborted) return
        this.#options.onState(thrown instanceof Error ? thrown.message : String(thrown))
        await pauseFor(pause, this.#stop.signal)
        pause = Math.min(pause * 2, longestPauseMs)
      }
    }
  }

  /** Throws when the session is lost, or could not be had. */
  async #session(onListening: () => void): Promise<void> {
    const { environment, channel, onNotification, onState } = this.#options
    const { signal } = this.#stop
    const client = await connect(this.#engine, environment, { purpose: 'listen', signal })
    try {
      const lost = new Promise<never>((_resolve, reject) => void client.once('end', () => reject(new Error('The connection to the server was lost.'))))
      lost.catch(() => {})
      client.on('notification', ({ channel: heard, payload = '' }) => heard === channel && onNotification(payload))
      await client.query(listenSql(channel))
      onListening()
      onState(null)
      // A connection that a firewall has forgotten looks alive until it is used.
      while (!signal.aborted) {
        await Promise.race([lost, client.query('')])
        await Promise.race([lost, pauseFor(askEveryMs, signal)])
      }
    } finally {
      client.removeAllListeners('end')
      await Promise.race([client.end().catch(() => {}), sleep(1000, undefined, { ref: false })])
    }
  }
}

async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {})
}
