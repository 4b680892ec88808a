import type { Fact } from '../../schema/fact.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { optionsOf } from './options.ts'

/** ` OPTIONS (...)`, or nothing. Secret options are left out. */
export function createOptions(fact: Fact): string {
  const parts = Object.entries(optionsOf(fact)).flatMap(([name, value]) => (typeof value === 'string' ? [`${quoteIdentifier(name)} ${quoteLiteral(value)}`] : []))
  return parts.length > 0 ? ` OPTIONS (${parts.join(', ')})` : ''
}

/** ` OPTIONS (ADD ..., SET ..., DROP ...)`, or nothing where the options are equal but for secret ones to be set. */
export function alterOptions(before: Fact, after: Fact): string {
  const old = optionsOf(before)
  const wanted = optionsOf(after)
  const parts = [
    ...Object.keys(old).filter((name) => !(name in wanted)).map((name) => `DROP ${quoteIdentifier(name)}`),
    ...Object.entries(wanted).flatMap(([name, value]) => (typeof value !== 'string' || old[name] === value ? [] : [`${name in old ? 'SET' : 'ADD'} ${quoteIdentifier(name)} ${quoteLiteral(value)}`])),
  ]
  return parts.length > 0 ? ` OPTIONS (${parts.join(', ')})` : ''
}

/** Names the options that a person must set by hand, because their values are not read. */
export function secretsToSet(after: Fact, before?: Fact): { why?: string } {
  const names = Object.entries(optionsOf(after)).filter(([name, value]) => typeof value !== 'string' && !(before && name in optionsOf(before))).map(([name]) => name)
  return names.length > 0 ? { why: `the secret ${names.length === 1 ? 'option' : 'options'} ${names.join(', ')} must be set by hand: secrets are not read` } : {}
}
