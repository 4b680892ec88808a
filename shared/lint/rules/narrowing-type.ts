import type { Rule } from '../rule.ts'
import { newColumns } from '../support/definitions.ts'
import { isAdded } from '../support/added-columns.ts'
import { done } from '../support/done.ts'
import { finding } from '../support/finding.ts'
import { columnData, columnFact } from '../support/relation.ts'
import { narrowing } from '../support/type-change.ts'
import { typeText } from '../../sql/parse-type.ts'

export const narrowingType: Rule = {
  id: 'S208',
  name: 'narrowing-type',
  severity: 'warning',
  summary: 'A column gets a type that holds less than the old one.',
  danger: 'Values that do not fit are rounded or make the migration fail on the target, although it ran where the data were smaller.',
  safe: 'Count the values that do not fit on the target first. Keep the wide type and add a CHECK where only the size is to be limited.',
  examples: {
    setup: "CREATE TABLE products (id bigint PRIMARY KEY, price numeric(10,4));\nINSERT INTO products VALUES (1, 9.9950);",
    bad: 'ALTER TABLE products ALTER COLUMN price TYPE numeric(10,2);',
    good: 'ALTER TABLE products ADD CONSTRAINT products_price_cents CHECK (price = round(price, 2)) NOT VALID;',
  },
  statement(statement, context) {
    return newColumns(statement, context).flatMap(({ table, name, column, by, isNew }) => {
      const before = columnFact(table, name, context.before)
      if (by !== 'type' || isNew || !before || isAdded(table, name, statement, context)) return []
      const [from, to] = [String(columnData(before)['type'] ?? ''), typeText(column.typeName)]
      const loss = narrowing(from, to, name)
      if (!loss) return []
      return finding({
        message: `Column ${name} of ${table.text} becomes ${to} from ${from}: ${loss.what}.`,
        subject: table.text,
        basis: done(statement),
        help: loss.condition ? `Count what does not fit on the target first: SELECT count(*) FROM ${table.text} WHERE ${loss.condition};` : undefined,
        params: { relation: table.text, column: name, from, to },
      })
    })
  },
}
