import type { Rule } from '../rule.ts'
import { newColumns } from '../support/definitions.ts'
import { replaceAt } from '../support/edits.ts'
import { finding } from '../support/finding.ts'
import { builtInName } from '../support/types.ts'
import { placeOf } from '../support/tree.ts'

export const timestampWithoutTz: Rule = {
  id: 'S604',
  name: 'timestamp-without-tz',
  severity: 'warning',
  summary: 'A column is timestamp without time zone.',
  danger: 'It holds what a clock showed, not when it was: the same value means different moments to sessions in different time zones, and an hour is doubled or missing twice a year.',
  safe: 'Make it timestamptz, which takes the same eight bytes.',
  examples: {
    bad: 'CREATE TABLE logins (id bigint PRIMARY KEY, at timestamp NOT NULL);',
    good: 'CREATE TABLE logins (id bigint PRIMARY KEY, at timestamptz NOT NULL);',
  },
  statement(statement, context) {
    return newColumns(statement, context).flatMap(({ table, name, column }) => {
      if (builtInName(column.typeName) !== 'timestamp') return []
      return finding({
        message: `Column ${name} of ${table.text} holds a time without its zone.`,
        subject: table.text,
        offset: placeOf(statement, column.typeName?.location),
        params: { relation: table.text, column: name },
        fix: replaceAt(statement, column.typeName?.location, /^timestamp(\s*\(\s*\d\s*\))?(?:\s+without\s+time\s+zone\b)?/i, 'Make it timestamptz', ([, digits = '']) => `timestamptz${digits.replaceAll(/\s/g, '')}`),
      })
    })
  },
}
