import type { Fact } from '../../schema/fact.ts'
import { satelliteId } from '../../schema/fact.ts'
import type { CatalogQuery, Row } from '../../schema/kind.ts'
import { subjectOf } from '../comment/catalog.sql.ts'
import { compact, without } from '../naming.ts'

/** One entry of an ACL, or of its default: `[grantee oid, grantee name, privilege, grantable]`. */
export type AclItem = readonly [oid: number, grantee: string, privilege: string, grantable: boolean]

/** `ARRAY` of an ACL's entries as json; grantee 0 is PUBLIC. */
export const aclItems = (acl: string) => `(SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_array(x.grantee::int8, CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(x.grantee)::text END, x.privilege_type, x.is_grantable)), '[]') FROM pg_catalog.aclexplode(${acl}) x)`

export interface Grant {
  readonly grantee: string
  readonly data: Fact['data']
}

/** What each grantee has beyond or below the default; `owner` marks the owner's own, which follow the owner. */
export function grantsOf(actual: readonly AclItem[], usual: readonly AclItem[], owner: number): Grant[] {
  const grantees = new Map([...actual, ...usual].map(([oid, name]) => [oid, name]))
  return [...grantees].flatMap(([oid, grantee]) => {
    const of = (items: readonly AclItem[], grantable: boolean) => [...new Set(items.filter((item) => item[0] === oid && item[3] === grantable).map((item) => item[2]))].toSorted()
    const grantable = of(actual, true)
    const privileges = without(of(actual, false), grantable)
    const expected = of(usual, false)
    if (grantable.length === 0 && privileges.join() === expected.join()) return []
    const revoked = without(expected, [...privileges, ...grantable])
    return [{ grantee, data: compact({ privileges, grantable, revoked, owner: oid === owner }) }]
  })
}

/** Catalog, its ACL, owner and the letter of acldefault(); a sequence has its own. */
const catalogs: readonly (readonly [catalog: string, acl: string, owner: string, letter: string])[] = [
  ['pg_namespace', 'nspacl', 'nspowner', "'n'"], ['pg_class', 'relacl', 'relowner', `CASE WHEN o.relkind = 'S' THEN 's'::"char" ELSE 'r'::"char" END`], ['pg_proc', 'proacl', 'proowner', "'f'"],
  ['pg_type', 'typacl', 'typowner', "'T'"], ['pg_language', 'lanacl', 'lanowner', "'l'"], ['pg_foreign_data_wrapper', 'fdwacl', 'fdwowner', "'F'"], ['pg_foreign_server', 'srvacl', 'srvowner', "'S'"],
]

const objects = catalogs.map(([catalog, acl, owner, letter]) => `
    SELECT '${catalog}' AS class, o.oid AS object, 0 AS sub, ${catalog === 'pg_class' ? 'o.relkind::text' : 'NULL'} AS relkind, ${catalog === 'pg_class' ? 'o.reltype' : 'NULL'} AS reltype, NULL AS attribute,
      o.${owner} AS owner, ${aclItems(`o.${acl}`)} AS actual, ${aclItems(`pg_catalog.acldefault(${letter}, o.${owner})`)} AS usual
    FROM pg_catalog.${catalog} o WHERE o.${acl} IS NOT NULL AND (o.oid >= 16384${catalog === 'pg_namespace' ? ' OR o.oid = 2200' : ''})`)

const columns = `
    SELECT 'pg_class', a.attrelid, a.attnum, r.relkind::text, r.reltype, a.attname, r.relowner, ${aclItems('a.attacl')}, '[]'::jsonb
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class r ON r.oid = a.attrelid WHERE a.attacl IS NOT NULL AND a.attrelid >= 16384 AND NOT a.attisdropped AND a.attnum > 0`

/**
 * Only what differs from what PostgreSQL gives by itself (acldefault): without an ACL there is nothing to say. A grantee that
 * lacks what is given by itself, such as PUBLIC without EXECUTE, has `revoked`.
 */
export const privilegeCatalog: CatalogQuery = {
  catalog: 'pg_init_privs',
  satellite: true,
  sql: () => [...objects, columns].join(' UNION ALL '),
  facts: (row: Row, context) => {
    const subject = subjectOf(row, context)
    if (!subject || subject.parent.startsWith('extension:')) return []
    const { parent, column } = subject
    return grantsOf(row['actual'] as AclItem[], row['usual'] as AclItem[], Number(row['owner'])).map(({ grantee, data }) => {
      const path = [grantee, ...(column === undefined ? [] : [column])]
      return { id: satelliteId('privilege', parent, ...path), kind: 'privilege', path, parent, data }
    })
  },
}
