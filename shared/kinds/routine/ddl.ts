import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At, Stub } from '../../schema/kind.ts'
import { qualified, quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { dependOn } from '../extension/ddl-depends-on.ts'
import { changedNames, isList, listIn, nameIn, recordIn, requiredText, textIn } from '../fact-data.ts'
import { canReplace } from './can-replace.ts'
import { dollarQuote } from './dollar-quote.ts'
import { settingClause } from './setting.ts'

type Word = 'FUNCTION' | 'PROCEDURE'

/** `schema.name(types)`, as ALTER, DROP and COMMENT name a routine. */
export function routineName(fact: Fact): string {
  return `${nameIn(fact)}(${typeof fact.info?.identity === 'string' ? fact.info.identity : ''})`
}

function definition(verb: string, word: Word, fact: Fact): string {
  const returns = textIn(fact, 'returns')
  const lines = [
    `${verb} ${word} ${nameIn(fact)}(${textIn(fact, 'arguments') ?? ''})`,
    ...(word === 'FUNCTION' && returns !== undefined ? [` RETURNS ${returns}`] : []),
    ` LANGUAGE ${quoteIdentifier(requiredText(fact, 'language'))}`,
  ]
  const transforms = listIn(fact, 'transforms')
  if (transforms.length > 0) lines.push(` TRANSFORM ${transforms.map((type) => `FOR TYPE ${type}`).join(', ')}`)
  const attributes = [...attributeWords(fact)].map(([, words]) => words)
  if (fact.data.window === true) attributes.unshift('WINDOW')
  if (attributes.length > 0) lines.push(` ${attributes.join(' ')}`)
  for (const [name, value] of settingsIn(fact)) lines.push(` SET ${settingClause(name, value)}`)
  return [...lines, bodyOf(fact)].join('\n')
}

function bodyOf(fact: Fact): string {
  const body = textIn(fact, 'body')
  if (body !== undefined) return body
  const source = requiredText(fact, 'source')
  const library = textIn(fact, 'library')
  if (library !== undefined) return `AS ${quoteLiteral(library)}, ${quoteLiteral(source)}`
  return textIn(fact, 'language') === 'internal' ? `AS ${quoteLiteral(source)}` : `AS ${dollarQuote(source)}`
}

/** Words for each attribute that is not the default. */
function attributeWords(fact: Fact): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  const add = (name: string, text: string | undefined) => text !== undefined && words.set(name, text)
  add('volatility', textIn(fact, 'volatility'))
  if (fact.data.leakproof === true) words.set('leakproof', 'LEAKPROOF')
  if (fact.data.strict === true) words.set('strict', 'STRICT')
  if (fact.data.securityDefiner === true) words.set('securityDefiner', 'SECURITY DEFINER')
  const parallel = textIn(fact, 'parallel')
  add('parallel', parallel && `PARALLEL ${parallel}`)
  if (fact.data.cost !== undefined) words.set('cost', `COST ${Number(fact.data.cost)}`)
  if (fact.data.rows !== undefined) words.set('rows', `ROWS ${Number(fact.data.rows)}`)
  const support = textIn(fact, 'support')
  add('support', support && `SUPPORT ${support}`)
  return words
}

/** Words that put an attribute back to its default. A support function can only be taken away by CREATE OR REPLACE. */
function defaultWords(name: string, fact: Fact): string | undefined {
  const native = ['c', 'internal'].includes(textIn(fact, 'language') ?? '')
  const words: Readonly<Record<string, string>> = {
    volatility: 'VOLATILE',
    leakproof: 'NOT LEAKPROOF',
    strict: 'CALLED ON NULL INPUT',
    securityDefiner: 'SECURITY INVOKER',
    parallel: 'PARALLEL UNSAFE',
    cost: `COST ${native ? 1 : 100}`,
    rows: 'ROWS 1000',
  }
  return words[name]
}

/** A parsed body that calls its own routine can only be given when there is one. */
export function createRoutine(word: Word, fact: Fact): readonly ActionDraft[] {
  const rest = dependOn(`${word} ${routineName(fact)}`, undefined, fact)
  if (!textIn(fact, 'body')?.includes(`${nameIn(fact)}(`)) return [{ sql: definition('CREATE', word, fact) }, ...rest]
  return [
    { sql: definition('CREATE', word, withoutBody(fact)), why: 'its body calls itself: first without it' },
    { sql: definition('CREATE OR REPLACE', word, fact), why: 'now its body can name it' },
    ...rest,
  ]
}

