import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { qualified } from '../../sql/quote.ts'
import { isBroughtByAttaching } from '../table/family.ts'
import { lock } from '../table/names.ts'

/** Name of an index, or of a constraint's index, which stands in the schema of its table. */
const indexName = (fact: Fact) => qualified(fact.path[0] ?? '', fact.path.at(-1) ?? '')

/** Indexes of partitions that are attached to an index, or constraints to a constraint, one step down. */
export function attachedTo(snapshot: Snapshot, part: Fact): readonly Fact[] {
  return snapshot.usedBy(part.id).flatMap((id) => snapshot.get(id) ?? []).filter(({ data }) => data['attachedTo'] === part.id)
}

function attach(above: Fact, part: Fact, at: At): ActionDraft {
  return { sql: `ALTER INDEX ${indexName(above)} ATTACH PARTITION ${indexName(part)}`, needs: [part.id, above.id], locks: lock('ACCESS EXCLUSIVE', above.id, part.id, at.here.get(part.id)?.parent ?? null) }
}

/** All that are attached to an index or constraint, all the way down. It is not valid, and no foreign key can refer to it, before they are. */
export function attachedBelow(snapshot: Snapshot, part: Fact): readonly Fact[] {
  return attachedTo(snapshot, part).flatMap((lower) => [lower, ...attachedBelow(snapshot, lower)])
}

/** A new index of a partition is attached, unless attaching its table does it. */
export function attachSelf(part: Fact, at: At): ActionDraft[] {
  const above = typeof part.data['attachedTo'] === 'string' ? at.here.get(part.data['attachedTo']) : undefined
  return !above || isBroughtByAttaching(part, at) ? [] : [attach(above, part, at)]
}
