import type { Fact } from '../../schema/fact.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import type { LintContext, LintStatement } from '../rule.ts'
import { newConstraints } from './definitions.ts'
import { inParentheses } from './edits.ts'
import { relationOf, type Name } from './relation.ts'
import { nodeAs, nodesAs } from './tree.ts'

export interface IndexShape {
  name: string
  /** Key columns and expressions as PostgreSQL prints them, in order. */
  keys: readonly string[]
  method: string
  unique: boolean
  where: string | undefined
  fact: Fact | undefined
}

/** Indexes of a table by its facts, those of constraints too. */
export function indexesOf(table: Name, snapshot: Snapshot): IndexShape[] {
  const id = `table:${table.text}`
  const plain = snapshot.children(id, 'index').map((fact) => shape(fact, String(fact.data['definition'] ?? '')))
  const ofConstraints = snapshot.children(id, 'constraint').flatMap((fact) => (fact.data['type'] === 'primary key' || fact.data['type'] === 'unique' ? [{ ...shape(fact, String(fact.data['definition'] ?? '')), method: 'btree', unique: true }] : []))
  return [...plain, ...ofConstraints]
}

function shape(fact: Fact, definition: string): IndexShape {
  const where = fact.data['where']
  return { name: fact.path.at(-1) ?? '', keys: splitKeys(inParentheses(definition, 0) ?? ''), method: definition.slice(0, definition.indexOf(' ')), unique: fact.data['unique'] === true, where: typeof where === 'string' ? where : undefined, fact }
}

/** `a, lower(b), (c + 1) DESC` by its commas that stand in no parentheses. */
export function splitKeys(list: string): string[] {
  const keys: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at <= list.length; at++) {
    const char = list[at]
    if (char === '(') depth++
    else if (char === ')') depth--
    else if (char === undefined || (char === ',' && depth === 0)) {
      keys.push(list.slice(from, at).trim())
      from = at + 1
    }
  }
  return keys.filter((key) => key !== '')
}

/** A key without its order, collation and operator class: the column alone. */
export function columnOfKey(key: string): string {
  const name = /^(?:"((?:[^"]|"")*)"|([a-z_][\w$]*))(?=$|\s)/.exec(key)
  return name ? (name[1]?.replaceAll('""', '"') ?? name[2] ?? key) : key
}

/** Indexes that a statement makes, those of constraints too, with plain columns as their keys; expressions count as `?`. */
export function indexesMade(statement: LintStatement, context: LintContext): { table: Name; shape: IndexShape }[] {
  const index = nodeAs(statement.node, 'IndexStmt')
  if (index) {
    const own = { name: index.idxname ?? '', keys: nodesAs(index.indexParams, 'IndexElem').map(({ name }) => name ?? '?'), method: index.accessMethod ?? 'btree', unique: index.unique === true, where: index.whereClause ? '?' : undefined, fact: undefined }
    return [{ table: relationOf(index.relation, context), shape: own }]
  }
  return newConstraints(statement, context).flatMap(({ table, constraint, columns }) => {
    if (columns.length === 0 || (constraint.contype !== 'CONSTR_PRIMARY' && constraint.contype !== 'CONSTR_UNIQUE')) return []
    return [{ table, shape: { name: constraint.conname ?? '', keys: columns, method: 'btree', unique: true, where: undefined, fact: undefined } }]
  })
}

/** Whether an index can find rows by these columns: they are its first keys, in any order. */
export function serves({ keys, method, where }: IndexShape, columns: readonly string[]): boolean {
  if (where !== undefined && !/^\(?"?[\w$]+"? IS NOT NULL\)?$/.test(where)) return false
  if (method !== 'btree' && method !== 'hash') return false
  const first = keys.slice(0, columns.length).map(columnOfKey)
  return columns.every((column) => first.includes(column))
}
