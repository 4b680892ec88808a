import type { Delta } from '../diff.ts'
import type { Fact, FactId } from '../fact.ts'
import type { Registry } from '../kind.ts'
import type { Snapshot } from '../snapshot.ts'
import { likenessOf } from './likeness.ts'

export interface RenameCandidate {
  readonly from: FactId
  readonly to: FactId
  readonly reason: string
  /** 0 to 1. */
  readonly likeness: number
}

const lowest = 0.5
/** In a place where more pairs than this are possible, only those of equal data are looked at. */
const mostPairs = 10_000

/** Pairs of a removed and an added object that may be one renamed, the likeliest first, each object once. A person decides. */
export function findRenames(a: Snapshot, b: Snapshot, deltas: readonly Delta[], registry: Registry): RenameCandidate[] {
  const found = placesOf(a, b, deltas, registry).flatMap(({ removed, added }) => pairs(a, b, removed, added, registry))
  const taken = new Set<FactId>()
  const best: RenameCandidate[] = []
  const depth = ({ from }: RenameCandidate) => Math.min(2, a.get(from)?.path.length ?? 2)
  for (const candidate of found.toSorted((one, other) => depth(one) - depth(other) || other.likeness - one.likeness || (one.from < other.from ? -1 : 1))) {
    if (taken.has(candidate.from) || taken.has(candidate.to) || best.some((schema) => isWithin(a.get(schema.from), a.get(candidate.from)))) continue
    taken.add(candidate.from).add(candidate.to)
    best.push(candidate)
  }
  return best
}

/** What lies in a schema that may be renamed goes along with it. */
function isWithin(schema: Fact | undefined, fact: Fact | undefined): boolean {
  return schema?.path.length === 1 && (fact?.path.length ?? 0) > 1 && schema.path[0] === fact?.path[0]
}

interface Place {
  removed: Fact[]
  added: Fact[]
}

/** Removed and added facts of one kind by what they are parts of; parts of what itself comes or goes are not looked at. */
function placesOf(a: Snapshot, b: Snapshot, deltas: readonly Delta[], registry: Registry): Place[] {
  const places = new Map<string, Place>()
  for (const { kind, before, after } of deltas) {
    const fact = before ?? after
    if (!fact || (before && after) || !registry.get(kind)?.rename) continue
    if (fact.parent !== null && !(a.has(fact.parent) && b.has(fact.parent))) continue
    for (const key of keysOf(fact)) {
      const place = places.get(key) ?? { removed: [], added: [] }
      place[before ? 'removed' : 'added'].push(fact)
      places.set(key, place)
    }
  }
  return [...places.values()].filter(({ removed, added }) => removed.length > 0 && added.length > 0)
}

/** In the same schema under another name, or of the same name in another schema; a part in the same whole. */
function keysOf({ kind, path, parent, id }: Fact): string[] {
  const signature = /\(.*\)$/.exec(id)?.[0] ?? ''
  const key = (...words: readonly (string | null)[]) => JSON.stringify([kind, parent, signature, ...words])
  return parent !== null || path.length < 2 ? [key()] : [key('in', path[0] ?? ''), key('named', path.at(-1) ?? '')]
}

function pairs(a: Snapshot, b: Snapshot, removed: readonly Fact[], added: readonly Fact[], registry: Registry): RenameCandidate[] {
  const many = removed.length * added.length > mostPairs
  const byData = many ? groupByData(added) : undefined
  return removed.flatMap((before) => {
    const others = byData ? (byData.get(JSON.stringify(before.data)) ?? []).slice(0, 20) : added
    return others.map((after) => ({ from: before.id, to: after.id, ...likenessOf(a, b, before, after, registry) })).filter(({ likeness }) => likeness >= lowest)
  })
}

function groupByData(facts: readonly Fact[]): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) {
    const key = JSON.stringify(fact.data)
    groups.set(key, [...(groups.get(key) ?? []), fact])
  }
  return groups
}
