import type { Engine } from '../../engine.ts'
import { pause } from '../../migrations/run/pause.ts'
import type { Delivery } from '../../queue/work-queue.ts'
import type { KeptRun } from '../store/kept-run.ts'
import { RunsTable } from '../store/runs-table.ts'
import { countsOf } from '../store/tally.ts'
import { decide, type Decision } from './decide.ts'
import { memberKind, thisWorker } from './work-on-member.ts'

export const runKind = 'fleet-run'

const decideEveryMs = 150
/** What the queue may have lost is handed to it again; it takes no key twice. */
const remindEveryMs = 10_000

/**
 * Decides what of a run is begun next, until it has ended or waits for a go-ahead. All that it knows stands in the store, and each of its
 * changes names the state that it starts from: should the queue give the run to another process, that one goes on here.
 */
export async function coordinate(engine: Engine, { data, signal }: Pick<Delivery, 'data' | 'signal'>): Promise<void> {
  const { runId } = data as { runId: string }
  const runs = new RunsTable(engine.database)
  await runs.coordinate(runId, thisWorker)
  let reminded = -Infinity
  for (;;) {
    const run = await runs.get(runId)
    const { state } = run
    if (state !== 'running' && state !== 'stopping') return
    if (performance.now() - reminded >= remindEveryMs) {
      await send(engine, await runs.released(runId))
      reminded = performance.now()
    }
    const tallies = await runs.tallies(runId)
    const { goAhead, request: { limits } } = run
    if (await act(engine, runs, run, decide({ state, goAhead, limits, tallies }))) return
    await pause(decideEveryMs, signal)
  }
}

/** True once there is nothing more to decide. */
async function act(engine: Engine, runs: RunsTable, run: KeptRun, decision: Decision): Promise<boolean> {
  if (decision.do === 'release') await send(engine, await runs.release(run.id, decision.canary, decision.most))
  if (decision.do === 'stop') await runs.stop(run.id, decision.because)
  if (decision.do === 'wait') return runs.move(run.id, 'running', 'waiting')
  if (decision.do !== 'end') return false
  if (decision.as === 'stopped') await runs.skipRest(run.id)
  if (await runs.move(run.id, decision.as === 'stopped' ? 'stopping' : 'running', decision.as)) await tellNews(engine, runs, run, decision.as)
  return true
}

async function send(engine: Engine, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length > 0) await engine.queue.send(memberKind, memberIds.map((memberId) => ({ key: memberId, data: { memberId } })))
}

async function tellNews(engine: Engine, runs: RunsTable, run: KeptRun, state: 'succeeded' | 'incomplete' | 'stopped'): Promise<void> {
  const counts = countsOf(await runs.tallies(run.id))
  const total = Object.values(counts).reduce((sum, number) => sum + number, 0)
  const { id, fleet, envId, env, request } = run
  engine.news.tell({
    kind: state === 'succeeded' ? 'migration_finished' : 'migration_failed', envId, env, at: new Date().toISOString(), by: `${request.actor.user}@${request.actor.host}`,
    text: state === 'succeeded' ? `All ${total} members of fleet ${fleet} are migrated.` : `Fleet ${fleet}: ${counts.done} of ${total} members are migrated, ${counts.failed + counts.unknown} failed.`,
    facts: { fleet, fleetRun: id, state, done: counts.done, failed: counts.failed, unknown: counts.unknown, skipped: counts.skipped },
  })
}
