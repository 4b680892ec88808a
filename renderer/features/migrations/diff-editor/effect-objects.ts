import type { Difference } from '#shared/contract/compare.ts'
import { kindOf } from '#shared/schema/fact.ts'

export type Change = Difference['change']

/** An object and what differs of it. */
export interface ChangedObject {
  id: string
  kind: string
  name: string
  schema: string | null
  change: Change
  parts: readonly Difference[]
}

export interface EffectObjects {
  objects: readonly ChangedObject[]
  /** Differences that are folded away: privileges, owners, comments, storage. */
  folded: number
  /** Counted as a person reads them: objects and their parts. */
  counts: Readonly<Record<Change, number>>
}

const order = ['schema', 'extension', 'enum', 'domain', 'composite', 'table', 'foreign-table', 'view', 'materialized-view', 'sequence', 'function', 'procedure']

/** Differences by the object that they are under; noise counts only where nothing else differs. */
export function effectObjects(differences: readonly Difference[]): EffectObjects {
  const real = differences.filter(({ noise }) => noise === 'none')
  const shown = real.length > 0 ? real : differences
  const byObject = new Map<string, Difference[]>()
  for (const each of shown) byObject.set(each.under, [...(byObject.get(each.under) ?? []), each])
  const objects = [...byObject].map(([id, all]) => objectOf(id, all)).toSorted((a, b) => rank(a.kind) - rank(b.kind) || a.name.localeCompare(b.name, 'en', { numeric: true }))
  const counts = { added: 0, changed: 0, removed: 0 }
  for (const { change } of shown) counts[change] += 1
  return { objects, folded: differences.length - shown.length, counts }
}

function objectOf(id: string, all: readonly Difference[]): ChangedObject {
  const own = all.find((each) => each.id === id)
  const path = id.slice(kindOf(id).length + 1)
  const schema = own?.ref.schema ?? all[0]?.ref.schema ?? null
  const bare = schema !== null && path.startsWith(`${schema}.`) ? path.slice(schema.length + 1) : path
  return { id, kind: own?.ref.kind ?? kindOf(id), name: own?.ref.name ?? bare, schema, change: own?.change ?? 'changed', parts: all.filter((each) => each.id !== id) }
}

const rank = (kind: string): number => {
  const at = order.indexOf(kind)
  return at < 0 ? order.length : at
}
