import type { Fact, FactId, Json } from './fact.ts'
import type { Snapshot } from './snapshot.ts'

export interface Attribute {
  readonly name: string
  /** undefined: absent, the default. */
  readonly before: Json | undefined
  readonly after: Json | undefined
}

/** One difference between two snapshots A and B, by id. */
export interface Delta {
  readonly id: FactId
  readonly kind: string
  readonly change: 'added' | 'removed' | 'changed'
  /** The fact as A has it; absent of what was added. */
  readonly before?: Fact
  /** The fact as B has it; absent of what was removed. */
  readonly after?: Fact
  /** Attributes of `data` that differ, sorted by name; `(parent)` when the same name belongs to another object. Empty unless changed. */
  readonly attributes: readonly Attribute[]
}

/** What must happen to A so that it says what B says: first what is gone or different, in A's order, then what is new, in B's. `info` never counts. */
export function diffSnapshots(a: Snapshot, b: Snapshot): Delta[] {
  const deltas: Delta[] = []
  for (const [id, before] of a.facts) {
    const after = b.facts.get(id)
    if (after === undefined) deltas.push({ id, kind: before.kind, change: 'removed', before, attributes: [] })
    else if (differs(before, after)) deltas.push({ id, kind: after.kind, change: 'changed', before, after, attributes: attributesOf(before, after) })
  }
  for (const [id, after] of b.facts) if (!a.facts.has(id)) deltas.push({ id, kind: after.kind, change: 'added', after, attributes: [] })
  return deltas
}

function differs(before: Fact, after: Fact): boolean {
  return before !== after && (before.parent !== after.parent || !sameJson(before.data, after.data))
}

function attributesOf(before: Fact, after: Fact): Attribute[] {
  const names = new Set([...Object.keys(before.data), ...Object.keys(after.data)])
  const differing = [...names].filter((name) => !sameJson(before.data[name], after.data[name])).toSorted()
  const attributes: Attribute[] = differing.map((name) => ({ name, before: before.data[name], after: after.data[name] }))
  return before.parent === after.parent ? attributes : [{ name: '(parent)', before: before.parent, after: after.parent }, ...attributes]
}

/** Equal by value; an absent member and one that is undefined are the same, the order of members does not matter. */
export function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) || Array.isArray(other)) return sameList(one, other)
  return sameMembers(one as Readonly<Record<string, Json>>, other as Readonly<Record<string, Json>>)
}

function sameList(one: Json, other: Json): boolean {
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
  return one.every((value: Json, index) => sameJson(value, other[index] as Json))
}

function sameMembers(one: Readonly<Record<string, Json>>, other: Readonly<Record<string, Json>>): boolean {
  for (const name in one) if (!sameJson(one[name], other[name])) return false
  for (const name in other) if (other[name] !== undefined && !(name in one)) return false
  return true
}
