import { AppError } from '#shared/contract/app-error.ts'
import type { SwapResult } from '#shared/contract/restores.ts'
import { withDesk, type Desk } from './desk.ts'
import type { SwapMark } from './marks.ts'
import { swap } from './swap.ts'
import { giveUp } from './swap-steps.ts'

/** Swaps; cancelled, it leaves nothing behind, and after any other failure the swap stays to be finished or given up. */
export async function swapOrGiveUp(desk: Desk, mark: SwapMark, endSessions: boolean): Promise<Omit<SwapResult, 'ms'>> {
  try {
    const { ended, keptAside, notes } = await swap(desk, mark, { endSessions })
    await desk.engine.swaps.step(mark.id, 'done')
    return { database: mark.database, outcome: 'swapped', aside: keptAside ? { database: mark.aside, until: mark.until } : null, swap: null, ended, notes }
  } catch (thrown) {
    // What is not told yet is told by whoever opened the session: a lost one is no internal error.
    const cancelled = thrown instanceof AppError ? thrown.code === 'cancelled' : desk.signal.aborted
    if (!cancelled) throw thrown
    const again = { ...desk, signal: AbortSignal.timeout(20_000) }
    throw new AppError('cancelled', {}, { state: await withDesk(desk.engine, desk.environment, again, (fresh) => giveUp(fresh, mark)), cause: thrown })
  }
}
