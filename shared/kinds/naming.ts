import type { Fact, Json } from '../schema/fact.ts'
import type { Row } from '../schema/kind.ts'
import { qualified, quoteIdentifier } from '../sql/quote.ts'

/** `schema.name` of a fact whose path is these two. */
export function nameInSchema(fact: Fact): string {
  return qualified(fact.path[0] ?? '', fact.path[1] ?? '')
}

/** The last name of a fact, quoted. */
export function lastName(fact: Fact): string {
  return quoteIdentifier(fact.path.at(-1) ?? '')
}

/** A text of `data`; undefined where it is absent. */
export function textOf(fact: Fact, attribute: string): string | undefined {
  const value = fact.data[attribute]
  return typeof value === 'string' ? value : undefined
}

/** `{schema, name}` of a catalog row as a path. */
export function pathOf(row: Row): readonly [string, string] {
  return [String(row['schema']), String(row['name'])]
}

/** Only what is there: null, undefined, false and empty lists or objects are the default. */
export function compact(values: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> {
  const kept: Record<string, Json> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === false) continue
    if (typeof value === 'object' && (Array.isArray(value) ? value.length : Object.keys(value).length) === 0) continue
    kept[name] = value as Json
  }
  return kept
}

/** Elements of the first list that the second lacks. */
export function without<T>(list: readonly T[], other: readonly T[]): T[] {
  return list.filter((item) => !other.includes(item))
}

/** A type shares its names with the row types of tables, views and sequences. */
export function typeNames(fact: Fact): readonly string[] {
  return [`relation:${nameInSchema(fact)}`]
}

/** The longest beginning of a name that has at most so many bytes and cuts no character. */
export function clip(name: string, bytes: number): string {
  const encoder = new TextEncoder()
  let characters = Array.from(name)
  while (encoder.encode(characters.join('')).length > bytes) characters = characters.slice(0, -1)
  return characters.join('')
}
