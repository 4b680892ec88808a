import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { diffSnapshots } from '#shared/schema/diff.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { callsOfChance } from '#shared/sql/chance.ts'
import { place, type PreparedScript } from '../../migrations/run/prepare-script.ts'
import { rootOf } from '../../schema/pages/references.ts'
import { compareData, fellBack, tellTable, type DataDifferences } from './compare-data.ts'
import type { ProvedState } from './proving-database.ts'

const named = 5

function listed(names: readonly string[]): string {
  return names.length > named ? `${names.slice(0, named).join(', ')} and ${names.length - named} more` : names.join(', ')
}

/** Tables that the migration changes and that hold nothing by which a loss could be seen. */
export function emptyTables(before: ProvedState, after: ProvedState): Diagnostic[] {
  const touched = new Set(diffSnapshots(before.snapshot, after.snapshot).flatMap(({ id }) => [rootOf(before.snapshot, id)?.id ?? '', rootOf(after.snapshot, id)?.id ?? '']))
  const names = [...touched].filter((id) => id.startsWith('table:')).map((id) => id.slice('table:'.length)).filter((name) => before.data.tables.get(name)?.rows === 0)
  if (names.length === 0) return []
  const message = `${names.length === 1 ? 'Table' : 'Tables'} ${listed(names)} had no rows: the proof says nothing of their data.`
  return [{ code: 'no-rows', severity: 'info', subject: names[0] ?? '', message, help: 'Preview with rows, or on a database that has some.', params: { tables: names.length } }]
}

export async function chance({ script, text, statements }: PreparedScript): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const statement of statements) {
    const calls = await callsOfChance(statement)
    if (calls.length === 0) continue
    const message = `Line ${statement.line} uses ${calls.join(', ')}: each run gives other values.`
    found.push({ code: 'not-deterministic', severity: 'info', subject: script, where: place(script, text, statement.start, statement.number), message, params: { calls: calls.join(', ') } })
    if (found.length === named) break
  }
  return found
}

/** The columns that stand in another order than before, which SELECT * and INSERT without a list of columns would notice. */
export function columnOrder(was: Snapshot, is: Snapshot): Diagnostic[] {
  const before = columnsOf(was)
  return [...columnsOf(is)].flatMap(([table, now]) => {
    const old = before.get(table)
    if (!old || old.length !== now.length || old.every((name, at) => name === now[at]) || !old.every((name) => now.includes(name))) return []
    const name = table.slice(table.indexOf(':') + 1)
    const message = `The columns of ${name} come back in another order: ${now.join(', ')} instead of ${old.join(', ')}.`
    return [{ code: 'column-order', severity: 'info', subject: name, message, help: 'Only statements that do not name columns notice it, such as INSERT without a list.', params: { table: name } } satisfies Diagnostic]
  })
}

function columnsOf(snapshot: Snapshot): Map<string, string[]> {
  const columns = new Map<string, { name: string; position: number }[]>()
  for (const { kind, parent, path, info } of snapshot.facts.values()) {
    if (kind !== 'column' || parent === null) continue
    columns.set(parent, [...(columns.get(parent) ?? []), { name: path.at(-1) ?? '', position: Number(info?.['position'] ?? 0) }])
  }
  return new Map([...columns].map(([table, all]) => [table, all.toSorted((one, other) => one.position - other.position).map(({ name }) => name)]))
}

export function advancedSequences({ sequences }: DataDifferences): Diagnostic[] {
  const names = sequences.filter((sequence) => !fellBack(sequence)).map(({ name }) => name)
  if (names.length === 0) return []
  const message = `${names.length === 1 ? 'Sequence' : 'Sequences'} ${listed(names)} ${names.length === 1 ? 'stands' : 'stand'} further on than before: new rows leave out some numbers.`
  return [{ code: 'sequence-advanced', severity: 'info', subject: names[0] ?? '', message, params: { sequences: names.length } }]
}

/** Where the second run of the migration gave other data than the first. */
export function secondRun(first: ProvedState, second: ProvedState): Diagnostic[] {
  const { tables } = compareData(first.data, second.data)
  return tables.slice(0, named).map((table) => ({ code: 'second-run-differs', severity: 'info', subject: table.name, message: `Run again, the migration gives other data. ${tellTable(table)}` }))
}

const unseen: ReadonlySet<string> = new Set(['not-modelled', 'unreadable', 'no-privilege', 'parent-unreadable', 'read-twice'])

/** What the migration leaves and nobody compares, and tables that could not be read. */
export function unread(before: ProvedState, states: readonly ProvedState[]): Diagnostic[] {
  const known = new Set(before.snapshot.head.gaps.map(({ message }) => message))
  const gaps = states.flatMap(({ snapshot }) => snapshot.head.gaps).filter(({ code, message }) => unseen.has(code) && !known.has(message))
  const tables = new Map([before, ...states].flatMap(({ data }) => [...data.unreadable]))
  return [
    ...new Map(gaps.map((gap) => [gap.message, { ...gap, severity: 'warning' as const }])).values(),
    ...[...tables].slice(0, named).map(([name, problem]): Diagnostic => ({ code: 'table-unreadable', severity: 'warning', subject: name, message: `The rows of ${name} could not be compared: ${problem}.` })),
  ]
}