/** With a text for a body, which is not looked at while check_function_bodies is off. */
function withoutBody(fact: Fact): Fact {
  const { body: _, ...data } = fact.data
  return { ...fact, data: { ...data, source: 'SELECT NULL' } }
}

export function dropRoutine(word: Word, fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP ${word} ${routineName(fact)}` }]
}

/** ALTER for attributes and settings alone, CREATE OR REPLACE for all else that it can do: dependants, owner and privileges stay. */
export function alterRoutine(word: Word, before: Fact, after: Fact): readonly ActionDraft[] | null {
  const target = `${word} ${routineName(after)}`
  const changed = changedNames(before, after).filter((name) => name !== 'dependsOn')
  if (changed.length === 0) return dependOn(target, before, after)
  const words = attributeWords(after)
  const altered = changed.map((name) => words.get(name) ?? defaultWords(name, after) ?? '')
  if (changed.includes('config') || altered.some((one) => one === '')) {
    if (changed.every((name) => name === 'config')) return [...alterSettings(word, before, after), ...dependOn(target, before, after)]
    if (!canReplace(before, after)) return null
    return [{ sql: definition('CREATE OR REPLACE', word, after), why: 'its definition differs; what uses it stays' }, ...dependOn(target, undefined, after)]
  }
  return [{ sql: `ALTER ${target} ${altered.join(' ')}` }, ...dependOn(target, before, after)]
}

function alterSettings(word: Word, before: Fact, after: Fact): readonly ActionDraft[] {
  const [was, is] = [recordIn(before, 'config'), recordIn(after, 'config')]
  const sameNames = Object.keys(was).join() === Object.keys(is).join()
  const set = settingsIn(after).filter(([name, value]) => !sameNames || was[name] !== value)
  return [
    {
      sql: `ALTER ${word} ${routineName(after)} ${[...(sameNames ? [] : ['RESET ALL']), ...set.map(([name, value]) => `SET ${settingClause(name, value)}`)].join(' ')}`,
    },
  ]
}

/** Names and values in the server's own order: later ones may lean on earlier ones. */
function settingsIn(fact: Fact): readonly (readonly [string, string])[] {
  const values = recordIn(fact, 'config')
  const order = isList(fact.info?.settings) ? fact.info.settings.map(String) : []
  return Object.entries(values).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
}

export function renameRoutine(word: Word | 'AGGREGATE', before: Fact, after: Fact, call: (fact: Fact) => string = routineName): readonly ActionDraft[] {
  const [schema = '', name = ''] = after.path
  const drafts: ActionDraft[] = []
  if (before.path[0] !== schema) drafts.push({ sql: `ALTER ${word} ${call(before)} SET SCHEMA ${quoteIdentifier(schema)}` })
  if (before.path[1] !== name)
    drafts.push({ sql: `ALTER ${word} ${call({ ...before, path: [schema, before.path[1] ?? ''] })} RENAME TO ${quoteIdentifier(name)}` })
  return drafts
}

/**
 * A routine with a body that PostgreSQL has parsed needs all that the body names. One with a text for a body needs only its types
 * (with check_function_bodies off), so it can come first. null: the body is a text already.
 */
export function stubRoutine(word: Word, fact: Fact, at: At): Stub | null {
  if (textIn(fact, 'body') === undefined) return null
  const shown = `${textIn(fact, 'arguments') ?? ''} ${textIn(fact, 'returns') ?? ''}`
  const needs = at.here
    .uses(fact.id)
    .filter((id) => /^(schema|extension|enum|composite|domain|range):/.test(id) || shown.includes(id.slice(id.indexOf(':') + 1)))
  return {
    placeholder: [
      {
        sql: definition('CREATE OR REPLACE', word, withoutBody(fact)),
        needs,
        why: 'it and others need each other: first without its body',
      },
    ],
    fill: [{ sql: definition('CREATE OR REPLACE', word, fact), why: 'what its body needs is there now' }],
  }
}

/** Functions, procedures and aggregates share one name space. */
export function occupiesRoutine({ path: [schema = '', name = ''], info }: Fact): readonly string[] {
  return [`routine:${qualified(schema, name)}(${typeof info?.signature === 'string' ? info.signature : ''})`]
}
