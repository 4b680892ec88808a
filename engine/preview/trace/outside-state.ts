import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Counters, LockedRow, PositionRow, RelationRow } from './measure.sql.ts'
import { readPosition, readRelations } from './measure.ts'
import type { Seen } from './observer.ts'
import { othersWriteSql, reportedSql, reportNowSql } from './observe.sql.ts'

/** What is there before or after a statement that has transactions of its own. */
export interface OutsideState {
  relations: RelationRow[]
  counters: Map<string, Counters>
  position: PositionRow | undefined
  /** Others write too, so that the WAL is not only the statement's. */
  busy: boolean
}

/** Before PostgreSQL 15 a session reports twice a second, and the reports are half a second old. */
const reportMs = 600

export async function readOutsideState(client: pg.Client, ownPid: number): Promise<OutsideState> {
  const position = await readPosition(client)
  const { rows: others } = await client.query<{ busy: boolean }>(othersWriteSql, [[ownPid]])
  const told = await client.query(reportNowSql).then(() => true, () => false)
  if (!told) await reportBySelf(client)
  const { rows } = await client.query<Counters & { oid: string }>(reportedSql)
  return { relations: await readRelations(client), counters: new Map(rows.map(({ oid, ...counters }) => [oid, counters])), position, busy: others[0]?.busy ?? true }
}

async function reportBySelf(client: pg.Client): Promise<void> {
  await sleep(reportMs)
  await client.query('SELECT')
  await sleep(reportMs)
}

/** As if the session had locked in its transaction what was seen, and what is changed. */
export function changedRows(before: OutsideState, after: OutsideState, seen: Seen): LockedRow[] {
  const then = new Map(before.relations.map((row) => [row.oid, row]))
  const now = new Map(after.relations.map((row) => [row.oid, row]))
  const nobody = { schema: null, name: null, kind: null, file: null, table: null, estimate: null }
  const oids = new Set([...then.keys(), ...now.keys()])
  return [...oids].flatMap((oid): LockedRow[] => {
    const modes = [...(seen.modes.get(oid) ?? [])]
    const counters = after.counters.get(oid) ?? { scans: 0, read: 0, inserted: 0, updated: 0, deleted: 0 }
    const same = now.get(oid)?.file === then.get(oid)?.file && then.has(oid) === now.has(oid) && !differ(before.counters.get(oid), counters)
    return same && modes.length === 0 ? [] : [{ ...nobody, ...now.get(oid), oid, modes, ...counters }]
  })
}

function differ(before: Counters | undefined, now: Counters): boolean {
  return now.scans !== (before?.scans ?? 0) || now.inserted + now.updated + now.deleted !== (before?.inserted ?? 0) + (before?.updated ?? 0) + (before?.deleted ?? 0)
}

export function walOf(before: OutsideState, after: OutsideState): number | null {
  if (before.busy || after.busy || !before.position || !after.position) return null
  return Math.max(0, after.position.wal - before.position.wal)
}
