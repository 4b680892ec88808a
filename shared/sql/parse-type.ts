import type { TypeName } from '@pgsql/types'
import { nodesAs, stringsOf } from './parse-tree.ts'
import { quoteIdentifier } from './quote.ts'

/** Names that format_type() of PostgreSQL gives to the types of pg_catalog that have a name in the SQL standard. */
const standardNames: Readonly<Record<string, string>> = {
  bit: 'bit', bool: 'boolean', bpchar: 'character', char: '"char"', float4: 'real', float8: 'double precision', int2: 'smallint', int4: 'integer', int8: 'bigint', interval: 'interval', numeric: 'numeric',
  time: 'time without time zone', timestamp: 'timestamp without time zone', timestamptz: 'timestamp with time zone', timetz: 'time with time zone',
  varbit: 'bit varying', varchar: 'character varying',
}
/** Names that the grammar leaves alone: they are no types, but write a column and its default. */
const serials: Readonly<Record<string, string>> = { serial: 'integer', serial4: 'integer', bigserial: 'bigint', serial8: 'bigint', smallserial: 'smallint', serial2: 'smallint' }

export interface TypeParts {
  /** `character varying`, `public.mood`; without arguments. */
  name: string
  /** Numbers in parentheses: length, or precision and scale. */
  args: number[]
  array: boolean
  /** serial, bigserial or smallserial was written; `name` is the type that it stands for. */
  serial: boolean
  /** A type of pg_catalog, or one written without a schema. */
  plain: boolean
}

/** A type as PostgreSQL prints it. Names without a schema that it knows are taken for its own. */
export function typeParts(type: TypeName | undefined): TypeParts {
  const names = stringsOf(type?.names)
  const last = names.at(-1) ?? ''
  const builtIn = names.length === 1 || names[0] === 'pg_catalog'
  const serial = names.length === 1 && last in serials
  const known = serials[serial ? last : ''] ?? (builtIn ? standardNames[last] : undefined)
  const args = nodesAs(type?.typmods, 'A_Const').flatMap(({ ival }) => (ival ? [ival.ival ?? 0] : []))
  const name = known ?? names.filter((part, at) => at > 0 || part !== 'pg_catalog').map(quoteIdentifier).join('.')
  return { name, args: name === 'interval' ? [] : name === 'character' && names[0] === 'pg_catalog' && args.length === 0 ? [1] : args, array: (type?.arrayBounds ?? []).length > 0, serial, plain: builtIn }
}

/** `character varying(20)[]`, `timestamp(3) with time zone`. */
export function typeText(type: TypeName | undefined): string {
  const { name, args, array } = typeParts(type)
  const list = args.length > 0 ? `(${args.join(',')})` : ''
  const split = /^(time|timestamp)( with.*)$/.exec(name)
  return `${split ? `${split[1]}${list}${split[2]}` : `${name}${list}`}${array ? '[]' : ''}`
}
