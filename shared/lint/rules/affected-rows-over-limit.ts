import type { Rule } from '../rule.ts'
import { finding } from '../support/finding.ts'
import { count } from '../support/relation.ts'
import { isBackfill, rowsWritten, writtenRelation } from '../support/rows-written.ts'

export const affectedRowsOverLimit: Rule = {
  id: 'S702',
  name: 'affected-rows-over-limit',
  severity: 'warning',
  summary: 'One statement writes more rows than `limits.affectedRows`, what triggers and cascades write counted.',
  danger: 'All these rows stay locked until the migration ends, replicas fall behind by as much, and the old versions of the rows bloat the table.',
  safe: 'Write in batches by key, each committed, with a pause between them; outside of the migration where it takes long.',
  examples: {
    setup: 'CREATE TABLE events (id bigint PRIMARY KEY, kind text);\nINSERT INTO events SELECT n, $$old$$ FROM generate_series(1, 10001) n;',
    bad: "UPDATE events SET kind = 'new' WHERE kind = 'old';",
    good: "UPDATE events SET kind = 'new' WHERE id BETWEEN 1 AND 1000 AND kind = 'old';",
  },
  statement(statement, context) {
    const written = rowsWritten(statement, context)
    const table = writtenRelation(statement, context)
    if (!written || !table || written.rows <= context.limits.affectedRows || isBackfill(statement, context)) return []
    const effects = written.effects > 0 ? `, ${count(written.effects)} of them by triggers, cascades or rules` : ''
    return [finding({ message: `${statement.command} writes ${count(written.rows)} rows${effects}; the limit is ${count(context.limits.affectedRows)}.`, subject: table.text, basis: written.basis, params: { rows: written.rows, limit: context.limits.affectedRows } })]
  },
}
