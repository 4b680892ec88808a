import type { Fact, FactId } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { afterColumn, columnText, defaultId, defaultOf, isInherited } from '../column/ddl-text.ts'
import { renameType } from '../enum/ddl.ts'
import { alterOptions, createOptions, secretsToSet } from '../foreign-data-wrapper/ddl-options.ts'
import { nameInSchema, textOf } from '../naming.ts'
import { parentsOf } from '../table/family.ts'
import { same } from '../table/names.ts'

const positionOf = (column: Fact) => Number(column.info?.['position'] ?? 0)
const nameOf = (id: FactId, at: At) => {
  const fact = at.here.get(id)
  return fact ? nameInSchema(fact) : id
}

/** With its columns and their defaults; those of a parent come from there. Constraints follow one by one. */
export function create(fact: Fact, at: At): readonly ActionDraft[] {
  const columns = at.here.children(fact.id, 'column').toSorted((one, other) => positionOf(one) - positionOf(other))
  const own = columns.filter((column) => !isInherited(column))
  const kept = own.map(defaultId).filter((id) => at.here.has(id) && !at.apart.has(id))
  const texts = own.map((column) => columnText(column, kept.includes(defaultId(column)) ? defaultOf(at.here, column) : null, at.version))
  const parents = parentsOf(fact)
  const bound = textOf(fact, 'bound')
  const body = bound === undefined
    ? `(${texts.join(', ')})${parents.length > 0 ? ` INHERITS (${parents.map((id) => nameOf(id, at)).join(', ')})` : ''}`
    : `PARTITION OF ${nameOf(parents[0] ?? '', at)} ${bound}`
  const needs = parents.flatMap((id) => at.here.children(id, 'column').map((column) => column.id))
  const sql = `CREATE FOREIGN TABLE ${nameInSchema(fact)} ${body} SERVER ${quoteIdentifier(textOf(fact, 'server') ?? '')}${createOptions(fact)}`
  const locks = bound === undefined ? [] : parents.map((relation) => ({ mode: 'ACCESS EXCLUSIVE' as const, relation }))
  return [{ sql, creates: [...columns.map((column) => column.id), ...kept], needs, locks, ...secretsToSet(fact) }, ...columns.flatMap((column) => afterColumn(column, at))]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP FOREIGN TABLE ${nameInSchema(fact)}`, locks: [{ mode: 'ACCESS EXCLUSIVE', relation: fact.id }] }]
}

/** Its rows are elsewhere: where the server or the place in a hierarchy differs it is made anew. */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  if (['server', 'bound', 'partitionOf', 'inherits'].some((name) => !same(before.data[name], after.data[name]))) return null
  const options = alterOptions(before, after)
  return options === '' ? [] : [{ sql: `ALTER FOREIGN TABLE ${nameInSchema(after)}${options}`, locks: [{ mode: 'ACCESS EXCLUSIVE', relation: after.id }], ...secretsToSet(after, before) }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('FOREIGN TABLE', before, after)
}
