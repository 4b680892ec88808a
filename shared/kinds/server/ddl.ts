import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { alterOptions, createOptions, secretsToSet } from '../foreign-data-wrapper/ddl-options.ts'
import { lastName, textOf } from '../naming.ts'

const word = (fact: Fact, name: 'type' | 'version') => (textOf(fact, name) === undefined ? '' : ` ${name.toUpperCase()} ${quoteLiteral(textOf(fact, name) ?? '')}`)

export function create(fact: Fact): readonly ActionDraft[] {
  const wrapper = quoteIdentifier(textOf(fact, 'wrapper') ?? '')
  return [{ sql: `CREATE SERVER ${lastName(fact)}${word(fact, 'type')}${word(fact, 'version')} FOREIGN DATA WRAPPER ${wrapper}${createOptions(fact)}`, ...secretsToSet(fact) }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP SERVER ${lastName(fact)}` }]
}

/** Version and options can be altered, the wrapper and the type cannot. */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  if (textOf(before, 'wrapper') !== textOf(after, 'wrapper') || textOf(before, 'type') !== textOf(after, 'type')) return null
  const version = textOf(before, 'version') === textOf(after, 'version') ? '' : word(after, 'version') || ' VERSION NULL'
  const options = alterOptions(before, after)
  return version + options === '' ? [] : [{ sql: `ALTER SERVER ${lastName(after)}${version}${options}`, ...secretsToSet(after, before) }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER SERVER ${lastName(before)} RENAME TO ${lastName(after)}` }]
}
