import type { AppErrorData } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Timeline } from './use-timeline.ts'
import type { Entry } from './entries.ts'

export interface Lane {
  environment: Environment
  /** The oldest first. */
  entries: readonly Entry[]
  /** Why the lane could not be read now. */
  problem: AppErrorData | undefined
  /** When its story was read last, where it could not be read now; null: never. */
  since: string | null
}

type Unreachable = Timeline['unreachable'][number]

const order = ['development', 'staging', 'production']

/** An event names its environment by id or by name. */
export function environmentOf(environments: readonly Environment[], key: string): Environment | undefined {
  return environments.find(({ id }) => id === key) ?? environments.find(({ name }) => name === key)
}

/** One lane per environment, production at the bottom as the end of the way. */
export function lanesOf(environments: readonly Environment[], entries: readonly Entry[], unreachable: readonly Unreachable[]): Lane[] {
  const own = new Map<string, Entry[]>(environments.map(({ id }) => [id, []]))
  for (const entry of entries.toReversed()) own.get(entry.environment?.id ?? '')?.push(entry)
  return environments
    .toSorted((a, b) => order.indexOf(a.class) - order.indexOf(b.class))
    .map((environment) => {
      const away = unreachable.find(({ env }) => environmentOf(environments, env)?.id === environment.id)
      return { environment, entries: (own.get(environment.id) ?? []).toSorted((a, b) => a.at - b.at), problem: away?.error, since: away?.since ?? null }
    })
}
