import type { CatalogQuery, ReadContext, Row } from '../../schema/kind.ts'
import { satelliteId, type FactId } from '../../schema/fact.ts'

/** Relations whose columns are no facts: views, materialized views, composite types. */
const withoutColumnFacts = new Set(['v', 'm', 'c'])

/** What a row with `class`, `object`, `sub`, `relkind`, `reltype` and `attribute` is about: a fact, and the name of a column that is none. */
export function subjectOf(row: Row, context: ReadContext): { parent: FactId; column?: string } | undefined {
  const [catalog, object, sub] = [String(row['class']), Number(row['object']), Number(row['sub'] ?? 0)]
  const relkind = String(row['relkind'])
  if (catalog !== 'pg_class' || !withoutColumnFacts.has(relkind)) {
    const parent = context.resolve(catalog, object, sub)
    return parent === undefined ? indexOf(row, context) : { parent }
  }
  const parent = relkind === 'c' ? context.resolve('pg_type', Number(row['reltype'])) : context.resolve(catalog, object)
  if (parent === undefined) return undefined
  return sub === 0 ? { parent } : { parent, column: String(row['attribute']) }
}

/** The index of a constraint is no fact: what is said of it is a part of the constraint, under the word `index`. */
function indexOf(row: Row, context: ReadContext): { parent: FactId; column: string } | undefined {
  const constraint = row['constraint'] === null || row['constraint'] === undefined ? undefined : context.resolve('pg_constraint', Number(row['constraint']))
  return constraint === undefined ? undefined : { parent: constraint, column: 'index' }
}

/** Joins that give `relkind`, `reltype`, `attribute` and `constraint` for a row `d` with classoid, objoid and objsubid. */
export const subjectJoins = `
    LEFT JOIN pg_catalog.pg_constraint i ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.conindid = d.objoid AND i.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_catalog.pg_class r ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND r.oid = d.objoid
    LEFT JOIN pg_catalog.pg_attribute a ON d.objsubid <> 0 AND a.attrelid = r.oid AND a.attnum = d.objsubid`

/** Names of the catalogs without their schema, whatever the search_path. */
export const className = '(SELECT k.relname FROM pg_catalog.pg_class k WHERE k.oid = d.classoid)'

/**
 * initdb comments its own objects (oids below 16384) and the schema public; CREATE EXTENSION takes the comment of the control
 * file. Neither is a difference. Comments of subscriptions stand in the shared catalog.
 */
export const commentCatalog: CatalogQuery = {
  catalog: 'pg_description',
  satellite: true,
  sql: () => `
    SELECT ${className} AS class, d.objoid AS object, d.objsubid AS sub, d.description, r.relkind::text AS relkind, r.reltype, a.attname AS attribute, i.oid AS "constraint"
    FROM pg_catalog.pg_description d${subjectJoins}
    WHERE (d.objoid >= 16384 OR (d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.objoid = 2200 AND d.description <> 'standard public schema'))
      AND NOT (d.classoid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.description = (
        SELECT v.comment FROM pg_catalog.pg_available_extensions v JOIN pg_catalog.pg_extension e ON e.extname = v.name WHERE e.oid = d.objoid))
    UNION ALL
    SELECT 'pg_subscription', s.objoid, 0, s.description, NULL, NULL, NULL, NULL
    FROM pg_catalog.pg_shdescription s WHERE s.classoid = 'pg_catalog.pg_subscription'::pg_catalog.regclass`,
  facts: (row, context) => {
    const subject = subjectOf(row, context)
    if (!subject) return []
    const path = subject.column === undefined ? [] : [subject.column]
    return [{ id: satelliteId('comment', subject.parent, ...path), kind: 'comment', path, parent: subject.parent, data: { text: String(row['description']) } }]
  },
}
