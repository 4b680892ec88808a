import type { Fact, Json } from '../schema/fact.ts'
import { qualified, quoteIdentifier, quoteLiteral } from '../sql/quote.ts'

/** A text of a fact's data; undefined where it has none. */
export function textIn(fact: Fact, name: string): string | undefined {
  const value = fact.data[name]
  return typeof value === 'string' ? value : undefined
}

/** A text that the fact always has. */
export function requiredText(fact: Fact, name: string): string {
  return textIn(fact, name) ?? ''
}

export function listIn(fact: Fact, name: string): readonly string[] {
  const value = fact.data[name]
  return isList(value) ? value.map(String) : []
}

export function recordIn(fact: Fact, name: string): Readonly<Record<string, string>> {
  const value = fact.data[name]
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)])) : {}
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

export function isRecord(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Schema-qualified name of a fact whose path begins with a schema and a name. */
export function nameIn(fact: Fact): string {
  return qualified(fact.path[0] ?? '', fact.path[1] ?? '')
}

/** Last part of the path, quoted. */
export function ownName(fact: Fact): string {
  return quoteIdentifier(fact.path.at(-1) ?? '')
}

/** Names of the attributes that differ between two facts. */
export function changedNames(before: Fact, after: Fact): readonly string[] {
  const names = new Set([...Object.keys(before.data), ...Object.keys(after.data)])
  return [...names].filter((name) => JSON.stringify(before.data[name]) !== JSON.stringify(after.data[name]))
}

/** `name = 'value', ...` for WITH ( ) and SET ( ); a name such as `toast.autovacuum_enabled` keeps its dot. */
export function optionList(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${optionName(name)} = ${quoteLiteral(value)}`)
    .join(', ')
}

export function optionName(name: string): string {
  return name.split('.').map(quoteIdentifier).join('.')
}

/** Options to set and names of options to reset, so that `before` becomes `after`. */
export function optionChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): { set: Readonly<Record<string, string>>; reset: readonly string[] } {
  const set = Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value))
  return { set, reset: Object.keys(before).filter((name) => !(name in after)) }
}
