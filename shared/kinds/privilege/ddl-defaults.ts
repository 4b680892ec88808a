import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { satelliteId } from '../../schema/fact.ts'
import { grantOn, quoteGrantee, usual } from './grants.ts'

/** Letter of pg_default_acl for the kinds that have one. */
const letters: Readonly<Record<string, string>> = {
  table: 'r', view: 'r', 'materialized-view': 'r', 'foreign-table': 'r', sequence: 'S', function: 'f', procedure: 'f', aggregate: 'f', enum: 'T', composite: 'T', domain: 'T', range: 'T', schema: 'n',
}

/** Default privileges, of whichever role, that a fresh object of this kind and schema may have got. */
function concerning(object: Fact, at: At): readonly Fact[] {
  const letter = letters[object.kind]
  if (letter === undefined) return []
  return defaultsOf(at).filter(({ path }) => path[2] === letter && (path[1] === '' || path[1] === object.path[0]))
}

const known = new WeakMap<object, readonly Fact[]>()

/** Those of the database as it is before the plan: new ones are made last. */
function defaultsOf(at: At): readonly Fact[] {
  let found = known.get(at.there)
  if (!found) {
    found = [...at.there.facts.values()].filter((fact) => fact.kind === 'default-privilege')
    known.set(at.there, found)
  }
  return found
}

/** Privileges that default privileges may have given to the grantee of a privilege on a fresh object. */
export function givenByDefault(fact: Fact, at: At): readonly string[] {
  const object = at.here.get(fact.parent ?? '')
  if (!object || (at.there.has(object.id) && !at.rebuilt(object.id))) return []
  return concerning(object, at).filter((given) => given.path[3] === fact.path[0]).flatMap((given) => ['privileges', 'grantable'].flatMap((name) => (given.data[name] ?? []) as string[]))
}

/** Takes back from others what a fresh object got by default privileges and shall not have, and gives back to PUBLIC what they withheld. */
export function withdrawDefaults(object: Fact, at: At): readonly ActionDraft[] {
  const target = grantOn(object)
  if (target === undefined || (at.there.has(object.id) && !at.rebuilt(object.id))) return []
  const grantees = new Map(concerning(object, at).map((given) => [given.path[3] ?? '', given]))
  return [...grantees].flatMap(([grantee, given]) => {
    if (at.here.has(satelliteId('privilege', object.id, grantee)) || given.data['owner'] === true) return []
    const wanted = usual(object.id, grantee)
    const why = 'default privileges of this database would leave it otherwise'
    if (wanted.length > 0) return [{ sql: `GRANT ${wanted.join(', ')} ON ${target} TO ${quoteGrantee(grantee)}`, why }]
    return [{ sql: `REVOKE ALL ON ${target} FROM ${quoteGrantee(grantee)}`, why }]
  })
}
