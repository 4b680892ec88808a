import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { listOf, sparse, textOf, textOrNull } from '../catalog-row.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { relationId } from '../relation-id.ts'

const commands: Readonly<Record<string, string>> = { r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE' }

/** Policies for row level security. `roles` is absent where it is PUBLIC alone, `command` where it is ALL. */
export const policyCatalog: CatalogQuery = {
  catalog: 'pg_policy',
  sql: () => `
    SELECT p.oid, n.nspname AS schema, c.relname AS relation, c.relkind::text AS relkind, p.polname AS name, p.polcmd::text AS command, p.polpermissive AS permissive,
           ARRAY(SELECT r.rolname::text FROM pg_catalog.pg_roles r WHERE r.oid = ANY (p.polroles) ORDER BY r.rolname COLLATE "C") AS roles,
           pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS using, pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS "check"
    FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE ${inScope('n')}`,
  facts: (row) => {
    const table = [textOf(row, 'schema'), textOf(row, 'relation')]
    const path = [...table, textOf(row, 'name')]
    const data = sparse({
      command: commands[textOf(row, 'command')] ?? null,
      restrictive: row.permissive === false,
      roles: listOf(row, 'roles'),
      using: textOrNull(row, 'using'),
      check: textOrNull(row, 'check'),
    })
    return [{ id: factId('policy', path), kind: 'policy', path, parent: relationId(textOf(row, 'relkind'), table), data }]
  },
}
