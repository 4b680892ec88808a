import type { FactId } from '#shared/schema/fact.ts'
import type { Registry } from '#shared/schema/kind.ts'
import type { Rename } from '#shared/schema/rename/apply-renames.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'

/** A schema with the address of each of its objects in the catalog, which a rename leaves as it is. */
export interface AddressedSchema {
  snapshot: Snapshot
  addresses: ReadonlyMap<string, FactId>
}

/** What must be renamed to come from `after` back to `before`, known by the addresses: nothing is guessed. */
export function renamesBack(before: AddressedSchema, after: AddressedSchema, registry: Registry): Rename[] {
  const found: Rename[] = []
  for (const [address, from] of after.addresses) {
    const to = before.addresses.get(address)
    if (to === undefined || to === from || before.snapshot.has(from) && after.snapshot.has(to)) continue
    if (isRename(from, to, before.snapshot, after.snapshot, registry)) found.push({ from, to })
  }
  return found
}

/** A part whose whole alone has another name goes along with it. */
function isRename(from: FactId, to: FactId, before: Snapshot, after: Snapshot, registry: Registry): boolean {
  const [old, now] = [before.get(to), after.get(from)]
  if (!old || !now || old.kind !== now.kind || !registry.get(old.kind)?.rename) return false
  return old.path.at(-1) !== now.path.at(-1) || (old.parent === null && now.parent === null && old.path[0] !== now.path[0])
}
