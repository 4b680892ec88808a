import type { DataState, TablePrint } from './read-data.ts'

/** How the rows of one table differ; counts are null where there are too many to tell apart. */
export interface TableDifference {
  name: string
  lost: number | null
  changed: number | null
  added: number | null
  rows: { before: number; after: number }
  /** Columns of both sides whose values differ. */
  columns: string[]
}

export interface SequenceDifference {
  name: string
  before: bigint | null
  after: bigint | null
}

export interface DataDifferences {
  tables: TableDifference[]
  /** Those that one side lacks. */
  gone: { name: string; rows: number }[]
  sequences: SequenceDifference[]
}

/** Tables by name, columns by name and as far as both sides have them. */
export function compareData(before: DataState, after: DataState): DataDifferences {
  const tables: TableDifference[] = []
  const gone: DataDifferences['gone'] = []
  for (const [name, print] of before.tables) {
    const other = after.tables.get(name)
    if (other) tables.push(...differenceOf(print, other))
    else if (!after.unreadable.has(name)) gone.push({ name, rows: print.rows })
  }
  const sequences = [...before.sequences].flatMap(([name, stood]) => {
    const stands = after.sequences.get(name)
    return stands === undefined || stands === stood ? [] : [{ name, before: stood, after: stands }]
  })
  return { tables, gone, sequences }
}

function differenceOf(before: TablePrint, after: TablePrint): TableDifference[] {
  const shared = [...before.columns.keys()].filter((column) => after.columns.has(column))
  const columns = shared.filter((column) => before.columns.get(column) !== after.columns.get(column))
  const sameShape = shared.length === before.columns.size && shared.length === after.columns.size
  if (before.rows === after.rows && columns.length === 0 && (!sameShape || before.sum === after.sum)) return []
  const counts = sameShape ? countRows(before, after) : undefined
  return [{ name: before.name, rows: { before: before.rows, after: after.rows }, columns, lost: counts?.lost ?? null, changed: counts?.changed ?? null, added: counts?.added ?? null }]
}

/** By primary key; where there is none a row that has changed is one lost and one added. */
function countRows(before: TablePrint, after: TablePrint): { lost: number; changed: number; added: number } | undefined {
  if (!before.byKey || !after.byKey || before.hasKey !== after.hasKey) return undefined
  let [lost, changed, added] = [0, 0, 0]
  for (const key of new Set([...before.byKey.keys(), ...after.byKey.keys()])) {
    const [old, now] = [before.byKey.get(key) ?? [], after.byKey.get(key) ?? []]
    lost += Math.max(0, old.length - now.length)
    added += Math.max(0, now.length - old.length)
    if (before.hasKey && old.length === 1 && now.length === 1 && old[0] !== now[0]) changed += 1
  }
  return { lost, changed, added }
}

/** Whether a sequence would give out numbers again that it gave out before. */
export function fellBack({ before, after }: SequenceDifference): boolean {
  return before !== null && (after === null || after < before)
}

/** Data that are not as they were, a sentence for each table and each sequence that fell back. */
export function tellLosses({ tables, gone, sequences }: DataDifferences): string[] {
  return [
    ...gone.filter(({ rows }) => rows > 0).map(({ name, rows }) => `Table ${name} is gone with ${counted(rows)}.`),
    ...tables.map(tellTable),
    ...sequences.filter(fellBack).map(({ name, before, after }) => `Sequence ${name} stood at ${before} and ${after === null ? 'begins anew' : `stands at ${after}`}: it gives out numbers again.`),
  ]
}

export function tellTable({ name, lost, changed, added, rows, columns }: TableDifference): string {
  const which = columns.length > 0 && columns.length <= 5 ? ` (${columns.join(', ')})` : ''
  if (lost === null || changed === null || added === null) return `The rows of ${name} are not as they were${which}: ${rows.before} before, ${rows.after} now.`
  const parts = [
    ...(lost > 0 ? [`${counted(lost)} ${isAre(lost)} gone`] : []),
    ...(changed > 0 ? [`${counted(changed)} ${changed === 1 ? 'has' : 'have'} other values${which}`] : []),
    ...(added > 0 ? [`${counted(added)} ${isAre(added)} there that ${added === 1 ? 'was' : 'were'} not`] : []),
  ]
  return parts.length === 0 ? `The rows of ${name} are not as they were${which}.` : `In ${name} ${parts.join(', ')}.`
}

const counted = (rows: number) => (rows === 1 ? '1 row' : `${rows} rows`)
const isAre = (rows: number) => (rows === 1 ? 'is' : 'are')
