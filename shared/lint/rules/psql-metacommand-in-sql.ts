import { lineStop } from '../../sql/offsets.ts'
import type { Finding, LintFile, Rule } from '../rule.ts'

export const psqlMetacommandInSql: Rule = {
  id: 'S411',
  name: 'psql-metacommand-in-sql',
  severity: 'error',
  summary: 'A file contains a command of psql.',
  danger: 'Only psql understands it: every other program sends it to the server, which refuses it. In psql, a file from a stranger can run programs by it.',
  safe: 'Write plain SQL: COPY ... FROM STDIN with the rows in the file instead of \\copy, the value itself instead of a variable.',
  examples: {
    bad: '\\set total 5\nCREATE TABLE orders (id bigint PRIMARY KEY);',
    good: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
  },
  file: check,
}

function check({ problems, text }: LintFile): Finding[] {
  return problems.flatMap(({ code, offset, text: found }) => {
    if (code !== 'psql-command' && code !== 'psql-variable') return []
    const message = code === 'psql-command' ? `${found} is a command of psql, which only psql can run.` : `${found} is a variable of psql, which only psql can replace.`
    const harmless = /^\\(un)?restrict$/.test(found)
    const fix = { title: 'Remove the line, which pg_dump writes for psql alone', edits: [{ start: offset, end: lineStop(text, offset), text: '' }] }
    return [{ offset, message, ...(harmless && { fix }) }]
  })
}
