import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'
import { readTimeline } from '../timeline/read-timeline.ts'

export function timelineOperations(engine: Engine): Handlers<'timeline'> {
  return {
    list: ({ env, limit }) => readTimeline(engine, env === undefined ? engine.environments.list() : [engine.environments.get(env)], limit),
  }
}
