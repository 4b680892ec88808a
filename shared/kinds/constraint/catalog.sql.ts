import type { CatalogQuery, Row } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { reloptionText } from '../index/catalog.sql.ts'
import { relationId, wanted } from '../table/catalog.sql.ts'
import { compact, optionsOf } from '../table/names.ts'

const types: Readonly<Record<string, string>> = { p: 'primary key', u: 'unique', f: 'foreign key', c: 'check', x: 'exclusion' }

/** pg_get_constraintdef ends with the states that ALTER can change; they are attributes of their own. */
function definitionOf(row: Row): string {
  let text = String(row['definition'])
  const cut = (end: string) => {
    if (text.endsWith(end)) text = text.slice(0, -end.length)
  }
  if (row['enforced'] === false) cut(' NOT ENFORCED')
  else if (row['validated'] === false) cut(' NOT VALID')
  if (row['deferred'] === true) cut(' INITIALLY DEFERRED')
  if (row['deferrable'] === true) cut(' DEFERRABLE')
  if (row['type'] !== 'x' || !Array.isArray(row['options'])) return text
  const where = typeof row['predicate'] === 'string' ? ` WHERE (${row['predicate']})` : ''
  if (where !== '') cut(where)
  cut(reloptionText(row['options']))
  return text + where
}

/**
 * Constraints of tables. What a partition or an inheriting table has from above is no object of its own; a primary key,
 * unique or exclusion constraint of a partition is one, because its index has a name and options of its own.
 */
export const constraintCatalog: CatalogQuery = {
  catalog: 'pg_constraint',
  sql: (server) => `
    SELECT k.oid, n.nspname AS schema, c.relname AS table, c.relkind, k.conname AS name, k.contype AS type, pg_catalog.pg_get_constraintdef(k.oid) AS definition,
      k.condeferrable AS deferrable, k.condeferred AS deferred, k.convalidated AS validated, ${server.version < 180_000 ? 'true' : 'k.conenforced'} AS enforced,
      ic.reloptions AS options, CASE WHEN k.contype = 'x' AND i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END AS predicate, s.spcname AS tablespace, i.indisclustered AS clustered, i.indisreplident AS replica_identity, NOT i.indisvalid AS invalid,
      CASE WHEN k.conparentid <> 0 THEN (SELECT json_build_array(un.nspname, uc.relname, u.conname) FROM pg_catalog.pg_constraint u JOIN pg_catalog.pg_class uc ON uc.oid = u.conrelid JOIN pg_catalog.pg_namespace un ON un.oid = uc.relnamespace WHERE u.oid = k.conparentid) END AS above
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_index i ON k.contype IN ('p', 'u', 'x') AND i.indexrelid = k.conindid
    LEFT JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
    LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = ic.reltablespace
    WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND k.contype IN ('p', 'u', 'f', 'c', 'x') AND ${wanted}
      AND CASE k.contype WHEN 'c' THEN k.coninhcount = 0 WHEN 'f' THEN k.conparentid = 0 ELSE true END`,
  facts: (row) => {
    const path = [String(row['schema']), String(row['table']), String(row['name'])]
    const data = compact({
      type: types[String(row['type'])],
      definition: definitionOf(row),
      deferrable: row['deferrable'] === true ? (row['deferred'] === true ? 'initially deferred' : 'initially immediate') : null,
      notEnforced: row['enforced'] === false,
      notValid: row['validated'] === false && row['enforced'] !== false,
      options: optionsOf(row['options']),
      tablespace: row['tablespace'],
      clustered: row['clustered'],
      replicaIdentity: row['replica_identity'],
      invalid: row['invalid'],
      attachedTo: Array.isArray(row['above']) ? factId('constraint', row['above'].map(String)) : null,
    })
    return [{ id: factId('constraint', path), kind: 'constraint', path, parent: relationId(row['relkind'], row['schema'], row['table']), data }]
  },
}
