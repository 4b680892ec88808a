import type { CatalogQuery } from '../../schema/kind.ts'
import { satelliteId } from '../../schema/fact.ts'
import { className, subjectJoins, subjectOf } from '../comment/catalog.sql.ts'

export const securityLabelCatalog: CatalogQuery = {
  catalog: 'pg_seclabel',
  satellite: true,
  sql: () => `
    SELECT ${className} AS class, d.objoid AS object, d.objsubid AS sub, d.provider, d.label, r.relkind::text AS relkind, r.reltype, a.attname AS attribute, i.oid AS "constraint"
    FROM pg_catalog.pg_seclabel d${subjectJoins}`,
  facts: (row, context) => {
    const subject = subjectOf(row, context)
    if (!subject) return []
    const { parent, column } = subject
    const path = [String(row['provider']), ...(column === undefined ? [] : [column])]
    return [{ id: satelliteId('security-label', parent, ...path), kind: 'security-label', path, parent, data: { label: String(row['label']) } }]
  },
}
