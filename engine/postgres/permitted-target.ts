import { Socket } from 'node:net'
import type { AddressPolicy } from '../addresses/address-rules.ts'
import { lookupOf, resolveChecked } from '../addresses/checked-lookup.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Target } from './settings/target.ts'

/** A folder of sockets, or a socket in Linux's abstract space. */
export function isSocketFolder(host: string): boolean {
  return host.startsWith('/') || host.startsWith('@')
}

/**
 * The target with the addresses of its host, once each of them was found to be permitted: sessions go to these, whatever the name leads to
 * a moment later. A name that cannot be resolved is left to the connection to tell. Throws `address_refused`.
 */
export async function permittedTarget(target: Target, addresses: Pick<AddressPolicy, 'databases'> | undefined): Promise<Target> {
  if (!addresses || isSocketFolder(target.host)) return target
  try {
    return { ...target, found: await resolveChecked(addresses.databases, target.host) }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    return target
  }
}

/** A socket that goes to the addresses that were found, and to no other. */
export function socketTo({ found }: Target): Socket {
  const socket = new Socket()
  if (!found) return socket
  const connect = socket.connect.bind(socket)
  return Object.assign(socket, { connect: (port: number, host: string) => connect({ port, host, lookup: lookupOf(found) }) })
}
