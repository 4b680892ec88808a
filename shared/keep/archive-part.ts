import type { Archive } from '../contract/archives.ts'
import { quoteIdentifier } from '../sql/quote.ts'
import { archiveSchemaName } from './archive-comment.ts'
import type { ColumnNow, TableNow } from './scene.ts'

/** One table of the archive, and how its rows come back. */
export interface ArchivePart {
  /** In strata_archive. */
  readonly name: string
  readonly kind: Archive['kind']
  readonly schema: string
  readonly relation: string
  /** null: where a sequence stands. */
  readonly table: TableNow | null
  readonly key: readonly ColumnNow[]
  /** Beside the key. */
  readonly columns: readonly ColumnNow[]
  /** insert: whole rows. update: values of rows that are there. sequence: where it stands. */
  readonly restore: 'insert' | 'update' | 'sequence'
  /** The rows to keep, as a query. */
  readonly query: string
}

export const archiveRelation = (name: string) => `${archiveSchemaName}.${quoteIdentifier(name)}`

/** A type that is not PostgreSQL's own: it is kept as text, so that an archive never stands in the way of dropping the type. */
const isForeign = (type: string) => /^(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)\./u.test(type)

/** A column as the archive takes it; `of`: alias of its table. */
export function keptColumn(of: string, { name, type, collation }: ColumnNow): string {
  const column = `${of}.${quoteIdentifier(name)}`
  if (isForeign(type)) return `${column}::text AS ${quoteIdentifier(name)}`
  return collation !== null && !collation.startsWith('pg_catalog.') ? `${column} COLLATE pg_catalog."default" AS ${quoteIdentifier(name)}` : column
}

/** The value as it was, out of the archive. */
export function backAgain(of: string, { name, type }: ColumnNow): string {
  return `${of}.${quoteIdentifier(name)}${isForeign(type) ? `::${type}` : ''}`
}
