/** Condition on an alias of pg_namespace: a schema that is not PostgreSQL's own and is one of `$1`. */
export function inScope(namespace: string): string {
  return `${namespace}.nspname !~ '^pg_' AND ${namespace}.nspname <> 'information_schema' AND ($1::text[] IS NULL OR ${namespace}.nspname = ANY ($1::text[]))`
}
