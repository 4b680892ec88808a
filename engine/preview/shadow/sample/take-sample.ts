import type pg from 'pg'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { shadowNote } from '../failures.ts'
import { KeyFollower } from './follow-keys.ts'
import { loadRows } from './load-rows.ts'
import { loadSettingsSql, ownedSequencesSql, passMaximumSql, sequencesSql, setSequencesSql, type OwnedSequenceRow, type SequenceRow } from './sample.sql.ts'
import { planSample, type PlannedTable } from './sample-plan.ts'
import { SampleReader } from './sample-reader.ts'
import { takeFirst, type Limits } from './take-rows.ts'

export interface Sample {
  /** Rows by table, as PostgreSQL prints its name. */
  rows: Map<string, number>
  notes: Diagnostic[]
}

const megabytes = 1_000_000

/**
 * Copies some rows of each table of the target into the shadow: at most `rows`, and those that they refer to. `target` is a session in a
 * transaction that only reads, `shadow` one in the shadow whose settings may change. Values go as PostgreSQL prints whole rows.
 */
export async function takeSample(target: pg.Client, shadow: pg.Client, rows: number): Promise<Sample> {
  const limits: Limits = { rows, tableBytes: 8 * megabytes, bytes: 200 * megabytes }
  await shadow.query(loadSettingsSql)
  const tables = await planSample(target, shadow)
  const reader = new SampleReader(target)
  const { taken, notes } = await takeFirst(tables.values(), reader, limits)
  const follower = new KeyFollower(tables, taken, reader, rows)
  await follower.run()
  const loaded = await loadRows(shadow, [...taken.values()])
  await setSequences(target, shadow)
  return { rows: loaded.rows, notes: [...notes, ...unreadableNotes(tables), ...reader.notes(), ...givenUpNote(follower), ...loaded.notes] }
}

function unreadableNotes(tables: ReadonlyMap<number, PlannedTable>): Diagnostic[] {
  const names = (chosen: (table: PlannedTable) => boolean) => [...tables.values()].filter(chosen).map(({ name }) => name)
  const [forbidden, filtered] = [names(({ readable, bytes }) => !readable && bytes > 0), names(({ readable, filtered: some, bytes }) => readable && some && bytes > 0)]
  return [
    ...(forbidden.length === 0 ? [] : [shadowNote('sample-forbidden', 'warning', `No rows were taken of ${list(forbidden)}: the user may not read them.`, { params: { tables: forbidden.length } })]),
    ...(filtered.length === 0 ? [] : [shadowNote('sample-row-security', 'info', `Of ${list(filtered)} only the rows were taken that policies show to this user.`, { params: { tables: filtered.length } })]),
  ]
}

function list(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ')
}

function givenUpNote({ givenUp, cut }: KeyFollower): Diagnostic[] {
  return [
    ...(givenUp === 0 ? [] : [shadowNote('sample-given-up', 'info', `${givenUp} rows were left out because rows that they refer to could not be taken.`, { params: { rows: givenUp } })]),
    ...(cut === 0 ? [] : [shadowNote('sample-cut-off', 'info', `In ${cut} rows a reference is null in the sample, because what it refers to could not be taken.`, { params: { rows: cut } })]),
  ]
}

/** Sequences go on where the target's are; where that cannot be read, after the highest value that was taken. */
async function setSequences(target: pg.Client, shadow: pg.Client): Promise<void> {
  const { rows } = await target.query<SequenceRow>(sequencesSql)
  const known = rows.filter(({ value }) => value !== null)
  await shadow.query(setSequencesSql, [known.map(({ name }) => name), known.map(({ value }) => value)]).catch(() => {})
  const hidden = new Set(rows.filter((row) => row.hidden).map(({ name }) => name))
  if (hidden.size === 0) return
  const owned = (await shadow.query<OwnedSequenceRow>(ownedSequencesSql)).rows.filter(({ name }) => hidden.has(name))
  for (const one of owned) await shadow.query(passMaximumSql(one), [one.name]).catch(() => {})
}
