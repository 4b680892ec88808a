import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { AppError } from '#shared/contract/app-error.ts'
import type { StrataClient } from '#shared/contract/client.ts'
import type { EnvironmentInput } from '#shared/contract/environments.ts'
import { backupRulesOf, policiesOf, type EnvAddFlags } from '../commands/env-add-flags.ts'
import { openSession } from '../session/open-session.ts'
import type { Terminal } from '../terminal.ts'
import { logTo } from './log.ts'
import { printOutput } from './print.ts'

/** Saves an environment; resolves to the exit code. Throws the AppErrors of `environments.parse` and `environments.create`. */
export async function addEnvironment(terminal: Terminal, name: string, flags: EnvAddFlags): Promise<number> {
  const url = flags.url ?? process.env.STRATA_URL ?? process.env.DATABASE_URL
  if (!url) throw new AppError('bad_request', { problem: 'no address is given' }, { help: 'Add --url postgres://user@host:5432/database, or set STRATA_URL.' })
  const password = flags.passwordStdin ? await firstLine() : undefined
  const session = await openSession({ kind: 'saved', env: undefined }, {}, logTo(terminal))
  try {
    const parsed = await session.client.environments.parse({ text: url })
    for (const note of parsed.notes) terminal.err(`${note}\n`)
    const shadow = flags.shadow === undefined ? undefined : await session.client.environments.parse({ text: flags.shadow })
    const input = { ...inputOf(name, flags, parsed.connection, password ?? parsed.password), ...(shadow && shadowOf(shadow)) }
    const environment = await session.client.environments.create(input)
    await printOutput(terminal, 'environments.get', environment, flags.json === true)
    if (!flags.json) terminal.err(`\nNext: strata doctor --env ${/\s/.test(name) ? JSON.stringify(name) : name}\n`)
    return 0
  } finally {
    await session.close()
  }
}

type Parsed = Awaited<ReturnType<StrataClient['environments']['parse']>>

/** The database is only the one to connect to first. */
function shadowOf({ connection, password }: Parsed): Pick<EnvironmentInput, 'shadow' | 'shadowPassword'> {
  const shadow = { ...connection, database: connection.database ?? 'postgres' }
  return { shadow, shadowPassword: password } as unknown as Pick<EnvironmentInput, 'shadow' | 'shadowPassword'>
}

/** What is wrong in it is found, and named, where all requests are checked. */
function inputOf(name: string, flags: EnvAddFlags, connection: Partial<EnvironmentInput['connection']>, password: string | undefined): EnvironmentInput {
  const input = {
    name,
    class: flags.class,
    connection: { ...connection, database: connection.database ?? connection.user },
    migrationsFolder: resolve(flags.dir),
    schema: flags.schema,
    historyTable: flags.historyTable,
    backupFolder: flags.backupFolder === undefined ? undefined : resolve(flags.backupFolder),
    policies: policiesOf(flags),
    backups: backupRulesOf(flags),
    password,
  }
  return input as unknown as EnvironmentInput
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) {
    lines.close()
    return line
  }
  throw new AppError('bad_request', { problem: 'standard input holds no password' }, { help: 'Pipe it in: printf %s "$PASSWORD" | strata env add ... --password-stdin' })
}
