import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { sparse, textOf, textOrNull } from '../catalog-row.ts'
import { inScope } from '../catalog-scope.sql.ts'

const functionName = (oid: string) =>
  `(SELECT pg_catalog.quote_ident(fn.nspname) || '.' || pg_catalog.quote_ident(f.proname) FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = ${oid})`

const operatorName = (oid: string) =>
  `(SELECT 'OPERATOR(' || pg_catalog.quote_ident(xn.nspname) || '.' || x.oprname || ')' FROM pg_catalog.pg_operator x JOIN pg_catalog.pg_namespace xn ON xn.oid = x.oprnamespace WHERE x.oid = ${oid})`

/** Operators that have a function; a shell, which another operator named as its partner, is nothing yet. */
export const operatorCatalog: CatalogQuery = {
  catalog: 'pg_operator',
  sql: () => `
    SELECT o.oid, n.nspname AS schema, o.oprname AS name, CASE WHEN o.oprleft <> 0 THEN pg_catalog.format_type(o.oprleft, NULL) END AS left,
           CASE WHEN o.oprright <> 0 THEN pg_catalog.format_type(o.oprright, NULL) END AS right, ${functionName('o.oprcode')} AS function,
           ${functionName('o.oprrest')} AS restrict, ${functionName('o.oprjoin')} AS join, ${operatorName('o.oprcom')} AS commutator, ${operatorName('o.oprnegate')} AS negator,
           o.oprcanhash AS hashes, o.oprcanmerge AS merges
    FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
    WHERE o.oprcode <> 0 AND ${inScope('n')}`,
  facts: (row) => {
    const path = [textOf(row, 'schema'), textOf(row, 'name')]
    const [left, right] = [textOrNull(row, 'left'), textOrNull(row, 'right')]
    const data = sparse({
      function: textOf(row, 'function'),
      commutator: textOrNull(row, 'commutator'),
      negator: textOrNull(row, 'negator'),
      restrict: textOrNull(row, 'restrict'),
      join: textOrNull(row, 'join'),
      hashes: row.hashes === true,
      merges: row.merges === true,
    })
    return [{ id: factId('operator', path, `${left ?? 'NONE'},${right ?? 'NONE'}`), kind: 'operator', path, parent: null, data, info: { left, right } }]
  },
}
