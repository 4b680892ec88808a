import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { sparse, textOf } from '../catalog-row.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { enabledStates } from '../enabled-state.ts'
import { relationId } from '../relation-id.ts'
import { withoutSemicolon } from '../view/columns.sql.ts'

const from = `
    FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE r.rulename <> '_RETURN' AND ${inScope('n')}`

/** pg_get_ruledef locks the relations that the rule's actions name. */
export const ruleCatalog: CatalogQuery = {
  catalog: 'pg_rewrite',
  batches: { size: 500, keys: () => `SELECT r.oid${from} ORDER BY r.oid` },
  sql: () => `
    SELECT r.oid, n.nspname AS schema, c.relname AS relation, c.relkind::text AS relkind, r.rulename AS name, r.ev_enabled::text AS enabled, pg_catalog.pg_get_ruledef(r.oid) AS definition,
           'CREATE RULE ' || pg_catalog.quote_ident(r.rulename) || ' AS' AS head, ' TO ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS target${from} AND r.oid = ANY ($2::oid[])`,
  facts: (row) => {
    const relation = [textOf(row, 'schema'), textOf(row, 'relation')]
    const path = [...relation, textOf(row, 'name')]
    const body = withoutSemicolon(textOf(row, 'definition')).slice(textOf(row, 'head').length).trim()
    const target = textOf(row, 'target')
    const at = body.indexOf(target)
    const data = sparse({ event: body.slice(0, at), action: body.slice(at + target.length).trim(), enabled: enabledStates[textOf(row, 'enabled')] ?? null })
    return [{ id: factId('rule', path), kind: 'rule', path, parent: relationId(textOf(row, 'relkind'), relation), data }]
  },
}
