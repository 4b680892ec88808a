/** Condition on an alias of pg_namespace: a schema that is not PostgreSQL's own and is one of `$1`. */
export function inScope(namespace: string): string {
  return `${namespace}.nspname !~ '^pg_' AND ${namespace}.nspname <> 'information_schema' AND ($1::text[] IS NULL OR ${namespace}.nspname = ANY ($1::text[]))`
}

/** Objects that stand in no schema are read with the whole database only. */
export const wholeDatabase = '$1::text[] IS NULL'

/** Condition on an alias of a catalog: PostgreSQL did not make the object as a piece of another one, as it makes the constructors and casts of a range type. */
export const ofItself = (catalog: string, alias: string) =>
  `NOT EXISTS (SELECT FROM pg_catalog.pg_depend own WHERE own.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND own.objid = ${alias}.oid AND own.deptype = 'i')`
