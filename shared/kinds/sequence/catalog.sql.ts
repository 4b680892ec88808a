import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { wanted } from '../table/catalog.sql.ts'
import { compact } from '../table/names.ts'
import { sequenceOptions } from './options.ts'

/** All sequences but those of identity columns, which belong to the column. */
export const sequenceCatalog: CatalogQuery = {
  catalog: 'pg_class',
  sql: () => `
    SELECT c.oid, n.nspname AS schema, c.relname AS name, pg_catalog.format_type(q.seqtypid, NULL) AS type, q.seqstart::text AS start, q.seqincrement::text AS increment,
      q.seqmin::text AS min, q.seqmax::text AS max, q.seqcache::text AS cache, q.seqcycle AS cycle, c.relpersistence = 'u' AS unlogged,
      CASE WHEN d.deptype = 'a' THEN json_build_array(n2.nspname, c2.relname, a.attname) END AS owner
    FROM pg_catalog.pg_sequence q
    JOIN pg_catalog.pg_class c ON c.oid = q.seqrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.objsubid = 0
      AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    LEFT JOIN pg_catalog.pg_class c2 ON c2.oid = d.refobjid
    LEFT JOIN pg_catalog.pg_namespace n2 ON n2.oid = c2.relnamespace
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE c.relpersistence <> 't' AND d.deptype IS DISTINCT FROM 'i' AND ${wanted}`,
  facts: (row) => {
    const path = [String(row['schema']), String(row['name'])]
    const owner = Array.isArray(row['owner']) ? factId('column', row['owner'].map(String)) : null
    return [{ id: factId('sequence', path), kind: 'sequence', path, parent: null, data: compact({ ...sequenceOptions(row), unlogged: row['unlogged'], ownedBy: owner }) }]
  },
}
