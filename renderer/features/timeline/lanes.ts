import type { AppErrorData } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'

export interface Lane {
  environment: Environment
  /** The oldest first. */
  events: readonly TimelineEvent[]
  /** Why the lane could not be read now. */
  problem: AppErrorData | undefined
}

interface Unreachable {
  env: string
  error: AppErrorData
}

const order = ['development', 'staging', 'production']

/** An event names its environment by id or by name. */
export function environmentOf(environments: readonly Environment[], key: string): Environment | undefined {
  return environments.find(({ id }) => id === key) ?? environments.find(({ name }) => name === key)
}

/** One lane per environment, production at the bottom as the end of the way. */
export function lanesOf(environments: readonly Environment[], events: readonly TimelineEvent[], unreachable: readonly Unreachable[]): Lane[] {
  return environments
    .toSorted((a, b) => order.indexOf(a.class) - order.indexOf(b.class))
    .map((environment) => {
      const own = (key: string) => environmentOf(environments, key)?.id === environment.id
      return { environment, events: events.filter(({ env }) => own(env)).toReversed(), problem: unreachable.find(({ env }) => own(env))?.error }
    })
}
