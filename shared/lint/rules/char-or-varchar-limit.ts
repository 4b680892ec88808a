import { quoteIdentifier } from '../../sql/quote.ts'
import { typeParts } from '../../sql/parse-type.ts'
import type { Rule } from '../rule.ts'
import { newColumns } from '../support/definitions.ts'
import { replaceAt } from '../support/edits.ts'
import { finding } from '../support/finding.ts'
import { placeOf } from '../support/tree.ts'

const word = /^(?:national\s+)?(?:character\s+varying|char\s+varying|varchar|character|char|bpchar|nchar)(?:\s*\(\s*\d+\s*\))?/i

export const charOrVarcharLimit: Rule = {
  id: 'S603',
  name: 'char-or-varchar-limit',
  severity: 'info',
  summary: 'A column is char(n), or varchar with a length.',
  danger: 'A char(n) is filled up with blanks that comparisons and lengths then trip over. A length that turns out too small is part of the type: changing it touches the column, its views and its functions, and narrowing it rewrites the table.',
  safe: 'Make it text, with a CHECK on the length where it matters; a check can be replaced without touching the column.',
  examples: {
    bad: 'CREATE TABLE people (id bigint PRIMARY KEY, name varchar(50) NOT NULL);',
    good: 'CREATE TABLE people (id bigint PRIMARY KEY, name text CHECK (length(name) <= 50) NOT NULL);',
  },
  statement(statement, context) {
    return newColumns(statement, context).flatMap(({ table, name, column, by }) => {
      const { name: type, args, array, plain } = typeParts(column.typeName)
      const [length] = args
      if (!plain || array || length === undefined || (type !== 'character' && type !== 'character varying')) return []
      return finding({
        message: `Column ${name} of ${table.text} is ${type === 'character' ? `char(${length}), which is filled up with blanks` : `varchar(${length})`}.`,
        subject: table.text,
        severity: type === 'character' ? 'warning' : undefined,
        offset: placeOf(statement, column.typeName?.location),
        params: { relation: table.text, column: name },
        fix: by === 'type' ? undefined : replaceAt(statement, column.typeName?.location, word, 'Make it text with a check', () => `text CHECK (length(${quoteIdentifier(name)}) <= ${length})`),
      })
    })
  },
}
