import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { lockHolderSql, tryLockSql, unlockSql } from '../../history/history.sql.ts'
import { unusable } from '../../history/inspect-history.ts'
import { historyLockKey } from '../../history/lock-key.ts'
import { lockWaits, type LockWait as GaveUp } from '../../observe.ts'
import { describeBlocker, type Blocker } from './side-session.ts'
import { pause } from './pause.ts'

type Place = Pick<Environment, 'schema' | 'historyTable'>

export interface LockWait {
  signal?: AbortSignal
  /** How long to try, in ms; then `history_locked`. */
  patience?: number
  log?: (text: string) => void
}

const defaultPatience = 5_000
const pollMs = 250

/**
 * Takes the migration lock of this history table for the session, Flyway's own. Never waits in the server: a session that waits there
 * would keep CREATE INDEX CONCURRENTLY of the other run from ending. Returns the number of the session that holds it.
 */
export async function takeLock(client: pg.Client, place: Place, { signal, patience = defaultPatience, log }: LockWait = {}): Promise<number> {
  const key = historyLockKey(place.schema, place.historyTable)
  const until = performance.now() + patience
  let told = false
  for (;;) {
    const { rows } = await client.query<{ locked: boolean; pid: number }>(tryLockSql, [String(key)])
    const [row] = rows
    if (row?.locked) return confirmLock(client, place, row.pid)
    const holder = await lockHolder(client, place)
    if (performance.now() >= until) {
      lockWaits.publish({ lock: 'migrations' } satisfies GaveUp)
      throw locked(holder)
    }
    if (!told && holder) log?.(`Waiting for the migration lock, which ${describeBlocker(holder)} holds.`)
    told = true
    await pause(pollMs, signal)
  }
}

export async function releaseLock(client: pg.Client, place: Place): Promise<void> {
  await client.query(unlockSql, [String(historyLockKey(place.schema, place.historyTable))])
}

/** Who holds the migration lock now. */
export async function lockHolder(client: pg.Client, place: Place): Promise<(Blocker & { own: number }) | undefined> {
  const key = BigInt.asUintN(64, historyLockKey(place.schema, place.historyTable))
  const { rows } = await client.query<Blocker & { own: number }>(lockHolderSql, [String(key >> 32n), String(key & 0xffffffffn)])
  return rows[0]
}

/** A pooler in transaction mode gives the next statement to another session, where this lock would protect nothing. */
async function confirmLock(client: pg.Client, place: Place, pid: number): Promise<number> {
  const holder = await lockHolder(client, place)
  if (holder?.pid === pid && holder.own === pid) return pid
  throw pooled(place)
}

export function pooled({ schema, historyTable }: Place): AppError {
  return unusable(schema, historyTable, 'the migration lock does not stay with the session, because a connection pooler works in transaction mode',
    'Connect to the server directly, or to a pool in session mode.')
}

function locked(holder: Blocker | undefined): AppError {
  if (!holder) return new AppError('history_locked', { holder: 'a session that has just ended', pid: 0 }, { help: 'Try again.' })
  return new AppError('history_locked', { holder: describeBlocker(holder), pid: holder.pid }, { state: 'Nothing was changed.' })
}
