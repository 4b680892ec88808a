import { AppError } from '../../contract/app-error.ts'
import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { lastName, textOf } from '../naming.ts'
import { parameters } from './catalog.sql.ts'

const publicationsOf = (fact: Fact) => (fact.data['publications'] ?? []) as readonly string[]
const parametersOf = (fact: Fact) => (fact.data['parameters'] ?? {}) as Readonly<Record<string, string>>
const slotOf = (fact: Fact) => (typeof fact.data['slot'] === 'object' ? 'NONE' : quoteLiteral(textOf(fact, 'slot') ?? fact.path[0] ?? ''))

/** Never connects: neither slot nor copy of the data is made; a person enables it when its password is set. */
export function create(fact: Fact): readonly ActionDraft[] {
  const options = ['connect = false', `slot_name = ${slotOf(fact)}`, ...Object.entries(parametersOf(fact)).map(([name, value]) => `${name} = ${quoteLiteral(value)}`)]
  const password = fact.info?.['secret'] === true ? 'set its password with ALTER SUBSCRIPTION ... CONNECTION, because secrets are not read; ' : ''
  return [{
    sql: `CREATE SUBSCRIPTION ${lastName(fact)} CONNECTION ${quoteLiteral(textOf(fact, 'connection') ?? '')} PUBLICATION ${publicationsOf(fact).map(quoteIdentifier).join(', ')} WITH (${options.join(', ')})`,
    why: `it is made without a connection: ${password}then make the slot on the publisher, enable it and refresh it`,
  }]
}

/** The slot on the publisher is let go first: DROP SUBSCRIPTION would connect to it, and could not run in a transaction. */
export function drop(fact: Fact): readonly ActionDraft[] {
  const name = lastName(fact)
  const last: ActionDraft = { sql: `DROP SUBSCRIPTION ${name}` }
  if (slotOf(fact) === 'NONE') return [last]
  const why = `the replication slot ${slotOf(fact)} stays on the publisher, where it must be dropped by hand or it holds back WAL`
  return [{ sql: `ALTER SUBSCRIPTION ${name} DISABLE` }, { sql: `ALTER SUBSCRIPTION ${name} SET (slot_name = NONE)`, why }, last]
}

export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  const name = lastName(after)
  const drafts: ActionDraft[] = []
  const connection = textOf(after, 'connection')
  if (connection !== undefined && textOf(before, 'connection') !== undefined && connection !== textOf(before, 'connection')) {
    if (after.info?.['secret'] === true || before.info?.['secret'] === true) throw new AppError('plan_impossible', { problem: `the connection of the subscription ${name} differs and holds a password, which Strata does not read. Change it by hand with ALTER SUBSCRIPTION, or leave this difference out.` })
    drafts.push({ sql: `ALTER SUBSCRIPTION ${name} CONNECTION ${quoteLiteral(connection)}` })
  }
  if (publicationsOf(before).join() !== publicationsOf(after).join()) {
    drafts.push({ sql: `ALTER SUBSCRIPTION ${name} SET PUBLICATION ${publicationsOf(after).map(quoteIdentifier).join(', ')} WITH (refresh = false)`, why: 'without a refresh, which would connect to the publisher' })
  }
  const [old, wanted] = [parametersOf(before), parametersOf(after)]
  if (old['two_phase'] !== wanted['two_phase']) return null
  const changed = parameters.filter(({ name: parameter }) => old[parameter] !== wanted[parameter]).map(({ name: parameter, standard }) => `${parameter} = ${quoteLiteral(wanted[parameter] ?? standard)}`)
  if (slotOf(before) !== slotOf(after)) changed.unshift(`slot_name = ${slotOf(after)}`)
  if (changed.length > 0) drafts.push({ sql: `ALTER SUBSCRIPTION ${name} SET (${changed.join(', ')})` })
  return drafts
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER SUBSCRIPTION ${lastName(before)} RENAME TO ${lastName(after)}` }]
}
