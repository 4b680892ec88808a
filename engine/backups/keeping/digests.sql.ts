import { qualified, quoteIdentifier } from '#shared/sql/quote.ts'

/** Settings that the text of a value depends on, the same at backup and at rehearsal. Within a savepoint, so that the session gets its own back. */
export const sameTextSql = `
SAVEPOINT strata_digests;
SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC'; SET LOCAL bytea_output = 'hex';
SET LOCAL extra_float_digits = 1; SET LOCAL lc_monetary = 'C'; SET LOCAL xmlbinary = 'base64'; SET LOCAL search_path = pg_catalog`

export const ownTextSql = 'ROLLBACK TO SAVEPOINT strata_digests; RELEASE SAVEPOINT strata_digests'

/** Columns of the primary key of each table of `$1` schemas and `$2` names; empty where it has none. */
export const keysSql = `
SELECT t.schema, t.name, coalesce(
         (SELECT array_agg(a.attname::text ORDER BY k.place)
            FROM pg_catalog.pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
           WHERE i.indrelid = c.oid AND i.indisprimary), '{}') AS key
  FROM unnest($1::text[], $2::text[]) AS t (schema, name)
  JOIN pg_catalog.pg_namespace n ON n.nspname = t.schema
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = t.name`

/**
 * Rows and a sum over the MD5 of their texts, so that their order does not matter. With `sampleKey` every sixteenth row by the hash of these
 * columns, or of the whole row where there are none: the same rows in every database that has them.
 */
export function digestSql({ schema, name }: { schema: string; name: string }, sampleKey: readonly string[] | null): string {
  const part = sampleKey && sampleKey.length > 0 ? sampleKey.map((column) => `t.${quoteIdentifier(column)}`).join(', ') : 't.*'
  const where = sampleKey ? ` WHERE substr(md5(ROW(${part})::text), 1, 1) = '0'` : ''
  return `
SELECT count(*)::float8 AS rows, coalesce(sum(('x' || substr(md5(ROW(t.*)::text), 1, 16))::bit(64)::bigint), 0)::text AS digest
  FROM ONLY ${qualified(schema, name)} AS t${where}`
}
