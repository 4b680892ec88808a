import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { AppError } from '#shared/contract/app-error.ts'
import { refusalOf, type AddressRules } from './address-rules.ts'

export interface Found {
  address: string
  family: number
}

export type Resolver = (host: string) => Promise<readonly Found[]>

const systemResolver: Resolver = (host) => systemLookup(host, { all: true, verbatim: true })

/**
 * Resolves a host once and checks every address that it has. Connect to one of what this gives and to nothing else: a name that is resolved
 * again may by then lead elsewhere. Throws `address_refused`, and what the resolver throws.
 */
export async function resolveChecked(rules: AddressRules, host: string, resolver: Resolver = systemResolver): Promise<readonly Found[]> {
  const literal = isIP(host)
  const found = literal === 0 ? await resolver(host) : [{ address: host, family: literal }]
  for (const { address } of found) {
    const problem = refusalOf(rules, address, host)
    if (problem) throw refused(host, address, problem)
  }
  return found
}

/** For sockets: connects to addresses that were checked, whatever name is asked for. */
export function lookupOf(found: readonly Found[]): LookupFunction {
  return (host, { all }, done) => {
    const [first] = found
    if (!first) done(Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' }), '', 0)
    else if (all) done(null, [...found])
    else done(null, first.address, first.family)
  }
}

function refused(host: string, address: string, problem: string): AppError {
  return new AppError('address_refused', { address: host === address ? host : `${host} (${address})`, problem }, { help: 'Give another address, or let the server permit this one with STRATA_ALLOW_ADDRESSES.' })
}
