import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { lastName, textOf } from '../naming.ts'
import { alterOptions, createOptions } from './ddl-options.ts'

const routine = (fact: Fact, name: 'handler' | 'validator') => (textOf(fact, name) === undefined ? '' : ` ${name.toUpperCase()} ${textOf(fact, name) ?? ''}`)

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `CREATE FOREIGN DATA WRAPPER ${lastName(fact)}${routine(fact, 'handler')}${routine(fact, 'validator')}${createOptions(fact)}` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP FOREIGN DATA WRAPPER ${lastName(fact)}` }]
}

export function alter(before: Fact, after: Fact): readonly ActionDraft[] {
  const parts = (['handler', 'validator'] as const).map((name) => (textOf(before, name) === textOf(after, name) ? '' : routine(after, name) || ` NO ${name.toUpperCase()}`)).join('')
  const options = alterOptions(before, after)
  return parts + options === '' ? [] : [{ sql: `ALTER FOREIGN DATA WRAPPER ${lastName(after)}${parts}${options}` }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER FOREIGN DATA WRAPPER ${lastName(before)} RENAME TO ${lastName(after)}` }]
}
