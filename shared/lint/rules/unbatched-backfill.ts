import type { Rule } from '../rule.ts'
import { finding } from '../support/finding.ts'
import { count, sizeOf } from '../support/relation.ts'
import { isBackfill, rowsWritten, writtenRelation } from '../support/rows-written.ts'

export const unbatchedBackfill: Rule = {
  id: 'S702',
  name: 'unbatched-backfill',
  severity: 'warning',
  summary: 'A column of a table that is there is filled by one UPDATE over the whole table.',
  danger: 'Every row is written anew and stays locked until the migration ends; others that write the same rows wait as long, and the table grows to twice its size.',
  safe: 'Fill it in batches by key, each committed: UPDATE ... WHERE id BETWEEN 1 AND 10000 AND column IS NULL, and so on.',
  examples: {
    setup: 'CREATE TABLE users (id bigint PRIMARY KEY, name text);\nINSERT INTO users SELECT n, $$u$$ || n FROM generate_series(1, 10001) n;',
    bad: 'ALTER TABLE users ADD COLUMN sort_name text;\nUPDATE users SET sort_name = lower(name);',
    good: 'ALTER TABLE users ADD COLUMN sort_name text;\nUPDATE users SET sort_name = lower(name) WHERE id BETWEEN 1 AND 1000;',
  },
  statement(statement, context) {
    const table = writtenRelation(statement, context)
    if (!table || statement.inside || !isBackfill(statement, context)) return []
    const written = rowsWritten(statement, context)
    const rows = Math.max(written?.basis === 'trace' ? written.rows : 0, sizeOf(table, context)?.rows ?? 0)
    const known = written !== undefined || sizeOf(table, context) !== undefined
    if (known && rows <= context.limits.affectedRows) return []
    const amount = known ? `${count(rows)} rows of ${table.text}` : `the rows of ${table.text}`
    return [finding({ message: `One UPDATE fills a column of ${amount}.`, subject: table.text, severity: known ? undefined : 'info', basis: written?.basis, params: { relation: table.text } })]
  },
}
