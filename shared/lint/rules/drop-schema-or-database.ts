import { quoteIdentifier } from '../../sql/quote.ts'
import type { Rule } from '../rule.ts'
import { done } from '../support/done.ts'
import { finding, listed } from '../support/finding.ts'
import { names, nodeAs } from '../support/tree.ts'

export const dropSchemaOrDatabase: Rule = {
  id: 'S203',
  name: 'drop-schema-or-database',
  severity: 'error',
  summary: 'A schema is dropped with all that is in it, or a whole database.',
  danger: 'Every table in it and every row is gone. Nothing names what is lost, and nothing asks again.',
  safe: 'Drop what is in it by name, each after its rows are kept or known not to be needed, and then the empty schema without CASCADE. Make a backup first.',
  examples: {
    setup: 'CREATE SCHEMA legacy;\nCREATE TABLE legacy.notes (id bigint PRIMARY KEY, note text);',
    bad: 'DROP SCHEMA legacy CASCADE;',
    good: 'ALTER SCHEMA legacy RENAME TO legacy_unused;',
  },
  statement(statement, context) {
    const database = nodeAs(statement.node, 'DropdbStmt')
    if (database) return [finding({ message: `DROP DATABASE ${database.dbname ?? ''} loses everything in it.`, help: 'Take it out of the migration. Make a backup and drop the database by hand.' })]
    const drop = nodeAs(statement.node, 'DropStmt')
    if (drop?.removeType !== 'OBJECT_SCHEMA' || drop.behavior !== 'DROP_CASCADE') return []
    return (drop.objects ?? []).flatMap((object) => {
      const schema = names(object)[0] ?? ''
      const { before } = context
      if (context.madeInBatch(`${quoteIdentifier(schema)}.x`) || (before && !before.has(`schema:${quoteIdentifier(schema)}`))) return []
      const tables = before ? [...before.facts.values()].filter(({ kind, path }) => kind === 'table' && path[0] === schema).map(({ path }) => path[1] ?? '') : undefined
      const what = tables === undefined ? 'everything in it' : tables.length === 0 ? 'what is in it; it holds no table' : `its ${tables.length === 1 ? 'table' : `${tables.length} tables`} (${listed(tables)})`
      return finding({ message: `DROP SCHEMA ${schema} CASCADE loses ${what}.`, basis: done(statement), severity: context.file.undo || tables?.length === 0 ? 'info' : undefined, params: { schema } })
    })
  },
}
