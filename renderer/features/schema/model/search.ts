import type { Outline } from '#shared/contract/schema.ts'
import { groupOf, type GroupName } from './kind-groups.ts'

/** How a name fits: the less, the better. */
export const fits = ['exact', 'prefix', 'word', 'inside', 'letters'] as const
const noFit = fits.length

export type HitGroup = GroupName | 'columns' | 'constraints' | 'triggers' | 'schemas'

export interface Hit {
  /** Row in `objects`: the object itself, or that of the column. */
  row: number
  /** Row in `columns`; -1: an object. */
  column: number
  fit: number
}

export interface SearchResult {
  groups: { group: HitGroup; hits: Hit[]; total: number }[]
  total: number
}

/** Names in lower case with the set of their letters, so that most are passed over by one comparison. */
interface Names {
  low: string[]
  letters: Int32Array
  /** Rows that bear each name; null: every row has a name of its own, of the same number. */
  bearers: { starts: Int32Array; rows: Int32Array } | null
}

interface SearchIndex {
  objects: Names
  /** Names of columns stand once: a few of them are borne by most tables. */
  columns: Names
  /** Number of the hit group by number of the kind. */
  groupOf: number[]
}

const indexes = new WeakMap<Outline, SearchIndex>()

/** What the search looks through; made once for each reading, before the first key. */
export function searchIndex(outline: Outline): SearchIndex {
  const known = indexes.get(outline)
  if (known) return known
  const low = outline.objects.name.map((name) => name.toLowerCase())
  const made: SearchIndex = { objects: { low, letters: Int32Array.from(low, lettersOf), bearers: null }, columns: namesOnce(outline.columns.name), groupOf: outline.kinds.map((kind) => hitGroups.indexOf(hitGroupOf(kind))) }
  indexes.set(outline, made)
  return made
}

/** Kinds in the order in which they are looked for; it decides between groups whose best hits fit equally well. */
const hitGroups: readonly HitGroup[] = ['schemas', 'tables', 'foreignTables', 'views', 'materializedViews', 'functions', 'procedures', 'aggregates', 'types', 'sequences', 'columns', 'triggers', 'indexes', 'constraints', 'extensions', 'textSearch', 'operators', 'collations', 'statistics', 'eventTriggers', 'publications', 'subscriptions', 'foreignData', 'languages', 'casts', 'other']

function hitGroupOf(kind: string): HitGroup {
  return kind === 'constraint' || kind === 'domain-constraint' ? 'constraints' : kind === 'trigger' || kind === 'policy' || kind === 'rule' ? 'triggers' : kind === 'schema' ? 'schemas' : groupOf(kind)
}

function namesOnce(names: readonly string[]): Names {
  const known = new Map<string, number>()
  const low: string[] = []
  const number = Int32Array.from(names, (name) => {
    const at = known.get(name) ?? low.push(name.toLowerCase()) - 1
    known.set(name, at)
    return at
  })
  const starts = new Int32Array(low.length + 1)
  for (const at of number) starts[at + 1] = (starts[at + 1] ?? 0) + 1
  for (let at = 0; at < low.length; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0)
  const next = starts.slice()
  const rows = new Int32Array(names.length)
  number.forEach((at, row) => {
    rows[next[at] ?? 0] = row
    next[at] = (next[at] ?? 0) + 1
  })
  return { low, letters: Int32Array.from(low, lettersOf), bearers: { starts, rows } }
}

/** A bit for each letter a to z, one for digits, one for all the rest. */
function lettersOf(text: string): number {
  let set = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    set |= code >= 97 && code <= 122 ? 1 << (code - 97) : code >= 48 && code <= 57 ? 1 << 26 : code === 95 ? 0 : 1 << 27
  }
  return set
}

/** How well a name fits; both in lower case. */
export function fitOf(name: string, wanted: string): number {
  const at = name.indexOf(wanted)
  if (at === 0) return name.length === wanted.length ? 0 : 1
  if (at < 0) return inOrder(name, wanted) ? 4 : noFit
  for (let place = at; place >= 0; place = name.indexOf(wanted, place + 1)) if (opensWord(name, place)) return 2
  return 3
}

function opensWord(name: string, at: number): boolean {
  return '_.- $"('.includes(name[at - 1] ?? '_')
}

function inOrder(name: string, wanted: string): boolean {
  let at = -1
  for (let letter = 0; letter < wanted.length; letter += 1) {
    at = name.indexOf(wanted[letter] ?? '', at + 1)
    if (at < 0) return false
  }
  return true
}

const kept = 200
const columnGroup = hitGroups.indexOf('columns')

/** Hits by group and fit; all are counted, so many kept that the best can be chosen. */
class Found {
  readonly totals = new Int32Array(hitGroups.length)
  readonly #lists: (Hit[] | undefined)[] = []
  readonly #cap: number

  constructor(limit: number) {
    this.#cap = limit * 3
  }

