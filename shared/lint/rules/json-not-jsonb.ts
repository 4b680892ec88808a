import type { Rule } from '../rule.ts'
import { newColumns } from '../support/definitions.ts'
import { replaceAt } from '../support/edits.ts'
import { finding } from '../support/finding.ts'
import { builtInName } from '../support/types.ts'
import { placeOf } from '../support/tree.ts'

export const jsonNotJsonb: Rule = {
  id: 'S605',
  name: 'json-not-jsonb',
  severity: 'warning',
  summary: 'A column is json and not jsonb.',
  danger: 'The type json has no equality: SELECT DISTINCT, GROUP BY and UNION over the column fail, also in queries that were written long before it. It cannot be indexed, and every access parses the text again.',
  safe: 'Make it jsonb; keep json only where the text itself, with its blanks and the order of its keys, must be kept.',
  examples: {
    bad: 'CREATE TABLE messages (id bigint PRIMARY KEY, body json NOT NULL);',
    good: 'CREATE TABLE messages (id bigint PRIMARY KEY, body jsonb NOT NULL);',
  },
  statement(statement, context) {
    return newColumns(statement, context).flatMap(({ table, name, column }) => {
      if (builtInName(column.typeName) !== 'json') return []
      return finding({
        message: `Column ${name} of ${table.text} is json, which cannot be compared.`,
        subject: table.text,
        offset: placeOf(statement, column.typeName?.location),
        params: { relation: table.text, column: name },
        fix: replaceAt(statement, column.typeName?.location, /^(?:pg_catalog\s*\.\s*)?json\b/i, 'Make it jsonb', () => 'jsonb'),
      })
    })
  },
}
