import { factId, type Fact } from '../../schema/fact.ts'
import type { CatalogQuery, Row } from '../../schema/kind.ts'
import { listOf, sparse, textOf } from '../catalog-row.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { extensionsOf } from '../extension/depends-on.sql.ts'
import { enabledStates } from '../enabled-state.ts'
import { relationId } from '../relation-id.ts'

/** Triggers of people: not those of foreign keys, nor the copies that partitions have of their parent's. */
export const triggerCatalog: CatalogQuery = {
  catalog: 'pg_trigger',
  sql: () => `
    SELECT t.oid, n.nspname AS schema, c.relname AS relation, c.relkind::text AS relkind, t.tgname AS name, t.tgenabled::text AS enabled, t.tgconstraint <> 0 AS "isConstraint",
           pg_catalog.pg_get_triggerdef(t.oid, false) AS definition,
           ${extensionsOf('pg_trigger', 't.oid')} AS "dependsOn",
           CASE WHEN t.tgconstraint <> 0 THEN 'CREATE CONSTRAINT TRIGGER ' ELSE 'CREATE TRIGGER ' END || pg_catalog.quote_ident(t.tgname) AS head,
           ' ON ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS target
    FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${inScope('n')}`,
  facts: (row) => [triggerOf(row)],
}

/** The definition is cut where the names of trigger and table stand, so that a rename does not look like another definition. */
function triggerOf(row: Row): Fact {
  const relation = [textOf(row, 'schema'), textOf(row, 'relation')]
  const path = [...relation, textOf(row, 'name')]
  const body = textOf(row, 'definition').slice(textOf(row, 'head').length)
  const target = textOf(row, 'target')
  const at = body.indexOf(target)
  const data = sparse({
    event: body.slice(0, at).trim(),
    action: body.slice(at + target.length).trim(),
    constraint: row.isConstraint === true,
    enabled: enabledStates[textOf(row, 'enabled')] ?? null,
    dependsOn: listOf(row, 'dependsOn'),
  })
  return { id: factId('trigger', path), kind: 'trigger', path, parent: relationId(textOf(row, 'relkind'), relation), data }
}

/** A copy on a partition that is enabled in another way than its parent's trigger. Before PostgreSQL 15 copies are marked as internal, and those of foreign keys name no parent. */
export const partitionTriggerCatalog: CatalogQuery = {
  catalog: 'pg_trigger',
  satellite: true,
  sql: ({ version }) => `
    SELECT t.oid, n.nspname AS schema, c.relname AS relation, c.relkind::text AS relkind, t.tgname AS name, t.tgparentid AS parent,
           CASE t.tgenabled WHEN 'O' THEN 'origin' ELSE t.tgenabled::text END AS enabled, CASE p.tgenabled WHEN 'O' THEN 'origin' ELSE p.tgenabled::text END AS inherited
    FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_trigger p ON p.oid = t.tgparentid
    JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE ${version >= 150_000 ? 'NOT t.tgisinternal AND NOT p.tgisinternal AND ' : ''}t.tgenabled <> p.tgenabled AND ${inScope('n')}`,
  facts: (row, context) => {
    const relation = [textOf(row, 'schema'), textOf(row, 'relation')]
    const path = [...relation, textOf(row, 'name')]
    const id = factId('trigger', path)
    const parent = context.resolve('pg_trigger', Number(row.parent))
    if (parent !== undefined) context.edge(id, parent)
    const state = (column: string) => enabledStates[textOf(row, column)] ?? 'origin'
    return [
      {
        id,
        kind: 'trigger',
        path,
        parent: relationId(textOf(row, 'relkind'), relation),
        data: { inherits: true, enabled: state('enabled') },
        info: { inherited: state('inherited') },
      },
    ]
  },
}
