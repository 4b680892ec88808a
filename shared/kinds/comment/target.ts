import type { Fact } from '../../schema/fact.ts'
import { factId, kindOf } from '../../schema/fact.ts'
import { quoteIdentifier } from '../../sql/quote.ts'

/** Kinds whose path is `schema, name`, and the noun of their statements. */
const inSchema: Readonly<Record<string, string>> = {
  table: 'TABLE', view: 'VIEW', 'materialized-view': 'MATERIALIZED VIEW', 'foreign-table': 'FOREIGN TABLE', index: 'INDEX', sequence: 'SEQUENCE', statistics: 'STATISTICS',
  enum: 'TYPE', composite: 'TYPE', range: 'TYPE', domain: 'DOMAIN', collation: 'COLLATION', conversion: 'CONVERSION',
  'text-search-configuration': 'TEXT SEARCH CONFIGURATION', 'text-search-dictionary': 'TEXT SEARCH DICTIONARY', 'text-search-parser': 'TEXT SEARCH PARSER', 'text-search-template': 'TEXT SEARCH TEMPLATE',
}

/** Kinds whose path is one name. */
const alone: Readonly<Record<string, string>> = {
  schema: 'SCHEMA', extension: 'EXTENSION', language: 'LANGUAGE', 'event-trigger': 'EVENT TRIGGER', publication: 'PUBLICATION', subscription: 'SUBSCRIPTION',
  'foreign-data-wrapper': 'FOREIGN DATA WRAPPER', server: 'SERVER', 'access-method': 'ACCESS METHOD',
}

/** Kinds whose path is `schema, relation, name`. */
const onRelation: Readonly<Record<string, string>> = { constraint: 'CONSTRAINT', trigger: 'TRIGGER', rule: 'RULE', policy: 'POLICY' }

const routines: Readonly<Record<string, string>> = { function: 'FUNCTION', procedure: 'PROCEDURE' }

const names = (parts: readonly string[]) => parts.map((part) => quoteIdentifier(part)).join('.')

/** What an id has behind its name, with the parentheses; empty where there is none. */
export function signatureOf(fact: Fact): string {
  const start = factId(fact.kind, fact.path).length
  return fact.id.startsWith(factId(fact.kind, fact.path)) ? fact.id.slice(start) : fact.id.slice(fact.id.indexOf('('))
}

/**
 * An object as COMMENT ON, SECURITY LABEL ON and ALTER name it: `TABLE public.orders`, `FUNCTION public.f(integer)`,
 * `TRIGGER t ON public.orders`. undefined: the kind can have none of them.
 */
export function targetOf(fact: Fact): string | undefined {
  const { kind, path } = fact
  if (inSchema[kind] !== undefined) return `${inSchema[kind]} ${names(path.slice(0, 2))}`
  if (alone[kind] !== undefined) return `${alone[kind]} ${names(path.slice(0, 1))}`
  if (onRelation[kind] !== undefined) return `${onRelation[kind]} ${names(path.slice(2, 3))} ON ${names(path.slice(0, 2))}`
  if (kind === 'aggregate') return `AGGREGATE ${names(path.slice(0, 2))}(${typeof fact.info?.['identity'] === 'string' ? fact.info['identity'] : ''})`
  if (routines[kind] !== undefined) return `${routines[kind]} ${names(path.slice(0, 2))}${signatureOf(fact)}`
  if (kind === 'column') return `COLUMN ${names(path)}`
  if (kind === 'domain-constraint') return `CONSTRAINT ${names(path.slice(2))} ON DOMAIN ${names(path.slice(0, 2))}`
  if (kind === 'cast') return `CAST ${signatureOf(fact)}`
  if (kind === 'operator') return `OPERATOR ${quoteIdentifier(path[0] ?? '')}.${path[1] ?? ''} ${signatureOf(fact)}`
  if (kind === 'operator-class' || kind === 'operator-family') return `${kind.toUpperCase().replace('-', ' ')} ${names(path.slice(0, 2))} USING ${methodOf(fact)}`
  return undefined
}

/** The access method of an operator class or family: behind the name in the id. */
function methodOf(fact: Fact): string {
  const signature = signatureOf(fact).replace(/^\(|\)$/g, '')
  return quoteIdentifier(signature || (fact.path[2] ?? ''))
}

/** The relation that a statement on this object locks; undefined: none. */
export function relationOf(fact: Fact): string | undefined {
  if (['table', 'view', 'materialized-view', 'foreign-table'].includes(fact.kind)) return fact.id
  const parent = fact.parent
  return parent !== null && ['table', 'view', 'materialized-view', 'foreign-table'].includes(kindOf(parent)) ? parent : undefined
}
