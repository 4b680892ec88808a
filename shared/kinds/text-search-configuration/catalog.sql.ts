import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { compact, pathOf } from '../naming.ts'

/** `mappings`: token type to its dictionaries in order; token types have names only through their parser. */
export const textSearchConfigurationCatalog: CatalogQuery = {
  catalog: 'pg_ts_config',
  sql: () => `
    SELECT c.oid, n.nspname AS schema, c.cfgname AS name, pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.prsname) AS parser,
      (SELECT jsonb_object_agg(m.token, m.dictionaries) FROM (
        SELECT (SELECT t.alias FROM pg_catalog.ts_token_type(c.cfgparser) t WHERE t.tokid = m.maptokentype) AS token,
          jsonb_agg(pg_catalog.quote_ident(dn.nspname) || '.' || pg_catalog.quote_ident(d.dictname) ORDER BY m.mapseqno) AS dictionaries
        FROM pg_catalog.pg_ts_config_map m JOIN pg_catalog.pg_ts_dict d ON d.oid = m.mapdict JOIN pg_catalog.pg_namespace dn ON dn.oid = d.dictnamespace
        WHERE m.mapcfg = c.oid GROUP BY m.maptokentype) m WHERE m.token IS NOT NULL) AS mappings
    FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace
    JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace
    WHERE ${inScope('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    return [{ id: factId('text-search-configuration', path), kind: 'text-search-configuration', path, parent: null, data: compact({ parser: row['parser'], mappings: row['mappings'] }) }]
  },
}
