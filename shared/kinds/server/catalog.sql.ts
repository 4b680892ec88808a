import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { wholeDatabase } from '../catalog-scope.sql.ts'
import { compact } from '../naming.ts'
import { readOptions } from '../foreign-data-wrapper/options.ts'

export const serverCatalog: CatalogQuery = {
  catalog: 'pg_foreign_server',
  sql: () => `
    SELECT s.oid, s.srvname AS name, w.fdwname AS wrapper, s.srvtype AS type, s.srvversion AS version, s.srvoptions AS options
    FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE ${wholeDatabase}`,
  facts: (row) => {
    const path = [String(row['name'])]
    const data = compact({ wrapper: row['wrapper'], type: row['type'], version: row['version'], options: readOptions(row['options']) })
    return [{ id: factId('server', path), kind: 'server', path, parent: null, data }]
  },
}
