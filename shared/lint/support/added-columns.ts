import type { LintContext, LintStatement } from '../rule.ts'
import { newColumns } from './definitions.ts'
import { earlier } from './finding.ts'

/** Columns that earlier statements of the batch have added or made with their table: `public.orders.total`. */
export function addedColumns(statement: LintStatement, context: LintContext): ReadonlySet<string> {
  return new Set(
    earlier(statement, context)
      .flatMap((one) => newColumns(one, context))
      .filter(({ by }) => by !== 'type')
      .map(({ table, name }) => `${table.text}.${name}`),
  )
}
