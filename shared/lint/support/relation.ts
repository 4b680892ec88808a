import type { RangeVar } from '@pgsql/types'
import { factId, type Fact } from '../../schema/fact.ts'
import { qualified } from '../../sql/quote.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import type { LintContext, RelationSize } from '../rule.ts'

export interface Name {
  schema: string
  name: string
  /** As PostgreSQL prints it: `public.orders`. */
  text: string
}

/** A name by its parts, `[name]`, `[schema, name]` or `[database, schema, name]`. */
export function nameOf(parts: readonly string[], context: LintContext): Name {
  const [schema, name] = parts.length > 1 ? parts.slice(-2) : [context.schema, parts[0]]
  return { schema: schema || context.schema, name: name || '?', text: qualified(schema || context.schema, name || '?') }
}

export function relationOf(range: RangeVar | undefined, context: LintContext): Name {
  return nameOf([range?.schemaname ?? '', range?.relname ?? ''], context)
}

export const isTemporary = (range: RangeVar | undefined) => range?.relpersistence === 't' || range?.schemaname === 'pg_temp'

/** Made by an earlier statement of the batch, so that it holds nobody's data and nobody knows it. */
export function isNew(name: Name, context: LintContext): boolean {
  return name.schema === 'pg_temp' || context.madeInBatch(name.text) || context.madeInBatch(qualified('pg_temp', name.name))
}

export function sizeOf(name: Name, context: LintContext): RelationSize | undefined {
  return context.size(name.text)
}

/** `about 12,300 rows on the target`; undefined where the target's statistics say nothing. */
export function rowsText(name: Name, context: LintContext): string | undefined {
  const rows = sizeOf(name, context)?.rows
  if (rows === undefined || rows < 0) return undefined
  if (rows === 0) return 'no rows by the statistics of the target'
  return `about ${count(rows)} ${rows === 1 ? 'row' : 'rows'} on the target`
}

export const count = (amount: number) => Math.round(amount).toLocaleString('en-US')

/** Known to hold no rows on the target. */
export const isEmpty = (name: Name, context: LintContext) => sizeOf(name, context)?.rows === 0 && (sizeOf(name, context)?.bytes ?? 0) < 100_000

const relationKinds = ['table', 'foreign-table', 'materialized-view', 'view']

/** Fact of a relation: in the schema that is written or first in search_path. */
export function relationFact(name: Name, snapshot: Snapshot | undefined): Fact | undefined {
  for (const kind of relationKinds) {
    const fact = snapshot?.get(factId(kind, [name.schema, name.name]))
    if (fact) return fact
  }
  return undefined
}

export const tableFact = (name: Name, snapshot: Snapshot | undefined) => snapshot?.get(factId('table', [name.schema, name.name]))

export const columnFact = (table: Name, column: string, snapshot: Snapshot | undefined) => snapshot?.get(factId('column', [table.schema, table.name, column]))

/** A column's data with what it has from the table above. */
export function columnData(fact: Fact): Fact['data'] {
  const full = fact.info?.['full']
  return typeof full === 'object' && full !== null && !Array.isArray(full) ? { ...(full as Fact['data']), ...fact.data } : fact.data
}
