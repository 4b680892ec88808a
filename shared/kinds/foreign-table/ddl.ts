import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { qualified, quoteIdentifier } from '../../sql/quote.ts'
import { renameType } from '../enum/ddl.ts'
import { alterOptions, createOptions } from '../foreign-data-wrapper/ddl-options.ts'
import { nameInSchema, textOf } from '../naming.ts'

const parentsOf = (fact: Fact) => ((fact.data['parents'] ?? []) as readonly (readonly [string, string])[]).map((path) => qualified(...path))
const bound = (fact: Fact) => textOf(fact, 'bound')

/** Without columns: they come one by one, as do constraints. A partition is attached after it is made. */
export function create(fact: Fact): readonly ActionDraft[] {
  const parents = bound(fact) === undefined && parentsOf(fact).length > 0 ? ` INHERITS (${parentsOf(fact).join(', ')})` : ''
  const name = nameInSchema(fact)
  const tail = ` SERVER ${quoteIdentifier(textOf(fact, 'server') ?? '')}${createOptions(fact)}`
  if (bound(fact) !== undefined) return [{ sql: `CREATE FOREIGN TABLE ${name} PARTITION OF ${parentsOf(fact)[0] ?? ''} ${bound(fact) ?? ''}${tail}` }]
  return [{ sql: `CREATE FOREIGN TABLE ${name} ()${parents}${tail}` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP FOREIGN TABLE ${nameInSchema(fact)}`, locks: [{ mode: 'ACCESS EXCLUSIVE', relation: fact.id }] }]
}

/** Its rows are elsewhere: where the server or the place in a hierarchy differs it is made anew. */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  if (textOf(before, 'server') !== textOf(after, 'server') || bound(before) !== bound(after) || parentsOf(before).join() !== parentsOf(after).join()) return null
  const options = alterOptions(before, after)
  return options === '' ? [] : [{ sql: `ALTER FOREIGN TABLE ${nameInSchema(after)}${options}`, locks: [{ mode: 'ACCESS EXCLUSIVE', relation: after.id }] }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('FOREIGN TABLE', before, after)
}
