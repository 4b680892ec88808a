import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import { withSession } from '../../migrations/locked-session.ts'
import { lockHolder } from '../../migrations/run/lock.ts'
import { dropExpiredReplaced } from '../../restores/replaced.ts'
import { noticeDrift } from '../../timeline/drift/look-for-drift.ts'
import { refuseOtherClock } from './clock.ts'

export type Note = (level: 'info' | 'warning', text: string) => void

interface Chore {
  name: 'drift' | 'replaced'
  everyMs: number
  concerns(environment: Environment): boolean
  run(engine: Engine, environment: Environment, note: Note): Promise<void>
}

const minuteMs = 60_000

/** The sample's server runs on demand alone, and no look starts it. */
const chores: readonly Chore[] = [
  { name: 'drift', everyMs: 15 * minuteMs, concerns: ({ sample }) => !sample, run: lookAtSchema },
  { name: 'replaced', everyMs: 60 * minuteMs, concerns: ({ sample, policies }) => !sample && policies.keepReplacedDays > 0, run: dropReplacedOnTime },
]

/** Small work that is done from time to time and is no job. What goes wrong is noted once and done again the next time; nothing is thrown. */
export class Housekeeping {
  readonly #engine: Engine
  readonly #note: Note
  readonly #now: () => Date
  readonly #due = new Map<string, number>()
  readonly #noted = new Map<string, string>()

  constructor(engine: Engine, { note, now }: { note: Note; now: () => Date }) {
    this.#engine = engine
    this.#note = note
    this.#now = now
  }

  /** Does of each chore the one that waits longest: environments take turns, and a start is not all of them at once. */
  async look(): Promise<void> {
    for (const chore of chores) {
      const environment = this.#next(chore)
      if (!environment) continue
      const key = keyOf(chore, environment)
      this.#due.set(key, this.#now().getTime() + chore.everyMs)
      const note: Note = (level, text) => this.#noteOnce(key, level, `${environment.name}: ${text}`)
      await chore.run(this.#engine, environment, note).catch((thrown: unknown) => note('info', thrown instanceof Error ? thrown.message : String(thrown)))
    }
  }

  #next(chore: Chore): Environment | undefined {
    const now = this.#now().getTime()
    const busy = new Set(this.#engine.jobs.running().map(({ env }) => env))
    const at = (environment: Environment) => this.#dueAt(keyOf(chore, environment), now, chore.everyMs)
    const due = this.#engine.environments.list().filter((one) => chore.concerns(one) && !busy.has(one.name) && at(one) <= now)
    return due.toSorted((a, b) => at(a) - at(b))[0]
  }

  /** A time further away than the chore ever waits was reckoned when the clock was wrong. */
  #dueAt(key: string, now: number, everyMs: number): number {
    const at = this.#due.get(key) ?? 0
    return at > now + everyMs ? 0 : at
  }

  #noteOnce(key: string, level: 'info' | 'warning', text: string): void {
    if (this.#noted.get(key) === text) return
    this.#noted.set(key, text)
    this.#note(level, text)
  }
}

function keyOf({ name }: Chore, { id }: Environment): string {
  return `${name} ${id}`
}

/** While somebody migrates, the schema is between two versions, and that is no drift. */
async function lookAtSchema(engine: Engine, environment: Environment, note: Note): Promise<void> {
  const holder = await withSession(engine, environment, (client) => lockHolder(client, environment))
  if (!holder) await noticeDrift(engine, environment, note)
}

async function dropReplacedOnTime(engine: Engine, environment: Environment, note: Note): Promise<void> {
  const { dropped: over } = await dropExpiredReplaced(engine, environment, { reason: '', dryRun: true })
  if (over.length === 0) return
  await refuseOtherClock(engine, environment, AbortSignal.timeout(10_000))
  const { dropped, kept } = await dropExpiredReplaced(engine, environment, { reason: `Kept for ${environment.policies.keepReplacedDays} days, as the environment says` })
  for (const database of dropped) note('info', `Dropped ${database}, whose time was over`)
  for (const { database, problem } of kept) note('warning', `${database} could not be dropped: ${problem}`)
}
