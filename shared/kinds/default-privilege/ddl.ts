import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { change, heldBy, quoteGrantee, usual, type Held } from '../privilege/grants.ts'

/** Letter of pg_default_acl: noun of the statement, and a kind that has the same privileges. */
const nouns: Readonly<Record<string, readonly [noun: string, example: string]>> = {
  r: ['TABLES', 'table:'], S: ['SEQUENCES', 'sequence:'], f: ['FUNCTIONS', 'function:'], T: ['TYPES', 'enum:'], n: ['SCHEMAS', 'schema:'], L: ['LARGE OBJECTS', 'large-object:'],
}

/** What PostgreSQL gives by itself; nothing where the entry is of a schema, because it comes on top. */
function usualOf(fact: Fact): Held {
  const [, schema, letter = ''] = fact.path
  if (schema !== '') return { plain: [], grantable: [] }
  if (letter === 'L') return { plain: fact.data['owner'] === true ? ['SELECT', 'UPDATE'] : [], grantable: [] }
  return { plain: usual(nouns[letter]?.[1] ?? '', fact.data['owner'] === true ? 'owner' : (fact.path[3] ?? '')), grantable: [] }
}

function statements(fact: Fact, before: Held, after: Held, version: number): ActionDraft[] {
  const [role = '', schema = '', letter = '', grantee = ''] = fact.path
  const head = `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdentifier(role)}${schema === '' ? '' : ` IN SCHEMA ${quoteIdentifier(schema)}`}`
  const noun = nouns[letter]?.[0] ?? letter
  const who = quoteGrantee(grantee)
  const roles = [role, ...(grantee === 'PUBLIC' ? [] : [grantee])]
  return change(before, after).flatMap(({ verb, privileges }) => {
    const known = privileges.filter((privilege) => privilege !== 'MAINTAIN' || version >= 170_000)
    if (known.length === 0) return []
    const what = `${known.join(', ')} ON ${noun}`
    if (verb === 'revoke') return [{ sql: `${head} REVOKE ${what} FROM ${who}`, roles }]
    if (verb === 'revoke-option') return [{ sql: `${head} REVOKE GRANT OPTION FOR ${what} FROM ${who}`, roles }]
    return [{ sql: `${head} GRANT ${what} TO ${who}${verb === 'grant-option' ? ' WITH GRANT OPTION' : ''}`, roles }]
  })
}

export function create(fact: Fact, at: At): readonly ActionDraft[] {
  return statements(fact, usualOf(fact), heldBy(fact), at.version)
}

export function drop(fact: Fact, at: At): readonly ActionDraft[] {
  return statements(fact, heldBy(fact), usualOf(fact), at.version)
}

export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  return statements(after, heldBy(before), heldBy(after), at.version)
}
