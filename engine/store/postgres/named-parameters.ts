import type { Value, Values } from '../store-database.ts'

export interface NumberedStatement {
  text: string
  values: readonly Value[]
}

/** Strings, quoted names, dollar quotes and comments, in which nothing is a parameter; then a parameter. */
const pieces = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|@([A-Za-z_]\w*)/g

/**
 * A statement with parameters by name as PostgreSQL takes it. The value says the type of its parameter, since a server that sees only
 * `$1 IS NULL` cannot know it; null stands in the text, where it fits every type.
 */
export function numbered(sql: string, values: Values): NumberedStatement {
  const places = new Map<string, string>()
  const given: Value[] = []
  const text = sql.replaceAll(pieces, (piece: string, _tag: string | undefined, name: string | undefined) => {
    if (name === undefined) return piece
    const known = places.get(name)
    if (known !== undefined) return known
    const value = values[name]
    if (value === undefined) throw new Error(`The statement wants @${name} and was not given it`)
    const place = value === null ? 'NULL' : `$${given.push(value)}::${typeOf(value)}`
    places.set(name, place)
    return place
  })
  return { text, values: given }
}

function typeOf(value: Exclude<Value, null>): string {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return Number.isInteger(value) ? 'bigint' : 'double precision'
  return 'bytea'
}
