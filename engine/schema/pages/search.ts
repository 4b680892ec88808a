import type { ObjectRef } from '#shared/contract/schema.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { isObject, nameOf, schemaOf } from './references.ts'
import { listedColumns } from './relations.ts'

export interface SearchRequest {
  text: string
  /** Only objects of this kind; `column` for columns. */
  kind?: string | undefined
  limit: number
}

interface Entry extends ObjectRef {
  /** Lower case, with the schema in front for a search that has a dot. */
  low: string
  full: string
}

/** Built once for each snapshot. */
const indexes = new WeakMap<Snapshot, Entry[]>()

/** Objects and columns whose name holds the text, best first: exact, beginning, beginning of a word, anywhere, letters in order. */
export function searchSnapshot(snapshot: Snapshot, { text, kind, limit }: SearchRequest): { matches: ObjectRef[]; total: number } {
  const entries = indexes.get(snapshot) ?? makeIndex(snapshot)
  indexes.set(snapshot, entries)
  const wanted = text.trim().toLowerCase()
  const found: { entry: Entry; rank: number }[] = []
  for (const entry of entries) {
    if (kind !== undefined && entry.kind !== kind) continue
    const rank = Math.min(rankOf(entry.low, wanted), wanted.includes('.') ? rankOf(entry.full, wanted) : none)
    if (rank < none) found.push({ entry, rank })
  }
  found.sort((a, b) => a.rank - b.rank || a.entry.low.length - b.entry.low.length || (a.entry.id < b.entry.id ? -1 : 1))
  return { matches: found.slice(0, limit).map(({ entry: { id, kind: of, schema, name } }) => ({ id, kind: of, schema, name })), total: found.length }
}

function makeIndex(snapshot: Snapshot): Entry[] {
  const entries: Entry[] = []
  const add = (ref: ObjectRef) => entries.push({ ...ref, low: ref.name.toLowerCase(), full: `${ref.schema ?? ''}.${ref.name}`.toLowerCase() })
  for (const fact of snapshot.facts.values()) {
    const schema = schemaOf(snapshot, fact)
    if (fact.kind === 'column') add({ id: fact.id, kind: 'column', schema, name: fact.path.slice(-2).join('.') })
    else if (isObject(fact)) {
      const name = nameOf(snapshot, fact)
      add({ id: fact.id, kind: fact.kind, schema, name })
      if (fact.kind !== 'constraint' && fact.kind !== 'index') for (const column of listedColumns(fact)) add({ id: fact.id, kind: 'column', schema, name: `${name}.${column.name}` })
    }
  }
  return entries
}

const none = 5

/** 0 exact, 1 beginning, 2 beginning of a word, 3 anywhere, 4 letters in order, 5 not at all. Of `table.column` the column counts too. */
function rankOf(name: string, wanted: string): number {
  const at = name.indexOf(wanted)
  if (at < 0) return lettersInOrder(name, wanted) ? 4 : none
  const own = name.lastIndexOf('.') + 1
  if (name === wanted || name.slice(own) === wanted) return 0
  if (at === 0 || name.startsWith(wanted, own)) return 1
  return wordBegins(name, wanted) ? 2 : 3
}

function wordBegins(name: string, wanted: string): boolean {
  for (let at = name.indexOf(wanted); at >= 0; at = name.indexOf(wanted, at + 1)) if (at === 0 || /[\s._-]/.test(name[at - 1] ?? '')) return true
  return false
}

function lettersInOrder(name: string, wanted: string): boolean {
  let at = -1
  for (const letter of wanted) {
    at = name.indexOf(letter, at + 1)
    if (at < 0) return false
  }
  return true
}
