/** What ANALYZE and VACUUM have counted. */
export const countsSql = `
SELECT c.oid::pg_catalog.regclass::text AS name, c.reltuples AS rows, c.relpages AS pages, c.relallvisible AS visible
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relpages > 0`

export interface CountRow {
  name: string
  rows: number
  pages: number
  visible: number
}

/** Written into the catalog, which only a superuser may do: names $1, rows $2, pages $3, visible pages $4. */
export const writeCountsSql = `
UPDATE pg_catalog.pg_class c SET reltuples = u.rows, relpages = u.pages, relallvisible = u.visible
  FROM unnest($1::text[], $2::float4[], $3::int[], $4::int[]) AS u (name, rows, pages, visible)
 WHERE c.oid::pg_catalog.regclass::text = u.name AND c.oid >= 16384`
