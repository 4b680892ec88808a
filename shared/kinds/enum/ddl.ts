import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { replaceType } from '../type-replacement/ddl.ts'
import { lastName, nameInSchema, without } from '../naming.ts'

const labelsOf = (fact: Fact) => fact.data['labels'] as readonly string[]

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `CREATE TYPE ${nameInSchema(fact)} AS ENUM (${labelsOf(fact).map(quoteLiteral).join(', ')})` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP TYPE ${nameInSchema(fact)}` }]
}

/** Labels are added in place; where one is gone or moved, columns are carried over to a new type, which PostgreSQL has no statement for. */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  const old = labelsOf(before)
  const wanted = labelsOf(after)
  const kept = wanted.filter((label) => old.includes(label))
  if (kept.length === old.length && kept.every((label, index) => label === old[index])) return additions(after, old, wanted)
  const gone = without(old, wanted)
  return replaceType(before, after, at, {
    create: create(after),
    loses: gone.length ? `Fails, and changes nothing, where a row still has ${gone.map((label) => `'${label}'`).join(' or ')}: update such rows first.` : undefined,
    using: (column, type) => `${column}::text${type.endsWith('[]') ? '[]' : ''}::${type}`,
  })
}

function additions(fact: Fact, old: readonly string[], wanted: readonly string[]): ActionDraft[] {
  const present = new Set(old)
  const drafts: ActionDraft[] = []
  for (const [index, label] of wanted.entries()) {
    if (present.has(label)) continue
    const next = wanted.slice(index + 1).find((other) => present.has(other))
    const previous = wanted[index - 1]
    const place = next === undefined ? '' : previous === undefined ? ` BEFORE ${quoteLiteral(next)}` : ` AFTER ${quoteLiteral(previous)}`
    drafts.push({ sql: `ALTER TYPE ${nameInSchema(fact)} ADD VALUE ${quoteLiteral(label)}${place}`, transaction: 'commit-before-use', why: 'a new label' })
    present.add(label)
  }
  return drafts
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('TYPE', before, after)
}

/** Renames and moves a type: `schema` and `name` may both differ. */
export function renameType(phrase: string, before: Fact, after: Fact): ActionDraft[] {
  const drafts: ActionDraft[] = []
  const [oldSchema = '', oldName = ''] = before.path
  const [schema = '', name = ''] = after.path
  if (oldName !== name) drafts.push({ sql: `ALTER ${phrase} ${nameInSchema(before)} RENAME TO ${lastName(after)}` })
  if (oldSchema !== schema) drafts.push({ sql: `ALTER ${phrase} ${quoteIdentifier(oldSchema)}.${lastName(after)} SET SCHEMA ${quoteIdentifier(schema)}` })
  return drafts
}
