import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { alterOptions, createOptions, secretsToSet } from '../foreign-data-wrapper/ddl-options.ts'

const roleOf = (fact: Fact) => fact.path[1] ?? ''
const needed = (fact: Fact) => (roleOf(fact) === 'PUBLIC' ? {} : { roles: [roleOf(fact)] })
const target = (fact: Fact) => `${roleOf(fact) === 'PUBLIC' ? 'PUBLIC' : quoteIdentifier(roleOf(fact))} SERVER ${quoteIdentifier(fact.path[0] ?? '')}`

/** Without its password, which is not read. */
export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `CREATE USER MAPPING FOR ${target(fact)}${createOptions(fact)}`, ...needed(fact), ...secretsToSet(fact) }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP USER MAPPING FOR ${target(fact)}` }]
}

/** Options that could not be read on one side are not known to differ: they stay. */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] {
  if (before.info?.['readable'] === false || after.info?.['readable'] === false) return []
  const options = alterOptions(before, after)
  return options === '' ? [] : [{ sql: `ALTER USER MAPPING FOR ${target(after)}${options}`, ...secretsToSet(after, before) }]
}
