import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { lastName, nameInSchema, textOf } from '../naming.ts'

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

/** With the checks that are not validated too, which come back as they were. */
export function createWhole(fact: Fact, at: At): readonly ActionDraft[] {
  const late = at.here.children(fact.id, 'domain-constraint').filter((check) => check.data['notValid'] === true)
  return [...create(fact, at), ...late.map((check) => ({ sql: `ALTER DOMAIN ${nameInSchema(fact)} ADD CONSTRAINT ${lastName(check)} ${textOf(check, 'definition') ?? ''}`, creates: [check.id] }))]
}
