import { factId, type Fact, type FactId, type Json } from '#shared/schema/fact.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'

/** The one place that knows how the facts of relations spell what pages show. */

export function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

export function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

export function number(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null
}

/** Columns of a table in their order. */
export function columnFacts(snapshot: Snapshot, table: FactId): Fact[] {
  const columns = [...snapshot.children(table, 'column')]
  return columns.sort((a, b) => positionOf(a) - positionOf(b))
}

function positionOf({ info }: Fact): number {
  const position = info?.['position']
  return typeof position === 'number' ? position : 0
}

export interface NamedType {
  name: string
  type: string
}

/** Columns of what has none as facts: views, and the attributes of composite types. */
export function listedColumns({ info, data }: Fact): NamedType[] {
  const listed = info?.['columns'] ?? data['columns'] ?? data['attributes']
  if (!Array.isArray(listed)) return []
  return listed.flatMap((one: Json) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return []
    const { name, type } = one as Record<string, Json>
    return typeof name === 'string' ? [{ name, type: text(type) ?? '' }] : []
  })
}

/** What a column of its own would say: an inherited one says the rest in the table above. */
function wholeColumn({ data, info }: Fact): Fact['data'] {
  return { ...recordOf(info?.['full']), ...data }
}

function recordOf(value: Json | undefined): Readonly<Record<string, Json>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : undefined
}

export function columnType(column: Fact): string {
  return text(wholeColumn(column)['type']) ?? ''
}

export function isNullable(column: Fact): boolean {
  const { notNull, identity } = wholeColumn(column)
  return (notNull === undefined || notNull === false) && identity === undefined
}

export function collationOf(column: Fact): string | null {
  return text(wholeColumn(column)['collation'])
}

/** `always` or `by default`. */
export function identityOf(column: Fact): string | null {
  return text(recordOf(wholeColumn(column)['identity'])?.['generation'])
}

/** How it is generated, `stored` or `virtual`, and by which expression. */
export function generationOf(column: Fact): { kind: string; expression: string | null } | undefined {
  const generated = recordOf(wholeColumn(column)['generated'])
  return generated && { kind: generated['virtual'] === true ? 'virtual' : 'stored', expression: text(generated['expression']) }
}

export interface ForeignKey {
  fact: Fact
  table: FactId
  columns: string[]
  to: FactId
  toColumns: string[]
}

export type ConstraintType = 'primary key' | 'unique' | 'foreign key'

export function constraintsOf(snapshot: Snapshot, table: FactId, type: ConstraintType): Fact[] {
  return snapshot.children(table, 'constraint').filter(({ data }) => data['type'] === type)
}

/** Names of the columns that a key is on, in its order: the first list of names in what pg_get_constraintdef says. */
export function constraintColumns({ data }: Fact): string[] {
  return namesIn(text(data['definition']) ?? '')
}

const reference = ') REFERENCES '

/** Foreign keys of a table to tables that the snapshot holds. */
export function foreignKeys(snapshot: Snapshot, table: FactId): ForeignKey[] {
  return constraintsOf(snapshot, table, 'foreign key').flatMap((fact) => {
    const definition = text(fact.data['definition']) ?? ''
    const at = unquotedAt(definition, reference)
    const target = definition.slice(at + reference.length)
    const to = at < 0 ? undefined : snapshot.get(factId('table', qualifiedName(target)))
    return to ? [{ fact, table, columns: constraintColumns(fact), to: to.id, toColumns: namesIn(target) }] : []
  })
}

/** A name, quoted or not, as PostgreSQL prints it. */
const name = /"((?:[^"]|"")*)"|([^\s"(),.]+)/y

/** The names of the first list in brackets. */
function namesIn(definition: string): string[] {
  const names: string[] = []
  let at = unquotedAt(definition, '(') + 1
  while (at > 0 && at < definition.length && definition[at] !== ')') {
    name.lastIndex = at
    const found = name.exec(definition)
    if (found) names.push(plainName(found))
    at = found ? name.lastIndex : at + 1
  }
  return names
}

/** Where something stands, but not in a quoted name. */
function unquotedAt(definition: string, wanted: string): number {
  let quoted = false
  for (let at = 0; at < definition.length; at += 1) {
    if (definition[at] === '"') quoted = !quoted
    else if (!quoted && definition.startsWith(wanted, at)) return at
  }
  return -1
}

/** `public.orders(` as its parts. */
function qualifiedName(target: string): string[] {
  const parts: string[] = []
  for (let at = 0; ; at = name.lastIndex + 1) {
    name.lastIndex = at
    const found = name.exec(target)
    if (!found) return parts
    parts.push(plainName(found))
    if (target[name.lastIndex] !== '.') return parts
  }
}

function plainName([, quoted, plain]: RegExpExecArray): string {
  return quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')
}

/** Table that this one is a partition of. */
export function partitionOf({ data }: Fact): FactId | null {
  return text(data['partitionOf'])
}
