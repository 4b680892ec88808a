/** A type as format_type prints it: `character varying(20)[]` is the name `character varying`, the arguments `20`, and an array. */
interface ReadType {
  name: string
  arguments: readonly number[]
  dimensions: string
}

function readType(text: string): ReadType {
  const dimensions = /(\[\])*$/.exec(text)?.[0] ?? ''
  const plain = text.slice(0, text.length - dimensions.length)
  const found = /\(([\d,-]+)\)/.exec(plain)
  if (!found) return { name: plain, arguments: [], dimensions }
  return { name: plain.replace(found[0], ''), arguments: (found[1] ?? '').split(',').map(Number), dimensions }
}

/** PostgreSQL's own types that assign to each other without USING: its casts in assignment context, pg_cast and the documentation of CREATE CAST. */
const families: readonly ReadonlySet<string>[] = [
  new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']),
  new Set(['text', 'character varying', 'character', 'name']),
  new Set(['timestamp without time zone', 'timestamp with time zone', 'date']),
  new Set(['time without time zone', 'time with time zone']),
  new Set(['json', 'jsonb']),
  new Set(['inet', 'cidr']),
  new Set(['bit', 'bit varying']),
]

const texts = families[1] ?? new Set<string>()

/** Casts that exist and must be asked for, which are better than the way by text. */
const explicit = new Set(['boolean integer', 'integer boolean', 'timestamp without time zone time without time zone', 'timestamp with time zone time without time zone', 'integer bit', 'bit integer', 'money numeric', 'numeric money', 'integer money', 'bigint money'])

/** What follows USING, with `column` as SQL text; null: the change needs none. */
export function usingText(column: string, from: string, to: string): string | null {
  const [old, now] = [readType(from), readType(to)]
  if (old.name === now.name && old.dimensions === now.dimensions) return null
  const alike = families.some((family) => family.has(old.name) && family.has(now.name))
  if (alike && old.dimensions === now.dimensions) return null
  if (now.dimensions === '' && texts.has(now.name)) return null
  if (texts.has(old.name) || explicit.has(`${old.name} ${now.name}`)) return `${column}::${to}`
  return `${column}::text::${to}`
}

/** A value is kept as it is where the new bounds hold every old one; the arguments are a length, or precision and scale. */
function widens(old: ReadType, now: ReadType): boolean {
  if (now.arguments.length === 0) return true
  if (old.arguments.length === 0) return false
  const [size = 0, scale = 0] = old.arguments
  const [newSize = 0, newScale = 0] = now.arguments
  return newSize >= size && newScale === scale
}

const binaryCoercible = new Set(['character varying text', 'text character varying', 'cidr inet', 'xml text', 'xml character varying'])
/** Types of which PostgreSQL knows that a wider one holds the same bytes. */
const widening = new Set(['character varying', 'numeric', 'bit varying', 'interval', 'timestamp without time zone', 'timestamp with time zone', 'time without time zone', 'time with time zone'])

/**
 * Whether ALTER COLUMN ... TYPE writes the table anew. It does not if the types are binary coercible or the new one only widens
 * the old one (PostgreSQL's documentation of ALTER TABLE, Notes; the transform functions of its types since 9.2).
 */
export function rewritesTable(from: string, to: string): boolean {
  const [old, now] = [readType(from), readType(to)]
  if (from === to) return false
  if (old.dimensions !== now.dimensions) return true
  if (old.name === now.name) return !(widening.has(old.name) && widens(old, now) && now.dimensions === '')
  return !(binaryCoercible.has(`${old.name} ${now.name}`) && now.arguments.length === 0)
}

/** Values of the old type may be too large, too long or too fine for the new one. */
export function mayLose(from: string, to: string): boolean {
  const [old, now] = [readType(from), readType(to)]
  if (old.name === now.name) return !widens(old, now)
  const rank = ['smallint', 'integer', 'bigint', 'numeric']
  const [a, b] = [rank.indexOf(old.name), rank.indexOf(now.name)]
  if (a >= 0 && b >= 0) return b < a || now.arguments.length > 0
  if (now.name === 'text' || (now.name === 'character varying' && now.arguments.length === 0)) return false
  return !(old.name === 'date' && now.name.startsWith('timestamp'))
}

/** The types have no operators in common, so that a foreign key between them cannot stand while only one is changed. */
export function areComparable(from: string, to: string): boolean {
  const [old, now] = [readType(from), readType(to)]
  return old.name === now.name || families.some((family) => family.has(old.name) && family.has(now.name))
}
