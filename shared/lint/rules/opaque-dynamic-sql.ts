import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { strongLocks } from '../strong-locks.ts'
import { ran } from '../traced.ts'

export const opaqueDynamicSql: Rule = {
  id: 'S410',
  name: 'opaque-dynamic-sql',
  severity: 'warning',
  summary: 'A DO block runs SQL that is put together only when it runs.',
  danger: 'Neither a reader nor a rule can see from the text what it locks, writes or drops, and it may do something else on another database.',
  safe: 'Write the statements out, or preview the migration: the trace shows what it really does.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: "DO $$\nBEGIN\n  EXECUTE format('ALTER TABLE %I ADD COLUMN note text', 'orders');\nEND $$;",
    good: 'DO $$\nBEGIN\n  ALTER TABLE orders ADD COLUMN note text;\nEND $$;',
  },
  statement: check,
}

function check(statement: LintStatement, context: LintContext): Finding[] {
  const [dynamic] = statement.dynamic
  if (!dynamic) return []
  const { offset } = dynamic
  const trace = ran(statement)
  if (!trace) return [{ offset, message: dynamic.text === '' ? 'What the block runs cannot be told: it is no PL/pgSQL that can be read.' : `What EXECUTE ${shortened(dynamic.text)} runs cannot be told from the text.` }]
  const effects = [...strongLocks(statement, context).map(({ mode, relation }) => `takes ${mode} on ${relation}`), ...trace.rewrites.map(({ relation }) => `writes ${relation} anew`)]
  if (effects.length === 0) return []
  return [{ offset, basis: 'trace', message: `The block runs SQL that its text does not show; where it was traced it ${effects.slice(0, 5).join(', ')}.` }]
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
