import { kinds } from '#shared/kinds/index.ts'
import { diffSnapshots, type Attribute, type Delta } from '#shared/schema/diff.ts'
import type { Fact, FactId, Json } from '#shared/schema/fact.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'

export interface ToldDifference {
  id: FactId
  text: string
}

const most = 200

/** What the schema was and is not after the undo, in plain sentences; parts of what is gone or left behind as a whole are not told again. */
export function tellDifferences(was: Snapshot, is: Snapshot): ToldDifference[] {
  const deltas = diffSnapshots(was, is)
  const whole = new Map(deltas.filter(({ change }) => change !== 'changed').map(({ id, change }) => [id, change]))
  return deltas.filter(({ change, before, after }) => change === 'changed' || whole.get((before ?? after)?.parent ?? '') !== change).slice(0, most).map((delta) => ({ id: delta.id, text: tell(delta) }))
}

/** What says something about another object rather than being one. */
const properties: ReadonlySet<string> = new Set(['default', 'view-default', 'comment', 'owner', 'privilege', 'security-label'])

function tell({ kind, change, before, after, attributes }: Delta): string {
  const fact = (after ?? before) as Fact
  if (properties.has(kind)) return `${label(kind)} of ${nameOf(fact)}: was ${valueOf(before)}, is ${valueOf(after)}`
  const name = `${label(kind)} ${nameOf(fact)}`
  if (change === 'removed') return `${name} does not come back`
  if (change === 'added') return `${name} is left behind`
  return attributes.map((attribute) => tellAttribute(attribute, name)).join('; ')
}

function tellAttribute({ name, before, after }: Attribute, of: string): string {
  if (name === '(parent)') return `${of} belongs to ${String(after ?? 'nothing')}, it belonged to ${String(before ?? 'nothing')}`
  return `${wordsOf(name)} of ${of}: was ${printed(before)}, is ${printed(after)}`
}

const label = (kind: string) => kinds.get(kind)?.label[0] ?? kind

/** Of a property, the name of what it is about, and of whom it speaks. */
function nameOf({ id, kind, parent, path }: Fact): string {
  if (!properties.has(kind) || parent === null) return id.slice(id.indexOf(':') + 1)
  const about = parent.slice(parent.indexOf(':') + 1)
  return path.length > 0 ? `${about} (${path.join('.')})` : about
}

/** A property of one value is told by it alone. */
function valueOf(fact: Fact | undefined): string {
  if (!fact) return 'none'
  const values = Object.values(fact.data)
  return values.length === 1 ? printed(values[0]) : printed(fact.data)
}

const longest = 160

function printed(value: Json | undefined): string {
  if (value === undefined || value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = textOf(value).replaceAll(/\s+/g, ' ').trim()
  return text.length > longest ? `${text.slice(0, longest)}...` : text
}

function textOf(value: Exclude<Json, null>): string {
  if (typeof value !== 'object') return String(value)
  return Array.isArray(value) && value.every((item: Json) => typeof item === 'string') ? value.join(', ') : JSON.stringify(value)
}

/** `notNull` as "not null". */
const wordsOf = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
