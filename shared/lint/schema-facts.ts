import type { Fact } from '../schema/fact.ts'
import { quoteIdentifier } from '../sql/quote.ts'
import type { LintContext } from './rule.ts'

type Known = Pick<LintContext, 'before'>

/** A table's column before the batch; undefined: there is none, or nothing is known. */
export function columnFact({ before }: Known, table: string, column: string): Fact | undefined {
  return before?.get(`column:${table}.${quoteIdentifier(column)}`)
}

/** `character varying(20)` */
export function columnType(context: Known, table: string, column: string): string | undefined {
  const type = columnFact(context, table, column)?.data['type']
  return typeof type === 'string' ? type : undefined
}

export function isNotNull(context: Known, table: string, column: string): boolean {
  const notNull = columnFact(context, table, column)?.data['notNull']
  return notNull !== undefined && !(typeof notNull === 'object' && notNull !== null && 'notValid' in notNull && notNull.notValid === true)
}

export function constraintFacts({ before }: Known, table: string): readonly Fact[] {
  return before?.children(`table:${table}`, 'constraint') ?? []
}

export function isPartitioned({ before }: Known, table: string): boolean {
  return before?.get(`table:${table}`)?.data['partitionKey'] !== undefined
}

/** Table of an index, `public.orders`. */
export function tableOfIndex({ before }: Known, index: string): string | undefined {
  const parent = before?.get(`index:${index}`)?.parent
  return parent?.slice(parent.indexOf(':') + 1)
}
