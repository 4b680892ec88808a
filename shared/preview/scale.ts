import type { RowsWritten, TracedStatement } from '../contract/preview.ts'
import { english } from './amounts.ts'

/** Of a relation on the target. */
export interface ScaleSize {
  /** Negative: nobody has counted. */
  rows: number
  bytes: number
  /** With indexes and TOAST. */
  totalBytes: number
}

/** What amounts in the shadow are compared with; names as the trace writes them. */
export interface ScaleBasis {
  sizes: ReadonlyMap<string, ScaleSize>
  /** Rows that the tables of the shadow had before the batch. */
  sampled: ReadonlyMap<string, number>
}

type Range = readonly [low: number, high: number]

/**
 * Seconds for one byte or one row, from a quick machine to a slow one. Low ends are those of PostgreSQL 15 on two cores with the table in memory and no
 * fsync, 2 million rows of 126 bytes: scan 1.8 GB/s, rewrite 190 MB/s, index 0.23 to 0.9 us a row, INSERT 1.9, UPDATE 2.5, DELETE 0.8 us. High ends are those of a
 * disk of 125 MB/s, which cloud providers give as the base of a volume: a scan reads each byte once, a rewrite reads it and writes it to the table and to the WAL.
 */
export const rates = {
  scanByte: [1 / 2e9, 1 / 125e6],
  rewriteByte: [1 / 250e6, 1 / 40e6],
  indexRow: [0.25e-6, 3e-6],
  insertedRow: [1e-6, 15e-6],
  updatedRow: [2.5e-6, 25e-6],
  deletedRow: [0.8e-6, 10e-6],
} as const satisfies Record<string, Range>

/** Measured: 7 bytes of WAL a row for an index of integers without duplicates' keys, 87 for one of texts. */
const walPerIndexRow = 30

interface Part {
  rows: number
  bytes: number
  walBytes: number
  seconds: Range
  words: string
}

const tables: ReadonlySet<string> = new Set(['table', 'partitioned_table', 'materialized_view'])

/** What a statement means on the target; null: nothing of it grows with the data. Dropping and emptying a table take the same time whatever is in it. */
export function scaleStatement(statement: TracedStatement, basis: ScaleBasis): TracedStatement['onTarget'] {
  if (statement.outcome !== 'ran') return null
  const rewritten = statement.rewrites.filter(({ kind }) => tables.has(kind)).map(({ relation }) => relation)
  const built = statement.indexes.filter(({ action, relation }) => action !== 'dropped' && !rewritten.includes(relation))
  const busy = new Set([...rewritten, ...built.map(({ relation }) => relation)])
  const structure = [
    ...rewritten.flatMap((relation) => rewriteOf(statement, relation, basis)),
    ...built.flatMap(({ relation }) => indexOf(statement, relation, basis)),
    ...statement.scans.filter(({ relation }) => !busy.has(relation)).flatMap(({ relation }) => scanOf(relation, basis)),
  ]
  const written = writtenOf(statement, basis)
  const parts = [...structure, ...written.parts]
  if (parts.length === 0) return null
  const wrote = written.parts.length > 0
  return {
    rows: written.unknown ? null : sum(wrote ? written.parts : structure, 'rows'),
    bytes: structure.length > 0 ? sum(structure, 'bytes') : null,
    walBytes: written.unknown ? null : Math.round(sum(parts, 'walBytes')),
    seconds: { low: round(parts.reduce((all, { seconds }) => all + seconds[0], 0)), high: round(parts.reduce((all, { seconds }) => all + seconds[1], 0)) },
    basis: parts.map(({ words }) => words).join('; '),
  }
}

function rewriteOf({ indexes }: TracedStatement, relation: string, { sizes }: ScaleBasis): Part[] {
  const size = sizes.get(relation)
  if (!size) return []
  const rows = rowsOf(size)
  const rebuilt = indexes.filter((index) => index.relation === relation && index.action === 'rebuilt').length
  const bytes = rebuilt > 0 ? size.bytes : size.totalBytes
  const words = `${relation} is written anew: ${english.rows(rows)}, ${english.bytes(bytes)} at 40 to 250 MB/s${rebuilt > 0 ? `, and ${rebuilt} ${rebuilt === 1 ? 'index' : 'indexes'} at 0.25 to 3 s a million rows` : ''}`
  return [{ rows, bytes, walBytes: size.totalBytes, seconds: plus(times(rates.rewriteByte, bytes), times(rates.indexRow, rows * rebuilt)), words }]
}

/** CREATE INDEX CONCURRENTLY reads the table twice. */
function indexOf({ text }: TracedStatement, relation: string, { sizes }: ScaleBasis): Part[] {
  const size = sizes.get(relation)
  if (!size) return []
  const rows = rowsOf(size)
  const passes = /\bconcurrently\b/i.test(text) ? 2 : 1
  const words = `an index is built on ${relation}: ${english.rows(rows)} at 0.25 to 3 s a million${passes > 1 ? ', the table is read twice' : ''}`
  return [{ rows, bytes: size.bytes, walBytes: rows * walPerIndexRow, seconds: plus(times(rates.scanByte, size.bytes * passes), times(rates.indexRow, rows)), words }]
}

function scanOf(relation: string, { sizes }: ScaleBasis): Part[] {
  const size = sizes.get(relation)
  if (!size) return []
  return [{ rows: rowsOf(size), bytes: size.bytes, walBytes: 0, seconds: times(rates.scanByte, size.bytes), words: `${relation} is read: ${english.rows(rowsOf(size))}, ${english.bytes(size.bytes)} at 125 MB/s to 2 GB/s` }]
}

