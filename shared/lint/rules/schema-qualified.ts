import type { RangeVar } from '@pgsql/types'
import { quoteIdentifier } from '../../sql/quote.ts'
import { walk } from '../../sql/parse-tree.ts'
import type { LintContext, LintStatement, Rule } from '../rule.ts'
import { finding } from '../support/finding.ts'
import { isTemporary } from '../support/relation.ts'
import { findNodes, names, nodeAs, placeOf } from '../support/tree.ts'

export const schemaQualified: Rule = {
  id: 'S901',
  name: 'schema-qualified',
  severity: 'warning',
  summary: 'A relation is written without its schema, which `requireSchema` in strata.yaml asks for.',
  danger: 'Which relation is meant hangs on the search_path of the session: the same text can change another table elsewhere.',
  safe: 'Write schema and name: public.orders.',
  examples: {
    policy: { requireSchema: true },
    bad: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    good: 'CREATE TABLE public.orders (id bigint PRIMARY KEY);',
  },
  statement(statement, context) {
    if (!context.policy.requireSchema) return []
    return unqualified(statement, context).map(({ name, location }) => {
      const offset = location === undefined ? undefined : placeOf(statement, location)
      const schema = quoteIdentifier(context.schema)
      return finding({
        message: `${name} is written without its schema.`,
        offset,
        params: { name },
        fix: offset === undefined ? undefined : { title: `Write ${schema}.${quoteIdentifier(name)}`, edits: [{ start: offset, end: offset, text: `${schema}.` }] },
      })
    })
  },
}

interface Unqualified {
  name: string
  location: number | undefined
}

const relations = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_INDEX', 'OBJECT_FOREIGN_TABLE'])

function unqualified({ node }: LintStatement, context: LintContext): Unqualified[] {
  const own = new Set(findNodes(node, 'CommonTableExpr').map(({ ctename }) => ctename))
  const found = new Map<string, Unqualified>()
  walk(node, (_key, child) => {
    const { relname, schemaname, location, ...rest } = child as RangeVar
    if (relname === undefined || schemaname || own.has(relname) || relname.startsWith('pg_') || isTemporary({ ...rest, relname }) || context.madeInBatch(`pg_temp.${quoteIdentifier(relname)}`)) return
    found.set(`${relname} ${location ?? ''}`, { name: relname, location })
  })
  const drop = nodeAs(node, 'DropStmt')
  if (drop && relations.has(drop.removeType ?? '')) for (const parts of (drop.objects ?? []).map((object) => names(object))) if (parts.length === 1) found.set(parts[0] ?? '', { name: parts[0] ?? '', location: undefined })
  return [...found.values()]
}
