import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { nameInSchema, textOf } from '../naming.ts'
import { renameType } from '../enum/ddl.ts'
import { isContained } from '../type-replacement/containers.ts'
import { columnsOf } from './columns-of.ts'
import { replaceDomain } from './ddl-replace.ts'

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP DOMAIN ${nameInSchema(fact)}` }]
}

/**
 * Another base type or collation needs a new domain; the rest PostgreSQL alters. SET NOT NULL reads every table that has the
 * domain, which it cannot do where it stands in arrays or in other types (get_rels_with_domain in typecmds.c).
 */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const columns = columnsOf(before.id, at.there)
  const isUsed = columns.length > 0 || isContained(before, at.there)
  if (textOf(before, 'type') !== textOf(after, 'type') || textOf(before, 'collation') !== textOf(after, 'collation')) return isUsed ? replaceDomain(before, after, at) : null
  const drafts: ActionDraft[] = []
  const name = nameInSchema(after)
  const standard = textOf(after, 'default')
  if (textOf(before, 'default') !== standard) drafts.push({ sql: `ALTER DOMAIN ${name} ${standard === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${standard}`}` })
  if (before.data['notNull'] === after.data['notNull']) return drafts
  if (after.data['notNull'] !== true) return [...drafts, { sql: `ALTER DOMAIN ${name} DROP NOT NULL` }]
  if (isContained(before, at.there)) return replaceDomain(before, after, at)
  const tables = [...new Set(columns.map((column) => column.parent ?? ''))]
  return [...drafts, { sql: `ALTER DOMAIN ${name} SET NOT NULL`, scans: tables, locks: tables.map((relation) => ({ mode: 'SHARE', relation })) }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('DOMAIN', before, after)
}
