import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { changedNames, listIn, nameIn, ownName, textIn } from '../fact-data.ts'

/** CREATE, ALTER and DROP POLICY take ACCESS EXCLUSIVE on the table (policy.c). */
const locks = (fact: Fact) => (fact.parent === null ? [] : [{ mode: 'ACCESS EXCLUSIVE' as const, relation: fact.parent }])

const rolesOf = (fact: Fact) => {
  const roles = listIn(fact, 'roles')
  return roles.length === 0 ? 'PUBLIC' : roles.map(quoteIdentifier).join(', ')
}

function expressions(fact: Fact, names: readonly string[]): string {
  const using = names.includes('using') ? textIn(fact, 'using') : undefined
  const check = names.includes('check') ? textIn(fact, 'check') : undefined
  return `${using === undefined ? '' : ` USING (${using})`}${check === undefined ? '' : ` WITH CHECK (${check})`}`
}

export function create(fact: Fact): readonly ActionDraft[] {
  const command = textIn(fact, 'command')
  const words = [fact.data.restrictive === true ? ' AS RESTRICTIVE' : '', command === undefined ? '' : ` FOR ${command}`, ` TO ${rolesOf(fact)}`]
  return [
    {
      sql: `CREATE POLICY ${ownName(fact)} ON ${nameIn(fact)}${words.join('')}${expressions(fact, ['using', 'check'])}`,
      roles: listIn(fact, 'roles'),
      locks: locks(fact),
    },
  ]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP POLICY ${ownName(fact)} ON ${nameIn(fact)}`, locks: locks(fact) }]
}

/** ALTER POLICY changes roles and expressions; it can neither take an expression away nor change the command. */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  const changed = changedNames(before, after)
  const lost = (name: string) => changed.includes(name) && textIn(after, name) === undefined
  if (changed.includes('command') || changed.includes('restrictive') || lost('using') || lost('check')) return null
  const roles = changed.includes('roles') ? ` TO ${rolesOf(after)}` : ''
  return [
    { sql: `ALTER POLICY ${ownName(after)} ON ${nameIn(after)}${roles}${expressions(after, changed)}`, roles: listIn(after, 'roles'), locks: locks(after) },
  ]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER POLICY ${ownName(before)} ON ${nameIn(after)} RENAME TO ${ownName(after)}`, locks: locks(before) }]
}
