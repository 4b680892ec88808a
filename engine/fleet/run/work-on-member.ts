import { AppError } from '#shared/contract/app-error.ts'
import type { Engine } from '../../engine.ts'
import { thisProcess } from '../../jobs/process-owner.ts'
import { pause } from '../../migrations/run/pause.ts'
import type { Delivery } from '../../queue/work-queue.ts'
import type { KeptMember } from '../store/kept-run.ts'
import { RunsTable } from '../store/runs-table.ts'
import { migrateMember } from './migrate-member.ts'

export const memberKind = 'fleet-member'
export const thisWorker = JSON.stringify(thisProcess())

const waitMs = 100
const lookMs = 500
/** A migration that ends its process every time is not tried for ever. */
const mostAttempts = 8

/**
 * One delivery of one member. A member that was begun before by a worker that died is begun again: what it did stands in the history, and
 * nothing of it runs twice.
 */
export async function workOnMember(engine: Engine, { data, signal }: Pick<Delivery, 'data' | 'signal'>): Promise<void> {
  const { memberId } = data as { memberId: string }
  const runs = new RunsTable(engine.database)
  const member = await claim(runs, memberId, signal)
  if (!member) return
  const run = await runs.get(member.runId)
  const cancel = new AbortController()
  const looking = setInterval(() => void lookForCancel(runs, run.id, cancel), lookMs)
  try {
    if (member.attempts > mostAttempts) throw new AppError('interrupted', {}, { help: 'Every process that migrated it ended in the middle. Look at its status and at the log of the server.' })
    const outcome = await migrateMember(engine, { run, member, signal: AbortSignal.any([signal, cancel.signal]) })
    if (outcome.error?.code === 'cancelled' && !cancel.signal.aborted) await handBack(runs, member)
    await runs.end(member, outcome)
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'interrupted') throw thrown
    await runs.end(member, { state: 'failed', after: null, migrations: 0, ms: 0, backup: null, error: thrown.data })
  } finally {
    clearInterval(looking)
  }
}

/** Waits while as many members are at work as may be. */
async function claim(runs: RunsTable, memberId: string, signal: AbortSignal): Promise<KeptMember | undefined> {
  for (;;) {
    const answer = await runs.claim(memberId, thisWorker)
    if (answer === 'over') return undefined
    if (answer !== 'full') return answer.claimed
    await pause(waitMs, signal)
  }
}

/** This process ends, and the run does not: the member is for another one. */
async function handBack(runs: RunsTable, member: KeptMember): Promise<never> {
  await runs.giveBack(member)
  throw new AppError('shutting_down')
}

async function lookForCancel(runs: RunsTable, runId: string, cancel: AbortController): Promise<void> {
  const run = await runs.get(runId).catch(() => undefined)
  if (run?.cancel) cancel.abort(new AppError('cancelled'))
}
