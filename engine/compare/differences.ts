import type { Difference } from '#shared/contract/compare.ts'
import type { Delta } from '#shared/schema/diff.ts'
import type { Registry } from '#shared/schema/kind.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { referenceOf, rootOf } from '../schema/pages/references.ts'

/** Attributes that say where and how rows lie, and nothing of what they are. */
const storage: ReadonlySet<string> = new Set(['storage', 'compression', 'statistics', 'tablespace', 'clustered', 'toast'])

/** The deltas as a person reads them: under the object that a tree shows them at, and whether they are mere noise. */
export function differencesOf(a: Snapshot, b: Snapshot, deltas: readonly Delta[], registry: Registry): Difference[] {
  return deltas.map((delta) => {
    const side = delta.change === 'removed' ? a : b
    const fact = delta.after ?? delta.before
    if (!fact) throw new Error(`A delta without a fact: ${delta.id}`)
    return {
      id: delta.id, ref: referenceOf(side, fact), change: delta.change, under: rootOf(side, delta.id)?.id ?? delta.id,
      attributes: delta.attributes.map(({ name, before, after }) => ({ name, before: before ?? null, after: after ?? null })),
      noise: noiseOf(delta, registry),
    }
  })
}

function noiseOf({ kind, change, attributes }: Delta, registry: Registry): Difference['noise'] {
  const own = registry.get(kind)?.noise
  if (own !== undefined && own !== 'none') return own
  return change === 'changed' && attributes.length > 0 && attributes.every(({ name }) => storage.has(name)) ? 'storage' : 'none'
}
