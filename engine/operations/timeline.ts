import type { Handlers } from '#shared/contract/handlers.ts'
import { comparisonsOf } from '../compare/comparisons.ts'
import type { Engine } from '../engine.ts'
import { checkChain } from '../timeline/check-chain.ts'
import { comparePoints } from '../timeline/compare-points.ts'
import { exportTimeline } from '../timeline/export/export-timeline.ts'
import { readTimeline } from '../timeline/read-timeline.ts'
import { showState } from '../timeline/show-state.ts'

export function timelineOperations(engine: Engine): Handlers<'timeline'> {
  const chosen = (env: string | undefined) => (env === undefined ? engine.environments.list() : [engine.environments.get(env)])
  return {
    list: ({ env, before, limit, ...choice }) => readTimeline(engine, chosen(env), choice, { before, limit }),
    state: ({ env, event }) => showState(engine, engine.environments.get(env), event),
    check: ({ env }) => checkChain(engine, engine.environments.get(env)),
    compare: (input) => engine.jobs.start({ operation: 'timeline.compare', input }, (job) => comparePoints(engine, comparisonsOf(engine), input, job)),
    export: ({ env, format, ...choice }) => exportTimeline(engine, chosen(env), choice, format),
  }
}
