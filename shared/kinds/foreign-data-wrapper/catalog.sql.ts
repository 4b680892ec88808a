import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { wholeDatabase } from '../catalog-scope.sql.ts'
import { compact } from '../naming.ts'
import { readOptions } from './options.ts'

export const foreignDataWrapperCatalog: CatalogQuery = {
  catalog: 'pg_foreign_data_wrapper',
  sql: () => `
    SELECT w.oid, w.fdwname AS name, CASE WHEN w.fdwhandler <> 0 THEN w.fdwhandler::pg_catalog.regproc::text END AS handler,
      CASE WHEN w.fdwvalidator <> 0 THEN w.fdwvalidator::pg_catalog.regproc::text END AS validator, w.fdwoptions AS options
    FROM pg_catalog.pg_foreign_data_wrapper w WHERE ${wholeDatabase}`,
  facts: (row) => {
    const path = [String(row['name'])]
    const data = compact({ handler: row['handler'], validator: row['validator'], options: readOptions(row['options']) })
    return [{ id: factId('foreign-data-wrapper', path), kind: 'foreign-data-wrapper', path, parent: null, data }]
  },
}
