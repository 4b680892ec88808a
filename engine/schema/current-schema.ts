import { toAppError, type AppError } from '#shared/contract/app-error.ts'
import { errorKind } from '#shared/contract/errors.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { SnapshotInfo } from '#shared/contract/schema.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../engine.ts'
import { withSession } from '../migrations/locked-session.ts'
import { changeMarkSql } from './change-mark.sql.ts'
import { loadSnapshot } from './loaded-snapshots.ts'
import { keepSnapshot, readEnvironment, takeSnapshot, type TakeOptions, type Taken } from './take-snapshot.ts'
import { withSchemasRead } from './with-schemas-read.ts'

/** What the pages of an environment are made of. */
export interface CurrentSchema {
  info: SnapshotInfo
  snapshot: Snapshot
  /** The server answers, and says that this is how it is. */
  live: boolean
  problem: string | null
}

interface Reading {
  info: SnapshotInfo
  /** `changeMarkSql` before it was read. */
  mark: string
  /** performance.now() when the server last said that nothing has changed. */
  checkedAt: number
}

/** The server is not asked again within this time. */
const believedMs = 3_000

const shared = new WeakMap<Engine['snapshots'], CurrentSchemas>()

/** The one of all engines that keep their snapshots together: each caller of a server has an engine of its own. */
export function currentSchemas(engine: Engine): CurrentSchemas {
  const current = shared.get(engine.snapshots) ?? new CurrentSchemas(engine)
  shared.set(engine.snapshots, current)
  return current
}

/** The newest readings of environments, made anew when the server says that its schema has changed. */
export class CurrentSchemas {
  readonly #engine: Engine
  readonly #readings = new Map<string, Reading>()
  /** Environments that could not be reached: why, and when (performance.now()). */
  readonly #away = new Map<string, { error: AppError; at: number }>()
  readonly #underWay = new Map<string, Promise<CurrentSchema>>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /**
   * The schema as it is now, or as a saved snapshot has it. Where the server cannot be reached, the last reading with the reason;
   * the error itself where there is none.
   */
  async get(environment: Environment, snapshotId?: string): Promise<CurrentSchema> {
    if (snapshotId !== undefined) {
      const info = await this.#engine.snapshots.get(snapshotId)
      return { info, snapshot: await loadSnapshot(this.#engine, snapshotId), live: false, problem: null }
    }
    const waiting = this.#underWay.get(environment.id)
    if (waiting) return waiting
    const finding = this.#find(environment).finally(() => this.#underWay.delete(environment.id))
    this.#underWay.set(environment.id, finding)
    return finding
  }

  /** Reads anew, whole or only some schemas of what is known already. */
  async read(environment: Environment, { schemas, ...options }: Omit<TakeOptions, 'trigger' | 'name'>): Promise<Taken> {
    const mark = await this.#mark(environment)
    const taken = schemas === undefined ? undefined : await this.#readSome(environment, schemas, options)
    const { info, snapshot } = taken ?? (await takeSnapshot(this.#engine, environment, { ...options, trigger: 'browse' }))
    // What changed elsewhere is not in a reading of some schemas: the next look at the whole asks again.
    this.#readings.set(environment.id, { info, mark: taken ? '' : mark, checkedAt: performance.now() })
    return { info, snapshot }
  }

  async #readSome(environment: Environment, schemas: readonly string[], options: Omit<TakeOptions, 'trigger' | 'name'>): Promise<Taken | undefined> {
    const newest = await this.#engine.snapshots.newest(environment.id)
    if (!newest) return undefined
    const [before, read] = [await loadSnapshot(this.#engine, newest.id), await readEnvironment(this.#engine, environment, { ...options, schemas })]
    return keepSnapshot(this.#engine, environment, withSchemasRead(before, read, schemas), { ...options, trigger: 'browse' })
  }

  async #find(environment: Environment): Promise<CurrentSchema> {
    const reading = this.#readings.get(environment.id)
    if (reading && performance.now() - reading.checkedAt < believedMs) return this.#live(reading)
    const away = this.#away.get(environment.id)
    // Whoever waits for a server that does not answer should not do so for each question.
    const last = away && performance.now() - away.at < believedMs ? await this.#last(environment, away.error) : undefined
    if (last) return last
    try {
      if (reading && (await this.#isUnchanged(environment, reading))) return await this.#live(reading)
      const { info, snapshot } = await this.read(environment, {})
      return { info, snapshot, live: true, problem: null }
    } catch (thrown) {
      const error = toAppError(thrown)
      const found = isReach(error.code) ? await this.#last(environment, error) : undefined
      if (!found) throw thrown
      this.#away.set(environment.id, { error, at: performance.now() })
      return found
    }
  }

  async #last(environment: Environment, { message }: AppError): Promise<CurrentSchema | undefined> {
    const info = await this.#engine.snapshots.newest(environment.id)
    return info && { info, snapshot: await loadSnapshot(this.#engine, info.id), live: false, problem: message }
  }

  async #live(reading: Reading): Promise<CurrentSchema> {
    return { info: reading.info, snapshot: await loadSnapshot(this.#engine, reading.info.id), live: true, problem: null }
  }

  async #isUnchanged(environment: Environment, reading: Reading): Promise<boolean> {
    const mark = await this.#mark(environment)
    const known = (await this.#engine.snapshots.newest(environment.id))?.id === reading.info.id
    if (mark !== reading.mark || !known) return false
    reading.checkedAt = performance.now()
    return true
  }

  #mark(environment: Environment): Promise<string> {
    return withSession(this.#engine, environment, async (client) => (await client.query<{ mark: string }>(changeMarkSql)).rows[0]?.mark ?? '')
  }
}

/** Whether the server could not be reached or would not let us in: the last snapshot is then better than nothing. */
function isReach(code: Parameters<typeof errorKind>[0]): boolean {
  return errorKind(code).exit === errorKind('host_unreachable').exit
}
