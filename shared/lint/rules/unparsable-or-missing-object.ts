import type { RangeVar } from '@pgsql/types'
import { quoteIdentifier } from '../../sql/quote.ts'
import { alteredTable, nodeAs, relationName } from '../../sql/parse-tree.ts'
import { placeOf } from '../../sql/parse.ts'
import type { Finding, LintContext, LintFile, LintStatement, Rule } from '../rule.ts'
import { settingsIn } from '../settings.ts'

export const unparsableOrMissingObject: Rule = {
  id: 'S412',
  name: 'unparsable-or-missing-object',
  severity: 'error',
  summary: "PostgreSQL's grammar refuses a statement, or it names a table that is not there.",
  danger: 'The migration fails at this statement. Outside a transaction, what stands before it is done already.',
  safe: 'Correct the statement, and preview the migration before it runs anywhere else.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: 'ALTER TABEL orders ADD COLUMN note text;',
    good: 'ALTER TABLE orders ADD COLUMN note text;',
  },
  statement: checkStatement,
  file: checkFile,
}

const unterminated: Partial<Record<LintFile['problems'][number]['code'], string>> = {
  'unterminated-quote': 'A string opens here and never ends.',
  'unterminated-identifier': 'A quoted name opens here and never ends.',
  'unterminated-dollar-quote': 'A dollar-quoted string opens here and never ends.',
  'unterminated-comment': 'A comment opens here and never ends.',
  'unterminated-copy': 'The rows of this COPY do not end with a line \\.',
}

function checkFile({ problems }: LintFile): Finding[] {
  return problems.flatMap(({ code, offset }) => {
    const message = unterminated[code]
    return message === undefined ? [] : [{ offset, message }]
  })
}

function checkStatement(statement: LintStatement, context: LintContext): Finding[] {
  const { problem, node, trace, inside } = statement
  if (problem && !inside && !context.file.problems.some(({ offset }) => offset >= statement.start && offset <= statement.end)) return [{ offset: problem.offset, message: `${sentence(problem.message)}.` }]
  if (trace?.outcome === 'failed' && /does not exist/.test(trace.reason ?? '')) return [{ message: `${sentence((trace.reason ?? '').replace(/\.$/, ''))}.`, basis: 'trace' }]
  if (trace || inside) return []
  const altered = alteredTable(node, context.schema)
  const index = nodeAs(node, 'IndexStmt')
  const relation = altered && !altered.statement.missing_ok && altered.statement.objtype === 'OBJECT_TABLE' ? altered.relation : index?.relation
  if (!relation || !isMissing(relation, context)) return []
  return [{ offset: placeOf(statement, relation.location), message: `There is no table ${relationName(relation, context.schema)} before this statement.` }]
}

const kinds = ['table', 'view', 'materialized-view', 'foreign-table', 'sequence', 'index', 'composite']

/** Only for a schema that was read, and where no search_path of the file's own says where to look. */
function isMissing(relation: RangeVar, { before, file, schema, madeInBatch }: LintContext): boolean {
  const schemaName = relation.schemaname ?? schema
  const name = relationName(relation, schema)
  if (!before || madeInBatch(name) || (before.head.schemas && !before.head.schemas.includes(schemaName)) || !before.has(`schema:${quoteIdentifier(schemaName)}`)) return false
  if (relation.schemaname === undefined && settingsIn(file).some(({ name: set }) => set === 'search_path')) return false
  return !kinds.some((kind) => before.has(`${kind}:${name}`)) && !/^(pg_catalog|information_schema|pg_temp)\./.test(name)
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
