import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { SwapResult } from '#shared/contract/restores.ts'
import type { Engine } from '../engine.ts'
import { writeEventTo } from '../history/journal-event.ts'
import { isTended, readDatabases, withDesk, type Desk, type DeskJob } from './desk.ts'
import type { SwapMark } from './marks.ts'
import { putBackReplaced } from './put-back.ts'
import { standingOf } from './standing.ts'
import { giveUp } from './swap-steps.ts'
import { swapOrGiveUp } from './swap-or-give-up.ts'
import { pendingSwaps } from './unfinished.ts'

export interface ResumeOptions extends DeskJob {
  swap: string
  direction: 'forward' | 'back'
  reason: string
  endSessions: boolean
}

/** Finishes a swap that was cut off, or goes back; what is to be done follows from what is on the server now. Errors: those of `restores.resume`. */
export async function resumeSwap(engine: Engine, environment: Environment, options: ResumeOptions): Promise<SwapResult> {
  const started = Date.now()
  const { result, mark, kept } = await withDesk(engine, environment, options, (desk) => resume(desk, options))
  if (kept !== undefined) return putBackReplaced(engine, environment, { ...options, database: kept })
  await tell(engine, environment, options, { result, mark, ms: Date.now() - started })
  return { ...result, ms: Date.now() - started }
}

interface Resumed {
  result: Omit<SwapResult, 'ms'>
  mark: SwapMark
  /** A database that is to be put back: the swap had taken effect already. */
  kept?: string
}

async function resume(desk: Desk, { swap: id, direction, endSessions }: ResumeOptions): Promise<Resumed> {
  const { engine, environment, database } = desk
  const databases = await readDatabases(desk)
  const remembered = (await engine.swaps.open()).filter(({ envId }) => envId === environment.id)
  const mark = pendingSwaps(databases, desk, remembered.map((record) => record.mark)).find((one) => one.id === id)
  if (!mark) throw new AppError('not_found', { what: 'unfinished swap', name: id })
  if (await isTended(desk.client, mark)) throw new AppError('target_in_use', { database, sessions: `Strata of ${mark.by}, which is swapping it now` }, { state: 'Nothing was changed.' })
  // One that another machine began is this machine's as well, from now on.
  await engine.swaps.begin(environment.id, mark)
  const { side, old } = standingOf(databases, mark)
  const done = { database, swap: null, ended: 0, notes: [] }
  if (side === 'after') {
    await engine.swaps.step(id, 'done')
    const aside = old ? { database: old.name, until: mark.until } : null
    return { mark, result: { ...done, outcome: 'swapped', aside, notes: ['The swap had taken effect already.'] }, ...(direction === 'back' && { kept: keptName(mark, old?.name) }) }
  }
  if (direction === 'forward') return { mark, result: await swapOrGiveUp(desk, mark, endSessions) }
  return { mark, result: { ...done, outcome: 'went_back', aside: null, notes: [await giveUp(desk, mark)] } }
}

function keptName({ database }: SwapMark, name: string | undefined): string {
  if (name === undefined) throw new AppError('database_missing', { database }, { state: 'Nothing was changed.', help: 'The database that was there before is gone: there is no way back. Restore a backup instead.' })
  return name
}

async function tell(engine: Engine, environment: Environment, { reason, log }: ResumeOptions, { result, mark, ms }: { result: Omit<SwapResult, 'ms'>; mark: SwapMark; ms: number }): Promise<void> {
  const kind = mark.before === null ? 'restore' : 'put_back'
  const what = mark.backup === null ? `Swap of ${mark.database}` : `Replacement of ${mark.database} by backup ${mark.backup}`
  const description = `${what}, cut off before: ${result.outcome === 'went_back' ? 'gone back' : 'finished'}`
  await writeEventTo(engine, environment, { kind, runId: randomUUID(), actor: engine.actor, reason: reason || mark.reason, backupId: mark.backup, version: null, description, ms, problem: null }, log)
}
