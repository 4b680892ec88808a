import { Option, type Command } from 'commander'
import { addCommon } from './operation-command.ts'
import type { EnvAddFlags } from './env-add-flags.ts'
import type { ProgramOptions } from './program.ts'

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
    .option('--shadow <url>', 'Server on which previews make their shadow databases, as --url')
    .option('--preview-rows <rows>', 'Rows of each table that a preview takes into its shadow', '500')
    .option('--preview-timeout <duration>', 'How long a statement of a preview may take', '60s')
    .option('--archive-days <days>', 'Days after which archived data expires; 0: never', '90')
    .option('--confirmation-minutes <minutes>', 'How long a confirmation of a plan holds', '30')
    .option('--second-person', 'Let somebody else confirm a plan than the person who runs it')
    .option('--rollback-on-failure', 'Undo at once what a failed run has left')
    .option('--keep-replaced-days <days>', 'Days for which a replaced database is kept; 0: until it is dropped', '7')
  addBackupRules(command)
  command.option('--password-stdin', 'Read the password from the first line of standard input')
  addCommon(command)
  command.action(async (name: string, flags: EnvAddFlags) => {
    const { addEnvironment } = await import('../run/add-environment.ts')
    exit(await addEnvironment(terminal, name, flags))
  })
}

function addBackupRules(command: Command): void {
  command
    .addOption(new Option('--backup-format <format>', 'One file, or a folder that can be written in parallel').choices(['custom', 'directory']))
    .option('--backup-jobs <number>', 'Parallel jobs of a dump in the directory format, and of a restore')
    .option('--backup-compression <method>', 'none, gzip, lz4 or zstd, and a level: gzip:1')
    .option('--backup-globals', 'Keep roles and tablespaces beside each backup')
    .option('--backup-encrypt', 'Encrypt backups on the disk')
    .addOption(new Option('--backup-every <rhythm>', 'Back up by itself while the desktop or "strata serve" runs').choices(['hour', 'day', 'week']))
    .option('--backup-at <time>', 'Time of day of that, such as 02:30; of an hour the minutes count')
    .option('--backup-weekday <number>', 'Day of a weekly one: 0 is Sunday')
    .option('--backup-verify', 'Verify each backup once it is made')
    .option('--backup-keep <number>', 'The newest of each class that stay (default: all)')
    .option('--backup-keep-days <days>', 'Days that backups stay (default: for ever)')
}
