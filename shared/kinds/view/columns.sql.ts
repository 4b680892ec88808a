import type { Json } from '../../schema/fact.ts'
import type { Row } from '../../schema/kind.ts'

/** Columns of relation `c` as JSON, in order: name, type and, where it is not the type's own, collation. */
export const columnsOfRelation = `
  (SELECT coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
            'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
            'collation', CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0 THEN
              (SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(l.collname)
               FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace WHERE l.oid = a.attcollation) END))
          ORDER BY a.attnum), '[]')
   FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)`

export function columnsOf(row: Row): Json {
  return Array.isArray(row.columns) ? (row.columns as readonly Json[]) : []
}

/** A definition as pg_get_viewdef prints it, without the semicolon at its end. */
export function withoutSemicolon(text: string): string {
  return text.trim().replace(/;$/, '')
}
