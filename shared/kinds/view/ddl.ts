import type { Fact, Json } from '../../schema/fact.ts'
import type { ActionDraft, At, Stub } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { changedNames, isList, isRecord, nameIn, optionChanges, optionList, optionName, recordIn, requiredText } from '../fact-data.ts'

const exclusive = (fact: Fact) => [{ mode: 'ACCESS EXCLUSIVE' as const, relation: fact.id }]

function statement(verb: string, fact: Fact): string {
  const options = optionList(recordIn(fact, 'options'))
  return `${verb} ${nameIn(fact)}${options ? ` WITH (${options})` : ''} AS\n${requiredText(fact, 'definition')}`
}

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: statement('CREATE VIEW', fact) }]
}

/** DROP VIEW takes ACCESS EXCLUSIVE on the view, as every DROP does. */
export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP VIEW ${nameIn(fact)}`, locks: exclusive(fact) }]
}

/**
 * CREATE OR REPLACE VIEW keeps owner, privileges, comments, rules, triggers and everything that depends on the view. PostgreSQL
 * allows it where the new columns begin with the old ones: same names, types, collations and order (CREATE VIEW, "OR REPLACE").
 */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  if (changedNames(before, after).includes('definition')) {
    if (!extendsColumns(before, after)) return null
    return [{ sql: statement('CREATE OR REPLACE VIEW', after), locks: exclusive(before), why: 'its definition differs; the columns that it had stay' }]
  }
  return alterOptions(before, after)
}

function alterOptions(before: Fact, after: Fact): readonly ActionDraft[] {
  const { set, reset } = optionChanges(recordIn(before, 'options'), recordIn(after, 'options'))
  const drafts: ActionDraft[] = []
  if (reset.length > 0) drafts.push({ sql: `ALTER VIEW ${nameIn(after)} RESET (${reset.map(optionName).join(', ')})`, locks: exclusive(after) })
  if (Object.keys(set).length > 0) drafts.push({ sql: `ALTER VIEW ${nameIn(after)} SET (${optionList(set)})`, locks: exclusive(after) })
  return drafts
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameRelation('VIEW', before, after)
}

/** ALTER ... SET SCHEMA where the schema differs, ALTER ... RENAME where the name does. */
export function renameRelation(word: string, before: Fact, after: Fact): readonly ActionDraft[] {
  const [schema = '', name = ''] = after.path
  const moves = before.path[0] !== schema
  const drafts: ActionDraft[] = []
  if (moves) drafts.push({ sql: `ALTER ${word} ${nameIn(before)} SET SCHEMA ${quoteIdentifier(schema)}`, locks: exclusive(before) })
  const moved = { ...before, path: [schema, before.path[1] ?? ''] }
  if (before.path[1] !== name) drafts.push({ sql: `ALTER ${word} ${nameIn(moved)} RENAME TO ${quoteIdentifier(name)}`, locks: exclusive(before) })
  return drafts
}

/** Whether the columns of `after` begin with those of `before`. */
export function extendsColumns(before: Fact, after: Fact): boolean {
  const old = columnTexts(before)
  const now = columnTexts(after)
  return old.length > 0 && old.every((column, at) => now[at] === column)
}

function columnTexts(fact: Fact): readonly string[] {
  const columns: Json | undefined = fact.info?.columns
  return isList(columns) ? columns.filter(isRecord).map((column) => JSON.stringify([column.name, column.type, column.collation ?? null])) : []
}

/**
 * A view of the same columns that reads nothing, for objects that need each other: it comes first, and the real one replaces it.
 * The way of pg_dump (createDummyViewAsClause). The types of its columns are among what the view itself needs.
 */
export function stub(fact: Fact, at: At): Stub {
  const columns = isList(fact.info?.columns) ? fact.info.columns.filter(isRecord) : []
  const list = columns.map(
    ({ name, type, collation }) => `NULL::${String(type)}${collation === undefined ? '' : ` COLLATE ${String(collation)}`} AS ${quoteIdentifier(String(name))}`,
  )
  const needs = at.here.uses(fact.id).filter((id) => /^(schema|extension|enum|composite|domain|range|collation):/.test(id))
  return {
    placeholder: [
      { sql: `CREATE OR REPLACE VIEW ${nameIn(fact)} AS\nSELECT ${list.join(',\n    ')}`, needs, why: 'it and others need each other: first only its columns' },
    ],
    fill: [{ sql: statement('CREATE OR REPLACE VIEW', fact), locks: exclusive(fact), why: 'what it needs is there now' }],
  }
}