interface Written {
  parts: Part[]
  /** The shadow had no rows, so that nobody knows how many the statement would find. */
  unknown: boolean
}

function writtenOf(statement: TracedStatement, basis: ScaleBasis): Written {
  const wal = walPerRow(statement)
  // TRUNCATE takes the files away, whatever is in them.
  if (statement.command.startsWith('TRUNCATE')) return { parts: [], unknown: false }
  const parts = scaleRows(statement, basis).filter(({ known }) => known).map(({ row, ratio }) => partOf(row, ratio, wal))
  const unknown = unknownRows(statement, basis)
  return unknown === undefined ? { parts, unknown: false } : { parts: [...parts, emptyPart(statement, unknown)], unknown: true }
}

export interface ScaledRows {
  row: RowsWritten
  /** By how much it is more on the target; 1: as measured. */
  ratio: number
  /** The table is on the target too. */
  known: boolean
}

/** Rows that a statement wrote, and how many more it would write on the target. */
export function scaleRows(statement: TracedStatement, basis: ScaleBasis): ScaledRows[] {
  const source = Math.max(1, ...statement.scans.map(({ relation }) => ratioOf(relation, basis) ?? 1))
  const own = Math.max(1, ...statement.rows.filter(({ by }) => by === 'statement').map((row) => rowRatio(row, basis, source)))
  return statement.rows.map((row) => ({ row, ratio: row.by === 'effect' ? own : rowRatio(row, basis, source), known: basis.sizes.has(row.relation) }))
}

/** How many more rows there are on the target; undefined: the shadow has none to compare with. */
function ratioOf(relation: string, { sizes, sampled }: ScaleBasis): number | undefined {
  const [size, had] = [sizes.get(relation), sampled.get(relation) ?? 0]
  if (!size || had === 0) return undefined
  return Math.max(1, rowsOf(size) / had)
}

/** Rows that are inserted grow with what they are read from, rows that are changed with the table itself. */
function rowRatio({ relation, inserted, updated, deleted }: RowsWritten, basis: ScaleBasis, source: number): number {
  return inserted > updated + deleted ? source : (ratioOf(relation, basis) ?? 1)
}

function walPerRow({ rows, walBytes }: TracedStatement): number {
  const all = rows.reduce((count, row) => count + amountOf(row), 0)
  return walBytes === null || all === 0 ? 0 : walBytes / all
}

function amountOf({ inserted, updated, deleted }: RowsWritten): number {
  return inserted + updated + deleted
}

function partOf(row: RowsWritten, ratio: number, wal: number): Part {
  const rows = Math.round(amountOf(row) * ratio)
  const seconds = [0, 1].map((end) => (row.inserted * (rates.insertedRow[end] as number) + row.updated * (rates.updatedRow[end] as number) + row.deleted * (rates.deletedRow[end] as number)) * ratio) as [number, number]
  const from = ratio > 1.001 ? `, reckoned from ${english.rows(amountOf(row))} in the sample` : ''
  return { rows, bytes: 0, walBytes: rows * wal, seconds, words: `${english.rows(rows)} written in ${row.relation}${from}` }
}

const changing = /^(UPDATE|DELETE|MERGE)\b/

/** An UPDATE that found nothing because the shadow has no rows: it may write none of the target's, or all of them. */
export function unknownRows({ command, rows, scans, outcome }: TracedStatement, { sizes, sampled }: ScaleBasis): { relation: string; rows: number } | undefined {
  if (outcome !== 'ran' || !changing.test(command) || rows.length > 0) return undefined
  const relation = scans.map((scan) => scan.relation).find((name) => (sampled.get(name) ?? 0) === 0 && rowsOf(sizes.get(name)) > 0)
  return relation === undefined ? undefined : { relation, rows: rowsOf(sizes.get(relation)) }
}

function emptyPart({ command }: TracedStatement, { relation, rows }: { relation: string; rows: number }): Part {
  const rate = command.startsWith('DELETE') ? rates.deletedRow : rates.updatedRow
  return { rows: 0, bytes: 0, walBytes: 0, seconds: [0, rows * rate[1]], words: `the shadow has no rows of ${relation}: none to ${english.rows(rows)} may be written` }
}

/** Never analysed: about a hundred bytes a row. */
function rowsOf(size: ScaleSize | undefined): number {
  if (!size) return 0
  return size.rows >= 0 ? size.rows : Math.round(size.bytes / 100)
}

function times([low, high]: Range, by: number): Range {
  return [low * by, high * by]
}

function plus(one: Range, other: Range): Range {
  return [one[0] + other[0], one[1] + other[1]]
}

function sum(parts: readonly Part[], what: 'rows' | 'bytes' | 'walBytes'): number {
  return parts.reduce((all, part) => all + part[what], 0)
}

function round(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6
}

/** Of several statements one after another; null: none grows with the data. */
export function totalSeconds(statements: readonly TracedStatement[]): { low: number; high: number } | null {
  const ranges = statements.flatMap(({ onTarget }) => onTarget?.seconds ?? [])
  if (ranges.length === 0) return null
  return { low: round(ranges.reduce((all, { low }) => all + low, 0)), high: round(ranges.reduce((all, { high }) => all + high, 0)) }
}
