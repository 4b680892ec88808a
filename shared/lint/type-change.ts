/** What a change of a column's type costs: nothing but the catalog, or a table written anew; `zone`: it depends on the session's time zone. */
export type TypeChange = 'free' | 'rewrite' | 'zone' | 'unknown'

interface Parts {
  name: string
  args: number[]
  array: string
}

/** Pairs that pg_cast calls binary coercible, and that no length function gets between. */
const coercible = new Set(['character varying>text', 'text>character varying', 'cidr>inet', 'xml>text', 'xml>character varying', 'integer>oid', 'oid>integer', 'bit varying>bit varying'])
const timestamps = new Set(['timestamp without time zone', 'timestamp with time zone'])
const precise = /^(time|timestamp|interval)\b/

/**
 * Whether ALTER COLUMN TYPE without USING writes the table anew; types as PostgreSQL prints them, `from` undefined where it is not known.
 * The rule is ATColumnChangeRequiresRewrite() of PostgreSQL's tablecmds.c with the support functions of varchar, numeric, varbit and the
 * types of time, which drop a cast to a length or precision that is no smaller.
 */
export function typeChange(from: string | undefined, to: string): TypeChange {
  if (from === undefined) return 'unknown'
  if (from === to) return 'free'
  const [a, b] = [partsOf(from), partsOf(to)]
  if (timestamps.has(a.name) && timestamps.has(b.name) && a.name !== b.name) return 'zone'
  if (a.array !== b.array) return 'rewrite'
  if (a.name === b.name) return widens(a, b) ? 'free' : 'rewrite'
  return coercible.has(`${a.name}>${b.name}`) && b.args.length === 0 ? 'free' : 'rewrite'
}

/** `timestamp(3) without time zone[]` */
function partsOf(type: string): Parts {
  const array = /(\[\])+$/.exec(type)?.[0] ?? ''
  const plain = type.slice(0, type.length - array.length)
  const args = /\(([\d,\s-]+)\)/.exec(plain)
  return { name: plain.replace(args?.[0] ?? '', '').replace(/\s+/g, ' ').trim(), args: args?.[1]?.split(',').map(Number) ?? [], array }
}

function widens({ name, args: from }: Parts, { args: to }: Parts): boolean {
  if (name === 'character varying' || name === 'bit varying') return to.length === 0 || (from.length > 0 && (to[0] ?? 0) >= (from[0] ?? 0))
  if (name === 'numeric') return to.length === 0 || (from.length > 0 && (to[0] ?? 0) >= (from[0] ?? 0) && (to[1] ?? 0) === (from[1] ?? 0))
  if (precise.test(name)) return to.length === 0 || (to[0] ?? 6) >= (from[0] ?? 6)
  return false
}
