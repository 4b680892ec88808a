import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'
import { checkChain } from '../timeline/check-chain.ts'
import { readTimeline } from '../timeline/read-timeline.ts'
import { showState } from '../timeline/show-state.ts'

export function timelineOperations(engine: Engine): Handlers<'timeline'> {
  const chosen = (env: string | undefined) => (env === undefined ? engine.environments.list() : [engine.environments.get(env)])
  return {
    list: ({ env, before, limit, ...choice }) => readTimeline(engine, chosen(env), choice, { before, limit }),
    state: ({ env, event }) => showState(engine, engine.environments.get(env), event),
    check: ({ env }) => checkChain(engine, engine.environments.get(env)),
    compare: () => {
      throw new AppError('internal')
    },
    export: () => {
      throw new AppError('internal')
    },
  }
}
