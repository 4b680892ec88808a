import { factId, type Fact, type Json } from '../../schema/fact.ts'
import type { CatalogQuery, Row, ServerFacts } from '../../schema/kind.ts'
import { listOf, numberOf, settingsOf, sparse, textOf, textOrNull } from '../catalog-row.ts'
import { extensionsOf } from '../extension/depends-on.sql.ts'
import { inScope, ofItself } from '../catalog-scope.sql.ts'

/** Types of the input arguments, comma-separated: what tells routines of one name apart. */
export const signatureColumn = `
  (SELECT coalesce(pg_catalog.string_agg(pg_catalog.format_type(a.type, NULL), ',' ORDER BY a.at), '') FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY AS a (type, at)) AS signature`

const columns = `
    SELECT p.oid, n.nspname AS schema, p.proname AS name, l.lanname AS language, pg_catalog.pg_get_function_arguments(p.oid) AS arguments,
           pg_catalog.pg_get_function_result(p.oid) AS returns, pg_catalog.pg_get_function_identity_arguments(p.oid) AS identity, p.prosrc AS source, p.probin AS library,
           p.provolatile::text AS volatility, p.proisstrict AS strict, p.prosecdef AS "securityDefiner", p.proleakproof AS leakproof, p.proparallel::text AS parallel,
           p.procost AS cost, p.prorows AS rows, p.proretset AS "returnsSet", p.prokind = 'w' AS window, p.proconfig AS config, p.proargnames AS names,
           p.proargmodes::text[] AS modes, p.pronargs AS inputs, p.pronargdefaults AS defaults, p.prorettype = 'record'::pg_catalog.regtype AS "returnsRecord",
           CASE WHEN p.prosupport <> 0 THEN p.prosupport::pg_catalog.regproc::text END AS support,
           ARRAY(SELECT pg_catalog.format_type(t, NULL) FROM pg_catalog.unnest(p.protrftypes) t) AS transforms,
           ${extensionsOf('pg_proc', 'p.oid')} AS "dependsOn",${signatureColumn}`

const from = (kinds: string) => `
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace JOIN pg_catalog.pg_language l ON l.oid = p.prolang
    WHERE p.prokind IN (${kinds}) AND ${inScope('n')} AND ${ofItself('pg_proc', 'p')}`

/** Two queries: a body that PostgreSQL keeps parsed (from 14 on) locks what it names while it is printed. */
export function routineCatalog(kind: string, letters: string): readonly CatalogQuery[] {
  const parsed = `${from(letters)} AND p.prosqlbody IS NOT NULL`
  return [
    {
      catalog: 'pg_proc',
      sql: ({ version }) => `${columns}, NULL AS body${from(letters)}${version >= 140_000 ? ' AND p.prosqlbody IS NULL' : ''}`,
      facts: (row) => [routineOf(kind, row)],
    },
    {
      catalog: 'pg_proc',
      since: 140_000,
      batches: { size: 500, keys: (_server: ServerFacts) => `SELECT p.oid${parsed} ORDER BY p.oid` },
      sql: () => `${columns}, pg_catalog.pg_get_function_sqlbody(p.oid) AS body${parsed} AND p.oid = ANY ($2::oid[])`,
      facts: (row) => [routineOf(kind, row)],
    },
  ]
}

const volatilities: Readonly<Record<string, string>> = { i: 'IMMUTABLE', s: 'STABLE' }
const parallels: Readonly<Record<string, string>> = { s: 'SAFE', r: 'RESTRICTED' }

function routineOf(kind: string, row: Row): Fact {
  const path = [textOf(row, 'schema'), textOf(row, 'name')]
  const signature = textOf(row, 'signature')
  return { id: factId(kind, path, signature), kind, path, parent: null, data: dataOf(row), info: infoOf(row, signature) }
}

function dataOf(row: Row): Readonly<Record<string, Json>> {
  const language = textOf(row, 'language')
  const native = language === 'c' || language === 'internal'
  const rows = numberOf(row, 'rows')
  const body = textOrNull(row, 'body')
  return {
    ...sparse({
      arguments: textOf(row, 'arguments') || null,
      returns: textOrNull(row, 'returns'),
      language,
      volatility: volatilities[textOf(row, 'volatility')] ?? null,
      strict: row.strict === true,
      securityDefiner: row.securityDefiner === true,
      leakproof: row.leakproof === true,
      parallel: parallels[textOf(row, 'parallel')] ?? null,
      window: row.window === true,
      // procost is 1 for C and internal functions and 100 for others, prorows 1000 for sets (CREATE FUNCTION).
      cost: numberOf(row, 'cost') === (native ? 1 : 100) ? null : numberOf(row, 'cost'),
      rows: row.returnsSet !== true || rows === 1000 ? null : rows,
      support: textOrNull(row, 'support'),
      config: settingsOf(row, 'config'),
      transforms: listOf(row, 'transforms'),
      library: textOrNull(row, 'library'),
      dependsOn: listOf(row, 'dependsOn'),
    }),
    ...(body === null ? { source: textOf(row, 'source') } : { body }),
  }
}

/** What CREATE OR REPLACE must not change: see `canReplace`. */
function infoOf(row: Row, signature: string): Readonly<Record<string, Json>> {
  const modes = listOf(row, 'modes')
  const names = listOf(row, 'names')
  const isInput = (at: number) => modes.length === 0 || ['i', 'b', 'v'].includes(modes[at] ?? 'i')
  return {
    signature,
    identity: textOf(row, 'identity'),
    inputNames: names.filter((_, at) => isInput(at)),
    outputs: row.returnsRecord === true ? names.filter((_, at) => !['i', 'v'].includes(modes[at] ?? 'i')) : [],
    defaults: numberOf(row, 'defaults'),
    // Settings in the order in which the server keeps them.
    settings: listOf(row, 'config').map((one) => one.slice(0, one.indexOf('='))),
  }
}
