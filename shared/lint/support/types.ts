import type { TypeName } from '@pgsql/types'
import { typeParts } from '../../sql/parse-type.ts'
import { stringsOf } from '../../sql/parse-tree.ts'

/** The integer type that serial, bigserial or smallserial stands for; undefined: another type. */
export function serialOf(type: TypeName | undefined): string | undefined {
  const { serial, name } = typeParts(type)
  return serial ? name : undefined
}

/** One of PostgreSQL's own types, by the name in its catalog: int4, bpchar, json. */
export function builtInName(type: TypeName | undefined): string | undefined {
  const parts = stringsOf(type?.names)
  return parts.length === 1 || parts[0] === 'pg_catalog' ? parts.at(-1) : undefined
}
