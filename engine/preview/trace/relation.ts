import type { TracedLock } from '#shared/contract/preview.ts'
import { qualified } from '#shared/sql/quote.ts'
import type { RelationRow } from './measure.sql.ts'

export type RelationKind = TracedLock['kind']

export interface Relation {
  oid: string
  schema: string
  /** Without its schema. */
  name: string
  /** As PostgreSQL prints it. */
  title: string
  kind: RelationKind
  file: string | null
  /** Oid of an index's table, and of the table that a TOAST table or its index belongs to. */
  table: string | null
  /** Rows by the planner's statistics; negative: never counted. */
  estimate: number
}

const kinds: Readonly<Record<string, RelationKind>> = { r: 'table', p: 'partitioned_table', i: 'index', I: 'index', S: 'sequence', v: 'view', m: 'materialized_view', f: 'foreign_table', t: 'toast' }

export function toRelation({ oid, schema, name, kind, file, table, estimate }: RelationRow): Relation {
  const [, owner] = schema.startsWith('pg_toast') ? (/^pg_toast_(\d+)(?:_index)?$/.exec(name) ?? []) : []
  const home = schema.replace(/^pg_temp_\d+$/, 'pg_temp')
  return { oid, schema: home, name, title: qualified(home, name), kind: owner === undefined ? kindOf(schema, kind) : 'toast', file, table: owner ?? table, estimate }
}

function kindOf(schema: string, kind: string): RelationKind {
  return schema === 'pg_catalog' || schema === 'information_schema' ? 'catalog' : (kinds[kind] ?? 'other')
}
