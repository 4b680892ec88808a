import type { FactId } from '../schema/fact.ts'
import { factId } from '../schema/fact.ts'

const kindByLetter: Readonly<Record<string, string>> = { r: 'table', p: 'table', v: 'view', m: 'materialized-view', f: 'foreign-table', S: 'sequence' }

/** Id of the fact that a row of pg_class becomes, by its relkind. */
export function relationId(relkind: string, path: readonly string[]): FactId {
  return factId(kindByLetter[relkind] ?? 'table', path)
}
