import type { Rule } from '../rule.ts'
import { newConstraints } from '../support/definitions.ts'
import { replaceAfter } from '../support/edits.ts'
import { finding } from '../support/finding.ts'
import { relationOf } from '../support/relation.ts'
import { placeOf } from '../support/tree.ts'

export const onDeleteCascade: Rule = {
  id: 'S209',
  name: 'on-delete-cascade',
  severity: 'info',
  summary: 'A foreign key deletes the rows that refer to a row when that row is deleted.',
  danger: 'One DELETE can take any number of rows in other tables with it, in one transaction and without a word, and nothing in the statement shows it.',
  safe: 'ON DELETE RESTRICT, and delete what refers to the row by name, in batches. Leave CASCADE to parts that cannot live without their whole.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: 'CREATE TABLE payments (id bigint PRIMARY KEY, order_id bigint REFERENCES orders ON DELETE CASCADE);',
    good: 'CREATE TABLE payments (id bigint PRIMARY KEY, order_id bigint REFERENCES orders ON DELETE RESTRICT);',
  },
  statement(statement, context) {
    return newConstraints(statement, context).flatMap(({ table, constraint }) => {
      if (constraint.contype !== 'CONSTR_FOREIGN' || constraint.fk_del_action !== 'c') return []
      const parent = relationOf(constraint.pktable, context)
      return finding({
        message: `Deleting a row of ${parent.text} deletes rows of ${table.text} too.`,
        subject: table.text,
        offset: placeOf(statement, constraint.location),
        params: { relation: table.text, parent: parent.text },
        fix: replaceAfter(statement, constraint.location, /\bon\s+delete\s+cascade\b/i, 'Refuse to delete a row that others refer to: ON DELETE RESTRICT', 'ON DELETE RESTRICT'),
      })
    })
  },
}
