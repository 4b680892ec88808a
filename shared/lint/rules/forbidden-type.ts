import type { TypeName } from '@pgsql/types'
import { typeParts, typeText } from '../../sql/parse-type.ts'
import type { Rule } from '../rule.ts'
import { newColumns } from '../support/definitions.ts'
import { finding } from '../support/finding.ts'
import { builtInName } from '../support/types.ts'
import { placeOf } from '../support/tree.ts'

export const forbiddenType: Rule = {
  id: 'S901',
  name: 'forbidden-type',
  severity: 'warning',
  summary: 'A column gets a type of `forbiddenTypes` in strata.yaml.',
  danger: 'The project has decided against the type, so programs and tools may not know how to treat it.',
  safe: 'A type that the project uses instead.',
  examples: {
    policy: { forbiddenTypes: ['money'] },
    bad: 'CREATE TABLE prices (id bigint PRIMARY KEY, amount money);',
    good: 'CREATE TABLE prices (id bigint PRIMARY KEY, amount numeric(12,2));',
  },
  statement(statement, context) {
    const forbidden = new Set(context.policy.forbiddenTypes.map((name) => name.toLowerCase().trim()))
    if (forbidden.size === 0) return []
    return newColumns(statement, context).flatMap(({ table, name, column }) => {
      const type = wordsFor(column.typeName).find((word) => forbidden.has(word))
      return type === undefined ? [] : finding({ message: `Column ${name} of ${table.text} is ${type}, which the project does not use.`, subject: table.text, offset: placeOf(statement, column.typeName?.location), params: { relation: table.text, column: name, type } })
    })
  },
}

/** All ways in which a policy may name a type: with its length, as PostgreSQL prints it, by its short name. */
function wordsFor(type: TypeName | undefined): string[] {
  const { name } = typeParts(type)
  return [typeText(type), name, ...(builtInName(type) === undefined ? [] : [builtInName(type) ?? ''])].map((word) => word.toLowerCase())
}
