import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { UnfinishedSwap } from '#shared/contract/restores.ts'
import type { Engine } from '../engine.ts'
import { isTended, quietJob, readDatabases, withDesk, type Desk } from './desk.ts'
import { readMark, type SwapMark } from './marks.ts'
import type { DatabaseRow } from './restores.sql.ts'
import { canGoForward, standingOf, standingWords } from './standing.ts'

/**
 * Swaps that nobody finished. Of one environment the server is asked, so that those of other machines show; without one only this
 * machine's own memory says which environments are to be asked, and the others are left in peace.
 */
export async function unfinishedSwaps(engine: Engine, environment: Environment | undefined): Promise<UnfinishedSwap[]> {
  if (environment) return ofEnvironment(engine, environment)
  const ids = new Set((await engine.swaps.open()).map(({ envId }) => envId))
  const known = engine.environments.list().filter(({ id }) => ids.has(id))
  return (await Promise.all(known.map((one) => ofEnvironment(engine, one)))).flat()
}

async function ofEnvironment(engine: Engine, environment: Environment): Promise<UnfinishedSwap[]> {
  const remembered = (await engine.swaps.open()).filter(({ envId }) => envId === environment.id)
  try {
    return await withDesk(engine, environment, quietJob(), async (desk) => {
      const databases = await readDatabases(desk)
      const cutOff: SwapMark[] = []
      for (const mark of pendingSwaps(databases, desk, remembered.map((record) => record.mark))) if (!(await isTended(desk.client, mark))) cutOff.push(mark)
      return cutOff.map((mark) => describe(environment, mark, databases))
    })
  } catch (thrown) {
    if (remembered.length === 0 || !(thrown instanceof AppError)) throw thrown
    return remembered.map(({ mark }) => unreachable(environment, mark, thrown.message))
  }
}

/** Of this machine's memory, and of the marks on the server; one swap may be in both. */
export function pendingSwaps(databases: readonly DatabaseRow[], { database }: Pick<Desk, 'database'>, remembered: readonly SwapMark[]): SwapMark[] {
  const marked = databases.flatMap(({ trusted, comment }) => {
    const mark = trusted ? readMark(comment) : undefined
    return mark?.kind === 'replacing' && mark.database === database ? [mark] : []
  })
  return [...new Map([...remembered, ...marked].map((mark) => [mark.id, mark])).values()]
}

function describe(environment: Environment, mark: SwapMark, databases: readonly DatabaseRow[]): UnfinishedSwap {
  const standing = standingOf(databases, mark)
  const { side, old, ready } = standing
  const closed = old !== undefined && !old.allowConnections && mark.old.allowConnections
  return { ...about(environment, mark), side, ready: ready?.name ?? '', closed, forward: canGoForward(standing), back: side !== 'after' || old !== undefined, ...standingWords(standing, mark) }
}

function unreachable(environment: Environment, mark: SwapMark, problem: string): UnfinishedSwap {
  return { ...about(environment, mark), side: 'unreachable', ready: '', closed: false, forward: false, back: false, found: `What came of it is not known: ${problem}`, ifForward: 'Connect to the server first.', ifBack: 'Connect to the server first.' }
}

function about({ name }: Environment, { id, database, aside, backup, at, by, reason, before }: SwapMark) {
  return { swap: id, env: name, database, kind: before === null ? ('replace' as const) : ('put_back' as const), aside, backup, at, by, reason }
}
