import type pg from 'pg'
import type { BusySession } from '#shared/contract/interlock.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { lockHolder } from '../migrations/run/lock.ts'
import { describeBlocker, type Blocker } from '../migrations/run/side-session.ts'
import { dumpsSql, holdersSql, interlockKey, sightSql } from './interlock.sql.ts'

type Row = Blocker & { migrates?: boolean; named?: boolean }

/** Who dumps this database now, as far as the server shows it, without the session that asks. */
export async function readDumps(client: pg.Client): Promise<BusySession[]> {
  const ours = (await holders(client)).filter(({ migrates }) => !migrates)
  const seen = (await client.query<Row>(dumpsSql)).rows
  // A backup of Strata has several sessions: the one that holds the lock stands for it.
  const others = ours.length > 0 ? seen.filter(({ application }) => !application?.startsWith('strata ')) : seen
  return [...ours.map((row) => busy(row, true)), ...others.filter(({ pid }) => !ours.some((one) => one.pid === pid)).map((row) => busy(row, row.named === true))]
}

/** Who migrates this database now: whoever holds the migration lock of this history, Flyway's too, or keeps dumps out of the whole database. */
export async function readMigrations(client: pg.Client, environment: Environment): Promise<BusySession[]> {
  const excluding = (await holders(client)).filter(({ migrates }) => migrates)
  const holder = await lockHolder(client, environment)
  const migrating = holder && holder.pid !== holder.own && !excluding.some(({ pid }) => pid === holder.pid) ? [holder] : []
  return [...excluding, ...migrating].map((row) => busy(row, true))
}

/** What cannot be seen from here, in sentences. */
export async function blindSpots(client: pg.Client): Promise<string[]> {
  const { seesAll, replicas } = (await client.query<{ seesAll: boolean; replicas: number }>(sightSql)).rows[0] ?? { seesAll: true, replicas: 0 }
  return [
    ...(seesAll ? [] : ['This role sees the names of other sessions and not since when they are there; a member of pg_read_all_stats sees both.']),
    ...(replicas > 0 ? [`${replicas === 1 ? 'A server follows' : `${replicas} servers follow`} this one; a dump that reads there cannot be seen from here.`] : []),
  ]
}

export function describeBusy(sessions: readonly BusySession[]): string {
  const words = sessions.slice(0, 3).map(({ who }) => who)
  return [...words, ...(sessions.length > 3 ? [`${sessions.length - 3} more`] : [])].join('; ')
}

/** The halves of the key as pg_locks shows them. */
export function keyHalves(): [string, string] {
  return [String(interlockKey >> 32n), String(interlockKey & 0xffffffffn)]
}

async function holders(client: pg.Client): Promise<Row[]> {
  return (await client.query<Row>(holdersSql, keyHalves())).rows
}

function busy(row: Row, certain: boolean): BusySession {
  const { pid, user, application, since } = row
  const who = describeBlocker({ ...row, state: null })
  return { pid, user, application, since: since && since.toISOString(), certain, who: certain ? who : `${who}, which holds a lock on every table as a dump does` }
}
