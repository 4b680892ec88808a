import { AppError } from '#shared/contract/app-error.ts'
import { ownerLink } from '#shared/contract/access.ts'
import { accountsOf } from '#engine/access/accounts.ts'
import type { PeopleFlags } from '../commands/people.ts'
import { openSession, type Session } from '../session/open-session.ts'
import type { Terminal } from '../terminal.ts'
import { grantOf } from './grant-text.ts'
import { logTo } from './log.ts'
import { printOutput } from './print.ts'

/** Adds a user; resolves to the exit code. Throws the AppErrors of `access.createUser`. */
export function createUser(terminal: Terminal, name: string, { grant = [], displayName = '', json }: PeopleFlags): Promise<number> {
  return inStore(terminal, async ({ client }) => printOutput(terminal, 'access.createUser', await client.access.createUser({ name, displayName, grants: grant.map(grantOf) }), json === true))
}

export interface UserChange {
  grant?: string[]
  disabled?: boolean
}

export function changeUser(terminal: Terminal, user: string, { grant, disabled }: UserChange, { json }: PeopleFlags): Promise<number> {
  return inStore(terminal, async ({ client }) => printOutput(terminal, 'access.updateUser', await client.access.updateUser({ user, ...(grant && { grants: grant.map(grantOf) }), ...(disabled !== undefined && { disabled }) }), json === true))
}

export function createToken(terminal: Terminal, name: string, { grant = [], days, json }: PeopleFlags): Promise<number> {
  return inStore(terminal, async ({ client }) => printOutput(terminal, 'access.createToken', await client.access.createToken({ name, grants: grant.map(grantOf), days: Number(days) }), json === true))
}

/** The way back for an owner who is lost: whoever has a shell at the store is its owner. */
export function ownerLinkOf(terminal: Terminal, { url = '' }: PeopleFlags): Promise<number> {
  if (process.env.STRATA_TOKEN) throw new AppError('not_allowed', { what: 'Making an owner with a token' }, { help: 'Take STRATA_TOKEN out of the environment.' })
  return inStore(terminal, async ({ engine }) => {
    terminal.out(`${url.replace(/\/+$/, '')}${ownerLink}${await accountsOf(engine).links.make()}\n`)
    if (url === '') terminal.err('Write the address of the server before it.\n')
  })
}

async function inStore(terminal: Terminal, work: (session: Session) => Promise<void>): Promise<number> {
  const session = await openSession({ kind: 'saved', env: undefined }, {}, logTo(terminal))
  try {
    await work(session)
    return 0
  } finally {
    await session.close()
  }
}
