import type { DriftDetails } from '#shared/contract/timeline.ts'
import { kinds } from '#shared/kinds/index.ts'
import { diffSnapshots } from '#shared/schema/diff.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { differencesOf } from '../../compare/differences.ts'

type Objects = NonNullable<DriftDetails['objects']>
type Change = Objects[number]['change']

/** Named in an event; more are counted. */
const most = 200

/** Objects that differ, a table with its columns as one; those whose shape differs before those whose owner or comment does. */
export function changedObjects(before: Snapshot, after: Snapshot): { objects: Objects; count: number } {
  const differences = differencesOf(before, after, diffSnapshots(before, after), kinds)
  const found = new Map<string, Objects[number] & { noise: boolean }>()
  for (const { id, change, under, noise } of differences) {
    const known = found.get(under)
    const whole: Change = id === under ? change : 'changed'
    if (known && (known.change !== 'changed' || whole === 'changed')) {
      found.set(under, { ...known, noise: known.noise && noise !== 'none' })
      continue
    }
    const side = whole === 'removed' ? before : after
    const fact = side.get(under) ?? before.get(under)
    found.set(under, { change: whole, kind: (fact?.kind ?? 'object').replaceAll('-', ' '), name: fact?.path.join('.') ?? under, owner: ownerOf(side, under), noise: noise !== 'none' && (known?.noise ?? true) })
  }
  const sorted = [...found.values()].toSorted((a, b) => Number(a.noise) - Number(b.noise) || a.name.localeCompare(b.name, 'en'))
  return { objects: sorted.slice(0, most).map(({ noise: _noise, ...object }) => object), count: sorted.length }
}

function ownerOf(snapshot: Snapshot, id: string): string | null {
  const owner = snapshot.children(id, 'owner')[0]?.data['role']
  return typeof owner === 'string' ? owner : null
}

const mostSaid = 3

/** "table public.orders changed, view public.totals added and 4 more". */
export function objectsInWords({ objects, count }: { objects: Objects; count: number }): string {
  const said = objects.slice(0, mostSaid).map(({ change, kind, name }) => `${kind} ${name} ${change}`)
  return count > said.length ? `${said.join(', ')} and ${count - said.length} more` : said.join(', ')
}
