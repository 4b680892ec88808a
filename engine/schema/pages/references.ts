import type { ObjectRef } from '#shared/contract/schema.ts'
import { factId, kindOf, type Fact, type FactId } from '#shared/schema/fact.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'

/** Comments, owners, privileges: what says something about another fact, and has no place of its own in a tree. */
export function isSatellite({ id, parent }: Fact): boolean {
  return parent !== null && id.endsWith(`@${parent}`)
}

/** Kinds that a person sees as a line of their object, not as an object. */
const lines: ReadonlySet<string> = new Set(['column', 'default', 'domain-constraint'])

/** Whether a tree shows it as a node of its own. */
export function isObject(fact: Fact): boolean {
  return !isSatellite(fact) && !lines.has(fact.kind)
}

/** Parts that mean nothing without their object: what uses them uses it. */
const folded: ReadonlySet<string> = new Set([...lines, 'constraint', 'index', 'statistics'])

/** The object that a person would name for a fact: of a column, a constraint or a comment that of their table. */
export function objectOf(snapshot: Snapshot, id: FactId): Fact | undefined {
  let fact = snapshot.get(id)
  while (fact?.parent && (isSatellite(fact) || folded.has(fact.kind))) fact = snapshot.get(fact.parent)
  return fact
}

/** The outermost fact that it is a part of: of a trigger its table. */
export function rootOf(snapshot: Snapshot, id: FactId): Fact | undefined {
  let fact = snapshot.get(id)
  for (let above = fact; above; above = above.parent === null ? undefined : snapshot.get(above.parent)) fact = above
  return fact
}

/** Schema that a fact lies in; null for what is in none, such as an extension. */
export function schemaOf(snapshot: Snapshot, fact: Fact): string | null {
  if (isSatellite(fact)) {
    const parent = fact.parent === null ? undefined : snapshot.get(fact.parent)
    return parent ? schemaOf(snapshot, parent) : null
  }
  const [first] = fact.path
  return first !== undefined && fact.path.length > 1 && schemasOf(snapshot).has(first) ? first : null
}

const schemas = new WeakMap<Snapshot, ReadonlySet<string>>()

function schemasOf(snapshot: Snapshot): ReadonlySet<string> {
  const known = schemas.get(snapshot)
  if (known) return known
  const found = new Set(['public'])
  for (const { kind, path } of snapshot.facts.values()) if (kind === 'schema' && path[0] !== undefined) found.add(path[0])
  schemas.set(snapshot, found)
  return found
}

/** The last name of its path; of routines with their arguments, so that overloads can be told apart. */
export function nameOf(snapshot: Snapshot, fact: Fact): string {
  if (isSatellite(fact)) return satelliteName(snapshot, fact)
  const inSchema = schemaOf(snapshot, fact) !== null
  const name = inSchema ? (fact.path.at(-1) ?? '') : fact.path.join('.')
  return name + signatureOf(fact)
}

export function referenceOf(snapshot: Snapshot, fact: Fact): ObjectRef {
  return { id: fact.id, kind: fact.kind, schema: schemaOf(snapshot, fact), name: nameOf(snapshot, fact) }
}

/** A reference to what is not in the snapshot: PostgreSQL's own objects, or those of a schema that was not read. */
export function referenceToAbsent(id: FactId): ObjectRef {
  return { id, kind: kindOf(id), schema: null, name: id.slice(kindOf(id).length + 1) }
}

/** `(integer,text)` of a routine, else nothing. */
function signatureOf(fact: Fact): string {
  if (!fact.id.endsWith(')')) return ''
  const plain = factId(fact.kind, fact.path)
  return fact.id.startsWith(`${plain}(`) ? fact.id.slice(plain.length) : ''
}

/** A privilege is known by its grantee; what has no sisters, by what it is about. */
function satelliteName(snapshot: Snapshot, fact: Fact): string {
  const own = fact.id.slice(fact.kind.length + 1, fact.id.length - (fact.parent?.length ?? 0) - 1)
  const about = fact.parent === null ? undefined : snapshot.get(fact.parent)
  if (own === '') return about ? nameOf(snapshot, about) : fact.path.join('.')
  return fact.path.at(-1) ?? own
}