  listOf(group: number, fit: number): Hit[] {
    return (this.#lists[group * noFit + fit] ??= [])
  }

  take(group: number, fit: number, row: number, column: number): void {
    this.totals[group] = (this.totals[group] ?? 0) + 1
    const list = this.listOf(group, fit)
    if (list.length < this.#cap) list.push({ row, column, fit })
  }

  /** Rows from one place to another that all fit equally well. */
  takeColumns(outline: Outline, fit: number, rows: Int32Array, from: number, to: number): void {
    this.totals[columnGroup] = (this.totals[columnGroup] ?? 0) + to - from
    const list = this.listOf(columnGroup, fit)
    for (let place = from; place < to && list.length < this.#cap; place += 1) list.push({ row: outline.columns.object[rows[place] ?? 0] ?? 0, column: rows[place] ?? 0, fit })
  }
}

/** Objects and columns by a part of their name, best first; `orders.total` looks for `total` within `orders`. At most `limit` are kept of a group, all are counted. */
export function searchOutline(outline: Outline, query: string, limit = kept): SearchResult {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return { groups: [], total: 0 }
  const dot = wanted.lastIndexOf('.')
  const name = wanted.slice(dot + 1).trim()
  const within = dot > 0 ? wanted.slice(0, dot).trim() : ''
  const index = searchIndex(outline)
  const found = new Found(limit)
  eachFit(index.objects, name, (row, fit) => {
    if (within === '' || placeOf(outline, row).includes(within)) found.take(index.groupOf[outline.objects.kind[row] ?? -1] ?? hitGroups.length - 1, fit, row, -1)
  })
  eachFit(index.columns, name, (at, fit) => {
    const { starts, rows } = index.columns.bearers ?? nobody
    const [from, to] = [starts[at] ?? 0, starts[at + 1] ?? 0]
    if (within === '') return found.takeColumns(outline, fit, rows, from, to)
    for (let place = from; place < to; place += 1) {
      const row = outline.columns.object[rows[place] ?? 0] ?? 0
      if (index.objects.low[row]?.includes(within) || `${placeOf(outline, row)}.${index.objects.low[row]}`.includes(within)) found.take(columnGroup, fit, row, rows[place] ?? 0)
    }
  })
  return ranked(outline, found, limit)
}

const nobody = { starts: new Int32Array(1), rows: new Int32Array(0) }

/** Schema and table of an object in lower case. */
function placeOf({ schemas, objects }: Outline, row: number): string {
  const parent = objects.parent[row] ?? -1
  return `${schemas[objects.schema[row] ?? -1] ?? ''}${parent < 0 ? '' : `.${objects.name[parent] ?? ''}`}`.toLowerCase()
}

function eachFit({ low, letters }: Names, wanted: string, take: (at: number, fit: number) => void): void {
  const needed = lettersOf(wanted)
  for (let at = 0; at < low.length; at += 1) {
    if (((letters[at] ?? 0) & needed) !== needed) continue
    const fit = wanted === '' ? 1 : fitOf(low[at] ?? '', wanted)
    if (fit !== noFit) take(at, fit)
  }
}

function ranked(outline: Outline, found: Found, limit: number): SearchResult {
  const length = ({ row, column }: Hit) => (column < 0 ? outline.objects.name[row] : outline.columns.name[column])?.length ?? 0
  const groups = hitGroups.flatMap((group, number) => {
    const hits: Hit[] = []
    for (let fit = 0; fit < noFit && hits.length < limit; fit += 1) hits.push(...found.listOf(number, fit).toSorted((a, b) => length(a) - length(b)).slice(0, limit - hits.length))
    return hits.length > 0 ? [{ group, hits, total: found.totals[number] ?? 0 }] : []
  })
  groups.sort((a, b) => (a.hits[0]?.fit ?? noFit) - (b.hits[0]?.fit ?? noFit))
  return { groups, total: groups.reduce((sum, { total }) => sum + total, 0) }
}

/** Pieces of a name with those lit that the query meets. */
export function lit(name: string, query: string): { text: string; on: boolean }[] {
  const wanted = query.trim().toLowerCase().replace(/^.*\./, '').trim()
  const low = name.toLowerCase()
  if (wanted === '' || low.length !== name.length) return [{ text: name, on: false }]
  const marks = new Set<number>()
  const at = bestPlace(low, wanted)
  if (at >= 0) for (let letter = 0; letter < wanted.length; letter += 1) marks.add(at + letter)
  else {
    let place = -1
    for (const letter of wanted) {
      place = low.indexOf(letter, place + 1)
      if (place < 0) return [{ text: name, on: false }]
      marks.add(place)
    }
  }
  return pieces(name, marks)
}

function bestPlace(low: string, wanted: string): number {
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, at + 1)) if (at === 0 || opensWord(low, at)) return at
  return low.indexOf(wanted)
}

function pieces(name: string, marks: ReadonlySet<number>): { text: string; on: boolean }[] {
  const parts: { text: string; on: boolean }[] = []
  for (let at = 0; at < name.length; at += 1) {
    const on = marks.has(at)
    const last = parts.at(-1)
    if (last && last.on === on) last.text += name[at]
    else parts.push({ text: name[at] ?? '', on })
  }
  return parts
}
