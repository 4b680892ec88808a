import { satelliteId, type Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { change, grantTarget, heldBy, quoteGrantee, usuallyHeld, type Held } from './grants.ts'
import { givenByDefault } from './ddl-defaults.ts'

/** The role: the owner's own privileges are those of the owner that the object has there. */
function granteeOf(fact: Fact, snapshot: Snapshot): string {
  const owner = fact.data['owner'] === true ? snapshot.children(fact.parent ?? '', 'owner')[0]?.data['role'] : undefined
  return typeof owner === 'string' ? owner : (fact.path[0] ?? '')
}

function statements(fact: Fact, snapshot: Snapshot, before: Held, after: Held, version: number): ActionDraft[] {
  const target = grantTarget(fact, snapshot)
  if (!target) return []
  const grantee = granteeOf(fact, snapshot)
  const roles = grantee === 'PUBLIC' ? {} : { roles: [grantee] }
  return change(before, after).flatMap(({ verb, privileges }) => {
    const known = privileges.filter((privilege) => privilege !== 'MAINTAIN' || version >= 170_000)
    if (known.length === 0) return []
    const what = `${known.map((privilege) => `${privilege}${target.columns}`).join(', ')} ON ${target.on}`
    const who = quoteGrantee(grantee)
    if (verb === 'revoke') return [{ sql: `REVOKE ${what} FROM ${who}`, ...roles }]
    if (verb === 'revoke-option') return [{ sql: `REVOKE GRANT OPTION FOR ${what} FROM ${who}`, ...roles }]
    return [{ sql: `GRANT ${what} TO ${who}${verb === 'grant-option' ? ' WITH GRANT OPTION' : ''}`, ...roles }]
  })
}

/** Grants follow the change of the owner, which would take the new owner's along. */
function afterOwner(fact: Fact, drafts: readonly ActionDraft[], at: At): readonly ActionDraft[] {
  const object = at.here.get(fact.parent ?? '')
  const needs = [satelliteId('owner', (object?.kind === 'column' ? object.parent : object?.id) ?? '')]
  return drafts.map((draft) => ({ ...draft, needs }))
}

/** What default privileges of the database may have given beyond it is taken back first. */
export function create(fact: Fact, at: At): readonly ActionDraft[] {
  const extra = fact.path.length === 1 ? givenByDefault(fact, at) : []
  const usual = usuallyHeld(fact)
  const after = heldBy(fact)
  const taken = statements(fact, at.here, { plain: extra.filter((privilege) => !usual.plain.includes(privilege)), grantable: [] }, { plain: [], grantable: [] }, at.version)
  return afterOwner(fact, [...taken, ...statements(fact, at.here, usual, after, at.version)], at)
}

/** REVOKE on a table takes the same privilege on its columns along; those that stay are given again. */
function columnsAgain(fact: Fact, target: Snapshot, at: At): ActionDraft[] {
  if (fact.path.length !== 1 || !target.has(fact.parent ?? '')) return []
  const columns = [...target.children(fact.parent ?? '', 'column').flatMap((column) => target.children(column.id, 'privilege')), ...target.children(fact.parent ?? '', 'privilege').filter((other) => other.path.length > 1)]
  return columns.filter((other) => other.path[0] === fact.path[0]).flatMap((other) => statements(other, target, { plain: [], grantable: [] }, heldBy(other), at.version))
}

export function drop(fact: Fact, at: At): readonly ActionDraft[] {
  if (!at.there.has(fact.parent ?? '')) return []
  return [...statements(fact, at.here, heldBy(fact), usuallyHeld(fact), at.version), ...columnsAgain(fact, at.there, at)]
}

export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  const drafts = statements(after, at.here, heldBy(before), heldBy(after), at.version)
  return afterOwner(after, drafts.some(({ sql }) => sql.startsWith('REVOKE')) ? [...drafts, ...columnsAgain(after, at.here, at)] : drafts, at)
}
