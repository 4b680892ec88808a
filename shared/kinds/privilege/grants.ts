import type { Fact, FactId } from '../../schema/fact.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { signatureOf, targetOf } from '../comment/target.ts'
import { without } from '../naming.ts'

/** A grantee's privileges on one object. */
export interface Held {
  readonly plain: readonly string[]
  readonly grantable: readonly string[]
}

const list = (fact: Fact, name: string) => (fact.data[name] ?? []) as readonly string[]

export function heldBy(fact: Fact): Held {
  return { plain: list(fact, 'privileges'), grantable: list(fact, 'grantable') }
}

/** What the grantee has when no fact says otherwise: `revoked` is what is given by itself and is missing; what is given by itself and present counts too. */
export function usuallyHeld(fact: Fact): Held {
  const object = fact.path.length > 1 || fact.parent?.startsWith('column:') ? [] : usual(fact.parent ?? '', fact.data['owner'] === true ? 'owner' : (fact.path[0] ?? ''))
  return { plain: object, grantable: [] }
}

const everything: Readonly<Record<string, readonly string[]>> = {
  relation: ['DELETE', 'INSERT', 'MAINTAIN', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'], sequence: ['SELECT', 'UPDATE', 'USAGE'], routine: ['EXECUTE'], schema: ['CREATE', 'USAGE'], use: ['USAGE'],
}

const classes: Readonly<Record<string, string>> = {
  table: 'relation', view: 'relation', 'materialized-view': 'relation', 'foreign-table': 'relation', sequence: 'sequence', function: 'routine', procedure: 'routine', aggregate: 'routine',
  schema: 'schema', enum: 'use', composite: 'use', domain: 'use', range: 'use', language: 'use', 'foreign-data-wrapper': 'use', server: 'use',
}

const kindIn = (id: FactId) => /^[a-z-]+/.exec(id)?.[0] ?? ''

/** acldefault(): the owner has everything; PUBLIC has EXECUTE of routines and USAGE of types and languages. */
export function usual(object: FactId, grantee: string): readonly string[] {
  const kind = kindIn(object)
  const all = everything[classes[kind] ?? ''] ?? []
  if (grantee === 'owner') return all
  if (grantee !== 'PUBLIC') return []
  return classes[kind] === 'routine' || (classes[kind] === 'use' && kind !== 'foreign-data-wrapper' && kind !== 'server') ? all : []
}

export function quoteGrantee(grantee: string): string {
  return grantee === 'PUBLIC' ? 'PUBLIC' : quoteIdentifier(grantee)
}

/** The object as GRANT names it. undefined: it is gone, or has no privileges. */
export function grantTarget(fact: Fact, snapshot: Snapshot): { on: string; columns: string } | undefined {
  const object = snapshot.get(fact.parent ?? '')
  if (!object) return undefined
  if (object.kind === 'column') return { on: `TABLE ${object.path.slice(0, 2).map(quoteIdentifier).join('.')}`, columns: ` (${quoteIdentifier(object.path[2] ?? '')})` }
  const on = grantOn(object)
  const [, column] = fact.path
  return on === undefined ? undefined : { on, columns: column === undefined ? '' : ` (${quoteIdentifier(column)})` }
}

/** GRANT calls every relation a table, every type a type, and aggregates functions. */
export function grantOn(object: Fact): string | undefined {
  const kind = classes[object.kind]
  const target = targetOf(object)
  if (kind === undefined || target === undefined) return undefined
  if (kind === 'relation') return `TABLE ${object.path.map(quoteIdentifier).join('.')}`
  if (object.kind === 'aggregate') return `FUNCTION ${object.path.slice(0, 2).map(quoteIdentifier).join('.')}${signatureOf(object)}`
  if (object.kind === 'server') return `FOREIGN ${target}`
  return target.replace(/^DOMAIN /, 'TYPE ')
}

/** The statements that turn what a grantee has into what it shall have: `GRANT x ON`, with the grantee at the end. */
export function change(before: Held, after: Held): readonly { verb: 'grant' | 'grant-option' | 'revoke' | 'revoke-option'; privileges: readonly string[] }[] {
  const had = [...before.plain, ...before.grantable]
  const has = [...after.plain, ...after.grantable]
  const all = [
    { verb: 'revoke' as const, privileges: without(had, has) },
    { verb: 'revoke-option' as const, privileges: before.grantable.filter((privilege) => after.plain.includes(privilege)) },
    { verb: 'grant' as const, privileges: without(after.plain, had) },
    { verb: 'grant-option' as const, privileges: without(after.grantable, before.grantable) },
  ]
  return all.filter(({ privileges }) => privileges.length > 0)
}
