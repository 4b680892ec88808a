import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'
import { readTimeline } from '../timeline/read-timeline.ts'
import { showState } from '../timeline/show-state.ts'

export function timelineOperations(engine: Engine): Handlers<'timeline'> {
  const chosen = (env: string | undefined) => (env === undefined ? engine.environments.list() : [engine.environments.get(env)])
  return {
    list: ({ env, limit }) => readTimeline(engine, chosen(env), limit),
    state: ({ env, event }) => showState(engine, engine.environments.get(env), event),
    compare: () => {
      throw new AppError('internal')
    },
    check: () => {
      throw new AppError('internal')
    },
    export: () => {
      throw new AppError('internal')
    },
  }
}
