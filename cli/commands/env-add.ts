import { Option, type Command } from 'commander'
import { policiesSchema } from '#shared/contract/environments.ts'
import { addCommon } from './operation-command.ts'
import { parseDuration } from './duration.ts'
import type { ProgramOptions } from './program.ts'

export interface EnvAddFlags {
  url?: string
  class: 'development' | 'staging' | 'production'
  dir: string
  schema?: string
  historyTable?: string
  backupFolder?: string
  backup?: boolean
  confirm?: boolean
  lockTimeout?: string
  statementTimeout?: string
  outOfOrder?: boolean
  passwordStdin?: boolean
  json?: boolean
}

/** By hand, because a person gives one address where the contract wants a connection in parts. */
export function addEnvAdd(parent: Command, { terminal, exit }: ProgramOptions): void {
  const command = parent
    .command('add')
    .argument('<name>', 'Name of the environment')
    .summary('Add an environment')
    .description('Add an environment; its password goes to the vault.')
    .option('--url <url>', 'postgres:// address or libpq keyword string (or STRATA_URL, DATABASE_URL)')
    .addOption(new Option('--class <class>', 'What it is').choices(['development', 'staging', 'production']).default('development'))
    .option('--dir <folder>', 'Folder with the migrations', 'migrations')
    .option('--schema <name>', 'Schema of the history table, and first in search_path')
    .option('--history-table <name>', 'Name of the history table')
    .option('--backup-folder <folder>', 'Where its backups go')
    .option('--no-backup', 'Make no backup before migrating')
    .option('--confirm', 'Ask for its name and a reason before a change (default: in production)')
    .option('--no-confirm', 'Never ask')
    .option('--lock-timeout <duration>', 'How long a statement waits for a lock', '5s')
    .option('--statement-timeout <duration>', 'How long a statement may take (default: no limit)')
    .option('--out-of-order', 'Apply versions that are lower than the highest applied one')
    .option('--password-stdin', 'Read the password from the first line of standard input')
  addCommon(command)
  command.action(async (name: string, flags: EnvAddFlags) => {
    const { addEnvironment } = await import('../run/add-environment.ts')
    exit(await addEnvironment(terminal, name, flags))
  })
}

/** Throws `bad_request` through the schema's own words when a duration makes no sense. */
export function policiesOf({ backup, confirm, lockTimeout, statementTimeout, outOfOrder }: EnvAddFlags): Record<keyof typeof policiesSchema.shape, unknown> {
  return {
    backupBeforeMigrating: backup !== false,
    confirm,
    lockTimeoutMs: lockTimeout === undefined ? undefined : (parseDuration(lockTimeout) ?? lockTimeout),
    statementTimeoutMs: statementTimeout === undefined ? undefined : (parseDuration(statementTimeout) ?? statementTimeout),
    outOfOrder: outOfOrder === true,
  }
}
