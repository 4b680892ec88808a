import type { Command } from 'commander'
import { addCommon } from './operation-command.ts'
import type { ProgramOptions } from './program.ts'

export interface PeopleFlags {
  grant?: string[]
  displayName?: string
  days?: string
  url?: string
  json?: boolean
  quiet?: boolean
}

const grantHelp = 'ROLE on everything, or ROLE@ENVIRONMENT: viewer, developer, operator, approver, owner; again for more'

/** By hand, because a person writes a role as one word. */
export function addPeople(users: Command, tokens: Command, { terminal, exit }: ProgramOptions): void {
  const add = (parent: Command, words: string, summary: string, shape: (command: Command) => Command, run: (names: string[], flags: PeopleFlags) => Promise<number>) => {
    const command = shape(parent.command(words).summary(summary).description(`${summary}.`))
    addCommon(command)
    command.action(async (...called: unknown[]) => exit(await run(called.slice(0, -2).map(String), called.at(-2) as PeopleFlags)))
  }
  const people = () => import('../run/people.ts')
  const granting = (command: Command) => command.requiredOption('--grant <role@environment...>', grantHelp)
  add(users, 'create <name>', 'Add a user; the password is made and shown once', (command) => granting(command).option('--display-name <name>', 'As others see it'), async ([name = ''], flags) => (await people()).createUser(terminal, name, flags))
  add(users, 'grant <user>', 'Say anew what a user may do where', granting, async ([user = ''], flags) => (await people()).changeUser(terminal, user, { grant: flags.grant ?? [] }, flags))
  add(users, 'disable <user>', 'Keep a user out; all sessions end', (command) => command, async ([user = ''], flags) => (await people()).changeUser(terminal, user, { disabled: true }, flags))
  add(users, 'enable <user>', 'Let a user in again', (command) => command, async ([user = ''], flags) => (await people()).changeUser(terminal, user, { disabled: false }, flags))
  add(users, 'owner-link', 'Print a link that makes an owner, good once, for a day', (command) => command.option('--url <address>', 'Address of the server, to stand before the link'), async (_names, flags) => (await people()).ownerLinkOf(terminal, flags))
  add(tokens, 'create <name>', 'Make an API token, shown once', (command) => granting(command).option('--days <number>', 'Days until it expires', '90'), async ([name = ''], flags) => (await people()).createToken(terminal, name, flags))
}
