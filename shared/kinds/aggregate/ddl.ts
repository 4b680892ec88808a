import type { Fact, Json } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteLiteral } from '../../sql/quote.ts'
import { nameIn, textIn } from '../fact-data.ts'
import { canReplace } from '../routine/can-replace.ts'
import { renameRoutine, routineName } from '../routine/ddl.ts'

const texts = new Set(['initcond', 'minitcond'])

/** `SFUNC = public.add` and so on; a flag stands alone. */
function option([name, value]: readonly [string, Json]): string {
  if (value === true) return name.toUpperCase()
  return `${name.toUpperCase()} = ${texts.has(name) ? quoteLiteral(String(value)) : String(value)}`
}

function definition(verb: string, fact: Fact): string {
  const options = Object.entries(fact.data).filter(([name]) => name !== 'arguments')
  return `${verb} AGGREGATE ${nameIn(fact)}(${textIn(fact, 'arguments') ?? '*'}) (\n    ${options.map(option).join(',\n    ')}\n)`
}

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: definition('CREATE', fact) }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP AGGREGATE ${routineName(fact)}` }]
}

/** CREATE OR REPLACE AGGREGATE keeps the kind, the direct arguments and the result's type (CREATE AGGREGATE, from PostgreSQL 12 on). */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  const same = (name: string) => before.info?.[name] === after.info?.[name]
  if (!same('returns') || !same('direct') || before.data.hypothetical !== after.data.hypothetical || !canReplace(before, after)) return null
  return [{ sql: definition('CREATE OR REPLACE', after) }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameRoutine('AGGREGATE', before, after)
}
