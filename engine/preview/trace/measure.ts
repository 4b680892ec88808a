import type pg from 'pg'
import { ancestorsSql, baselineSql, lockedSql, positionSql, relationsSql, type Counters, type LockedRow, type PositionRow, type RelationRow } from './measure.sql.ts'

export async function readRelations(client: pg.Client): Promise<RelationRow[]> {
  return (await client.query<RelationRow>(relationsSql)).rows
}

export async function readBaseline(client: pg.Client): Promise<(Counters & { oid: string })[]> {
  return (await client.query<Counters & { oid: string }>(baselineSql)).rows
}

/** What the session has locked, and where the WAL ended just before this was asked. */
export interface Reading {
  rows: LockedRow[]
  position: PositionRow | undefined
}

export async function readLocked(client: pg.Client): Promise<Reading> {
  const { rows } = await client.query<PositionRow & (LockedRow | { oid: null })>(lockedSql)
  return { rows: rows.filter((row) => row.oid !== null), position: rows[0] }
}

/** Oids of the tables above each relation. */
export async function readAncestors(client: pg.Client, oids: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  if (oids.length === 0) return found
  const { rows } = await client.query<{ child: string; parent: string }>(ancestorsSql, [oids])
  for (const { child, parent } of rows) found.set(child, [...(found.get(child) ?? []), parent])
  return found
}

/** A place in the WAL; undefined where this user or server does not tell. */
export type Position = PositionRow | undefined

export async function readPosition(client: pg.Client): Promise<Position> {
  return (await client.query<PositionRow>(positionSql)).rows[0]
}

/** Bytes between two places in the WAL; null when other transactions wrote meanwhile, so that nobody knows whose they are. */
export function walBetween(before: Position, after: Position): number | null {
  if (!before || !after || before.others + after.others > 0 || before.ended !== after.ended) return null
  return Math.max(0, after.wal - before.wal)
}
