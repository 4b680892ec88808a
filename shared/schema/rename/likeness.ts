import { sameJson } from '../diff.ts'
import type { Fact } from '../fact.ts'
import type { Registry } from '../kind.ts'
import type { Snapshot } from '../snapshot.ts'

export interface Likeness {
  /** 0 to 1. */
  readonly likeness: number
  /** What is alike, in words. */
  readonly reason: string
}

interface Share {
  readonly same: number
  readonly total: number
}

/** How alike a fact of A and a fact of B are, but for their names: by their own attributes, their parts and what lies in them. */
export function likenessOf(a: Snapshot, b: Snapshot, before: Fact, after: Fact, registry: Registry): Likeness {
  const own = attributesAlike(before, after)
  const parts = partsAlike(a, b, before, after)
  const place = before.info?.['position'] !== undefined && before.info['position'] === after.info?.['position']
  const reasons = parts.map(({ kind, same, total }) => `${same} of ${total} ${registry.get(kind)?.label[total === 1 ? 0 : 1] ?? kind} are the same`)
  if (own.total > 0) reasons.push(own.same === own.total ? 'all attributes are the same' : `${own.same} of ${own.total} attributes are the same`)
  if (place) reasons.push('it stands at the same place')
  const shares = [...(own.total > 0 || parts.length === 0 ? [ratio(own)] : []), ...parts.map(ratio)]
  const mean = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)
  const certain = parts.some(({ same }) => same > 1) || place ? 1 : 0.8
  return { likeness: Math.round(mean * certain * 100) / 100, reason: reasons.join(', ') || 'neither says anything beside its name' }
}

const ratio = ({ same, total }: Share) => (total === 0 ? 0.75 : same / total)

function attributesAlike(before: Fact, after: Fact): Share {
  const names = new Set([...Object.keys(before.data), ...Object.keys(after.data)])
  return { total: names.size, same: [...names].filter((name) => sameJson(before.data[name], after.data[name])).length }
}

/** Parts by kind; those of a schema are what lies in it. Equal: the same own name and data, or the same data alone. */
function partsAlike(a: Snapshot, b: Snapshot, before: Fact, after: Fact): (Share & { kind: string })[] {
  const [old, now] = [partsOf(a, before), partsOf(b, after)]
  const kinds = new Set([...old, ...now].map(({ kind }) => kind))
  return [...kinds].map((kind) => {
    const inside = before.parent === null && before.path.length === 1
    const left = now.filter((part) => part.kind === kind)
    const was = old.filter((part) => part.kind === kind)
    const total = Math.max(left.length, was.length)
    return { kind, total, same: was.filter((part) => takeAlike(part, left, inside)).length }
  })
}

function partsOf(snapshot: Snapshot, fact: Fact): Fact[] {
  const own = snapshot.children(fact.id).filter(({ id }) => !/^[^:]*@/.test(id) && !id.startsWith('privilege:'))
  if (fact.path.length > 1 || fact.parent !== null) return own
  return [
    ...own,
    ...snapshot
      .usedBy(fact.id)
      .flatMap((id) => snapshot.get(id) ?? [])
      .filter(({ path }) => path.length > 1 && path[0] === fact.path[0]),
  ]
}

/** `byName`: what lies in a schema names the schema in its texts. */
function takeAlike(part: Fact, left: Fact[], byName: boolean): boolean {
  const at = left.findIndex((other) => other.path.at(-1) === part.path.at(-1) && (byName || sameJson(other.data, part.data)))
  if (at >= 0) left.splice(at, 1)
  return at >= 0
}
