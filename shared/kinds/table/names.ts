import type { Fact, FactId, Json } from '../../schema/fact.ts'
import type { ActionDraft, LockMode } from '../../schema/kind.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { kindOf } from '../../schema/fact.ts'
import { qualified, quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'

export type Options = Readonly<Record<string, string>>

/** `schema.name` of a relation, or of the relation that a column or constraint stands in. */
export const relationName = (path: readonly string[]) => qualified(path[0] ?? '', path[1] ?? '')

/** The last name of a path, quoted where it must be. */
export const ownName = (fact: Fact) => quoteIdentifier(fact.path.at(-1) ?? '')

/** Start of a statement that changes the relation in which a column or constraint stands. */
export function alterRelation(part: Fact, only = false): string {
  const word = part.parent !== null && kindOf(part.parent) === 'foreign-table' ? 'ALTER FOREIGN TABLE' : 'ALTER TABLE'
  return `${word} ${only ? 'ONLY ' : ''}${relationName(part.path)}`
}

/** Name of the relation that an index or statistics object is on. */
export function parentName(fact: Fact, snapshot: Snapshot): string {
  const parent = fact.parent === null ? undefined : snapshot.get(fact.parent)
  if (!parent) throw new RangeError(`${fact.id} stands in a snapshot without its relation`)
  return relationName(parent.path)
}

export function lock(mode: LockMode, ...relations: readonly (FactId | null)[]): NonNullable<ActionDraft['locks']> {
  return relations.flatMap((relation) => (relation === null ? [] : [{ mode, relation }]))
}

const noOptions: Options = {}

/** `{"fillfactor=70"}` of reloptions or attoptions as names and values. */
export function optionsOf(list: unknown, prefix = ''): Options {
  if (!Array.isArray(list)) return noOptions
  const pairs = list.map((item) => String(item)).map((item) => [prefix + item.slice(0, item.indexOf('=')), item.slice(item.indexOf('=') + 1)] as const)
  return Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const optionName = (name: string) => name.split('.').map(quoteIdentifier).join('.')

/** Options as `(...)` of WITH or SET holds them. */
export const optionText = (options: Options) => Object.entries(options).map(([name, value]) => `${optionName(name)} = ${quoteLiteral(value)}`).join(', ')

export const optionsIn = (value: Json | undefined): Options => (value ?? {}) as Options

/** `SET (...)` and `RESET (...)` that turn one set of options into another. */
export function optionChanges(before: Json | undefined, after: Json | undefined): string[] {
  const [old, now] = [optionsIn(before), optionsIn(after)]
  const set = Object.fromEntries(Object.entries(now).filter(([name, value]) => old[name] !== value))
  const gone = Object.keys(old).filter((name) => now[name] === undefined)
  return [...(gone.length > 0 ? [`RESET (${gone.map(optionName).join(', ')})`] : []), ...(Object.keys(set).length > 0 ? [`SET (${optionText(set)})`] : [])]
}

/** Leaves out what is null, false, or an empty object or list: `data` holds only what differs from the default. */
export function compact(data: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> {
  const kept: Record<string, Json> = {}
  for (const name in data) {
    const value = data[name]
    if (value === null || value === undefined || value === false || (typeof value === 'object' && isEmpty(value))) continue
    kept[name] = value as Json
  }
  return kept
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false
  return true
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const same = (a: Json | undefined, b: Json | undefined) => a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

const encoder = new TextEncoder()

/** The longest beginning of a text that has at most so many bytes and cuts no character. */
function clip(text: string, bytes: number): string {
  let [end, size] = [0, 0]
  for (const character of text) {
    size += encoder.encode(character).length
    if (size > bytes) break
    end += character.length
  }
  return text.slice(0, end)
}

/** Name that PostgreSQL gives to what it makes for a column, shortened to 63 bytes as makeObjectName() of its sources does it. */
export function generatedName(first: string, second: string, label: string): string {
  const room = 63 - label.length - 2
  let [a, b] = [encoder.encode(first).length, encoder.encode(second).length]
  while (a + b > room) {
    if (a > b) a -= 1
    else b -= 1
  }
  return `${clip(first, a)}_${clip(second, b)}_${label}`
}
