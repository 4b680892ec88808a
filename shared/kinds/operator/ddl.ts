import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { changedNames, requiredText, textIn } from '../fact-data.ts'

/** The name of an operator is not quoted, its schema is. */
const nameOf = ({ path: [schema = '', name = ''] }: Fact) => `${quoteIdentifier(schema)}.${name}`

const side = (fact: Fact, name: 'left' | 'right') => (typeof fact.info?.[name] === 'string' ? fact.info[name] : undefined)

/** `schema.=(left, right)`, as ALTER, DROP and COMMENT name an operator. */
export const operatorCall = (fact: Fact) => `${nameOf(fact)}(${side(fact, 'left') ?? 'NONE'}, ${side(fact, 'right') ?? 'NONE'})`

export function create(fact: Fact): readonly ActionDraft[] {
  const options: readonly (readonly [string, string | undefined])[] = [
    ['FUNCTION', textIn(fact, 'function')],
    ['LEFTARG', side(fact, 'left')],
    ['RIGHTARG', side(fact, 'right')],
    ['COMMUTATOR', textIn(fact, 'commutator')],
    ['NEGATOR', textIn(fact, 'negator')],
    ['RESTRICT', textIn(fact, 'restrict')],
    ['JOIN', textIn(fact, 'join')],
  ]
  const flags = [fact.data.hashes === true ? 'HASHES' : '', fact.data.merges === true ? 'MERGES' : ''].filter(Boolean)
  const list = [...options.flatMap(([name, value]) => (value === undefined ? [] : [`${name} = ${value}`])), ...flags]
  return [{ sql: `CREATE OPERATOR ${nameOf(fact)} (\n    ${list.join(',\n    ')}\n)` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP OPERATOR ${operatorCall(fact)}` }]
}

const partners = new Set(['commutator', 'negator'])

/**
 * ALTER OPERATOR SET knows RESTRICT and JOIN; from PostgreSQL 17 on it can also give a partner, HASHES and MERGES, not take them away.
 * A partner is linked by PostgreSQL itself when it is created with a link back, and unlinked when it is dropped.
 */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const changed = changedNames(before, after)
  const own = changed.filter((name) => !(partners.has(name) && followsPartner(name, before, after, at)))
  if (own.includes('function')) return null
  const settings = own.map((name) => setting(name, after, before, at.version))
  if (settings.includes(undefined)) return null
  return settings.length === 0 ? [] : [{ sql: `ALTER OPERATOR ${operatorCall(after)} SET (${settings.join(', ')})` }]
}

function setting(name: string, after: Fact, before: Fact, version: number): string | undefined {
  if (name === 'restrict' || name === 'join') return `${name.toUpperCase()} = ${textIn(after, name) ?? 'NONE'}`
  if (version < 170_000 || before.data[name] !== undefined) return undefined
  return name === 'hashes' || name === 'merges' ? name.toUpperCase() : `${name.toUpperCase()} = ${requiredText(after, name)}`
}

/** Whether the link changes by itself: its old partner goes, and its new one comes with a link back. */
function followsPartner(name: string, before: Fact, after: Fact, at: At): boolean {
  const [was, is] = [textIn(before, name), textIn(after, name)]
  const goes = was === undefined || !at.here.has(partnerId(was, name, after)) || at.rebuilt(partnerId(was, name, after))
  const comes = is === undefined || !at.there.has(partnerId(is, name, after)) || at.rebuilt(partnerId(is, name, after))
  return goes && comes
}

/** Id of the operator named `OPERATOR(schema.name)`: a commutator has the operands the other way round. */
function partnerId(text: string, name: string, fact: Fact): string {
  const [left, right] = [side(fact, 'left') ?? 'NONE', side(fact, 'right') ?? 'NONE']
  const dot = /^OPERATOR\(("(?:[^"]|"")*"|[^".]+)\.(.+)\)$/.exec(text)
  const signature = name === 'commutator' ? `${right},${left}` : `${left},${right}`
  return `operator:${dot?.[1] ?? ''}.${quoteIdentifier(dot?.[2] ?? '?')}(${signature})`
}
