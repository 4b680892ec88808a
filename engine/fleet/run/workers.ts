import type { Engine } from '../../engine.ts'
import type { Worker, WorkQueue } from '../../queue/work-queue.ts'
import { RunsTable } from '../store/runs-table.ts'
import { coordinate, runKind } from './coordinate.ts'
import { memberKind, workOnMember } from './work-on-member.ts'

/** Members that this process works on at a time, of all runs together; each run has its own limit for all processes. */
const membersAtATime = 32
const runsAtATime = 8
const lookEveryMs = 10_000

const started = new WeakMap<WorkQueue, Promise<Worker>>()

/** From now on this process takes part in runs of fleets. Called again it does nothing; the first that is stopped stops all. */
export function startFleetWorkers(engine: Engine): Promise<Worker> {
  const known = started.get(engine.queue) ?? start(engine)
  started.set(engine.queue, known)
  return known
}

async function start(engine: Engine): Promise<Worker> {
  const { queue } = engine
  const members = await queue.work(memberKind, { concurrency: membersAtATime }, (delivery) => workOnMember(engine, delivery))
  const runs = await queue.work(runKind, { concurrency: runsAtATime }, (delivery) => coordinate(engine, delivery))
  const looking = engine.database.kind === 'postgres' ? setInterval(() => void handOverRuns(engine).catch(() => {}), lookEveryMs) : undefined
  looking?.unref()
  return {
    stop: async () => {
      clearInterval(looking)
      started.delete(queue)
      await Promise.all([runs.stop(), members.stop()])
    },
  }
}

/** A run that nobody decides on any more is given to whoever takes it; the queue takes no key twice. */
async function handOverRuns(engine: Engine): Promise<void> {
  const runs = await new RunsTable(engine.database).active()
  const open = runs.filter(({ state }) => state !== 'preparing')
  if (open.length > 0) await engine.queue.send(runKind, open.map(({ id }) => ({ key: id, data: { runId: id } })))
}
