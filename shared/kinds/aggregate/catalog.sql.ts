import { factId, type Fact } from '../../schema/fact.ts'
import type { CatalogQuery, Row } from '../../schema/kind.ts'
import { listOf, numberOf, sparse, textOf, textOrNull } from '../catalog-row.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { signatureColumn } from '../routine/catalog.sql.ts'

const functions = ['transfn', 'finalfn', 'combinefn', 'serialfn', 'deserialfn', 'mtransfn', 'minvtransfn', 'mfinalfn']

/** regproc prints a name with its schema, or alone if it is PostgreSQL's own; an aggregate names its functions without arguments. */
const functionColumns = functions
  .map((name) => `CASE WHEN g.agg${name} <> 0 THEN pg_catalog.quote_ident(${name}_n.nspname) || '.' || pg_catalog.quote_ident(${name}.proname) END AS ${name}`)
  .join(',\n           ')

const functionJoins = functions
  .map(
    (name) =>
      `LEFT JOIN pg_catalog.pg_proc ${name} ON ${name}.oid = g.agg${name} LEFT JOIN pg_catalog.pg_namespace ${name}_n ON ${name}_n.oid = ${name}.pronamespace`,
  )
  .join('\n    ')

export const aggregateCatalog: CatalogQuery = {
  catalog: 'pg_proc',
  sql: () => `
    SELECT p.oid, n.nspname AS schema, p.proname AS name, pg_catalog.pg_get_function_arguments(p.oid) AS arguments, pg_catalog.pg_get_function_identity_arguments(p.oid) AS identity,
           pg_catalog.pg_get_function_result(p.oid) AS returns, p.proparallel::text AS parallel, g.aggkind::text AS kind, g.aggnumdirectargs AS direct, p.proargnames AS names,
           pg_catalog.format_type(g.aggtranstype, NULL) AS stype, CASE WHEN g.aggmtranstype <> 0 THEN pg_catalog.format_type(g.aggmtranstype, NULL) END AS mstype,
           g.aggtransspace AS sspace, g.aggmtransspace AS msspace, g.agginitval AS initcond, g.aggminitval AS minitcond, g.aggfinalextra AS "finalExtra", g.aggmfinalextra AS "mfinalExtra",
           g.aggfinalmodify::text AS "finalModify", g.aggmfinalmodify::text AS "mfinalModify",
           (SELECT 'OPERATOR(' || pg_catalog.quote_ident(sn.nspname) || '.' || o.oprname || ')' FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace sn ON sn.oid = o.oprnamespace WHERE o.oid = g.aggsortop) AS sortop,
           ${functionColumns},${signatureColumn}
    FROM pg_catalog.pg_aggregate g JOIN pg_catalog.pg_proc p ON p.oid = g.aggfnoid JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    ${functionJoins}
    WHERE ${inScope('n')}`,
  facts: (row) => [aggregateOf(row)],
}

const modifies: Readonly<Record<string, string>> = { r: 'READ_ONLY', s: 'SHAREABLE', w: 'READ_WRITE' }
const parallels: Readonly<Record<string, string>> = { s: 'SAFE', r: 'RESTRICTED' }

/** Options by their names in CREATE AGGREGATE, lower case. */
function aggregateOf(row: Row): Fact {
  const path = [textOf(row, 'schema'), textOf(row, 'name')]
  const signature = textOf(row, 'signature')
  const kind = textOf(row, 'kind')
  // Ordered-set aggregates may write their state by default, plain ones may not (CREATE AGGREGATE, FINALFUNC_MODIFY).
  const usual = kind === 'n' ? 'r' : 'w'
  const modify = (column: string, of: string) => (row[of] !== null && textOf(row, column) !== usual ? (modifies[textOf(row, column)] ?? null) : null)
  const data = sparse({
    arguments: textOf(row, 'arguments') || null,
    sfunc: textOf(row, 'transfn'),
    stype: textOf(row, 'stype'),
    sspace: numberOf(row, 'sspace') || null,
    finalfunc: textOrNull(row, 'finalfn'),
    finalfunc_extra: row.finalExtra === true,
    finalfunc_modify: modify('finalModify', 'finalfn'),
    combinefunc: textOrNull(row, 'combinefn'),
    serialfunc: textOrNull(row, 'serialfn'),
    deserialfunc: textOrNull(row, 'deserialfn'),
    initcond: textOrNull(row, 'initcond'),
    msfunc: textOrNull(row, 'mtransfn'),
    minvfunc: textOrNull(row, 'minvtransfn'),
    mstype: textOrNull(row, 'mstype'),
    msspace: numberOf(row, 'msspace') || null,
    mfinalfunc: textOrNull(row, 'mfinalfn'),
    mfinalfunc_extra: row.mfinalExtra === true,
    mfinalfunc_modify: modify('mfinalModify', 'mfinalfn'),
    minitcond: textOrNull(row, 'minitcond'),
    sortop: textOrNull(row, 'sortop'),
    parallel: parallels[textOf(row, 'parallel')] ?? null,
    hypothetical: kind === 'h',
  })
  const identity = textOf(row, 'identity') || '*'
  return {
    id: factId('aggregate', path, signature),
    kind: 'aggregate',
    path,
    parent: null,
    data,
    info: { signature, identity, returns: textOf(row, 'returns'), direct: numberOf(row, 'direct'), inputNames: listOf(row, 'names'), outputs: [], defaults: 0 },
  }
}
