import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { relationOf, targetOf } from '../comment/target.ts'
import { withdrawDefaults } from '../privilege/ddl-defaults.ts'

/** ALTER ... OWNER TO takes ACCESS EXCLUSIVE on a relation (documentation of ALTER TABLE). */
function give(fact: Fact, at: At): readonly ActionDraft[] {
  const object = at.here.get(fact.parent ?? '')
  const target = object && targetOf(object)
  if (!object || target === undefined) return []
  const role = String(fact.data['role'] ?? '')
  const relation = relationOf(object)
  return [{ sql: `ALTER ${target} OWNER TO ${quoteIdentifier(role)}`, roles: [role], locks: relation === undefined ? [] : [{ mode: 'ACCESS EXCLUSIVE', relation }] }]
}

/** Whose a fresh object is, only the server knows: the owner is always said, and what default privileges gave to others beyond the plan is taken back. */
export function create(fact: Fact, at: At): readonly ActionDraft[] {
  const object = at.here.get(fact.parent ?? '')
  return [...give(fact, at), ...(object ? withdrawDefaults(object, at) : [])]
}

/** An object always has an owner: the fact goes with it. */
export function drop(): readonly ActionDraft[] {
  return []
}

/** Privileges that go are revoked first: what the new owner has as a grantee would become the owner's own. */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  const gone = at.there.children(before.parent ?? '', 'privilege').map(({ id }) => id).filter((id) => !at.here.has(id))
  return give(after, at).map((draft) => ({ ...draft, after: gone }))
}
