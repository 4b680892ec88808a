import type { Environment } from '#shared/contract/environments.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { environmentOf } from './lanes.ts'
import { looks, type Look } from './looks.ts'

/** An event with what drawing and filtering ask of it again and again. */
export interface Entry {
  event: TimelineEvent
  /** Milliseconds. */
  at: number
  /** Absent where the environment is no longer known here. */
  environment: Environment | undefined
  look: Look
}

/** In the order in which they came: the newest first, within one environment as its journal has them. */
export function entriesOf(events: readonly TimelineEvent[], environments: readonly Environment[]): Entry[] {
  const known = new Map<string, Environment | undefined>()
  const placeOf = (env: string) => {
    if (!known.has(env)) known.set(env, environmentOf(environments, env))
    return known.get(env)
  }
  return events.map((event) => ({ event, at: Date.parse(event.at), environment: placeOf(event.env), look: looks[event.kind] }))
}
