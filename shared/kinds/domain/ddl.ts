import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { lastName, nameInSchema, textOf } from '../naming.ts'
import { renameType } from '../enum/ddl.ts'
import { replaceType } from '../type-replacement/ddl.ts'
import { columnsOf } from './columns-of.ts'

/** Checks are part of it, but those that were not validated: a statement of their own keeps them so. */
export function create(fact: Fact, at: At): readonly ActionDraft[] {
  const checks = at.here.children(fact.id, 'domain-constraint').filter((check) => check.data['notValid'] !== true && !at.apart.has(check.id))
  const collation = textOf(fact, 'collation')
  const standard = textOf(fact, 'default')
  const parts = [
    `CREATE DOMAIN ${nameInSchema(fact)} AS ${textOf(fact, 'type') ?? ''}`,
    ...(collation === undefined ? [] : [`COLLATE ${collation}`]),
    ...(standard === undefined ? [] : [`DEFAULT ${standard}`]),
    ...(fact.data['notNull'] === true ? ['NOT NULL'] : []),
    ...checks.map((check) => `CONSTRAINT ${lastName(check)} ${textOf(check, 'definition') ?? ''}`),
  ]
  return [{ sql: parts.join(' '), creates: checks.map((check) => check.id) }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP DOMAIN ${nameInSchema(fact)}` }]
}

/** Another base type or collation needs a new domain; the rest PostgreSQL alters. SET NOT NULL reads every table that has the domain. */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const columns = columnsOf(before.id, at.there)
  if (textOf(before, 'type') !== textOf(after, 'type') || textOf(before, 'collation') !== textOf(after, 'collation')) {
    return columns.length === 0 ? null : replace(before, after, at)
  }
  const drafts: ActionDraft[] = []
  const name = nameInSchema(after)
  const standard = textOf(after, 'default')
  if (textOf(before, 'default') !== standard) drafts.push({ sql: `ALTER DOMAIN ${name} ${standard === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${standard}`}` })
  if (before.data['notNull'] !== after.data['notNull']) {
    const tables = [...new Set(columns.map((column) => column.parent ?? ''))]
    if (after.data['notNull'] !== true) drafts.push({ sql: `ALTER DOMAIN ${name} DROP NOT NULL` })
    else drafts.push({ sql: `ALTER DOMAIN ${name} SET NOT NULL`, scans: tables, locks: tables.map((relation) => ({ mode: 'SHARE', relation })) })
  }
  return drafts
}

/** Checks that are not validated come back as they were. */
function replace(before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  const late = at.here.children(after.id, 'domain-constraint').filter((check) => check.data['notValid'] === true)
  return replaceType(before, after, at, {
    create: [...create(after, at), ...late.map((check) => ({ sql: `ALTER DOMAIN ${nameInSchema(after)} ADD CONSTRAINT ${lastName(check)} ${textOf(check, 'definition') ?? ''}` }))],
    columns: columnsOf(before.id, at.there).filter((column) => at.here.has(column.id)),
    phrase: 'DOMAIN',
    using: (column, type) => `${column}::text::${type}`,
  })
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('DOMAIN', before, after)
}
