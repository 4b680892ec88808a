import { Command } from 'commander'
import { programVersion } from '../project-root.ts'
import type { Terminal } from '../terminal.ts'
import { addChecks } from './check.ts'
import { addDiff, addDrift } from './diff.ts'
import { addEnvAdd } from './env-add.ts'
import type { Given } from './given.ts'
import { shapeCommand } from './operation-command.ts'
import { addPeople } from './people.ts'
import { addRollback } from './rollback.ts'
import { addSchemaExport } from './schema-export.ts'
import { addServe } from './serve.ts'
import { addTest } from './test.ts'
import { shellOperations, type ShellOperation } from './shell-operations.ts'

export type RunOperation = (operation: ShellOperation, given: Given) => Promise<void>

export interface ProgramOptions {
  terminal: Terminal
  run: RunOperation
  /** Called with the exit code of commands that are no operation. */
  exit: (code: number) => void
}

const groups: Record<string, string> = {
  environments: 'Environments:', migrations: 'Migrations:', preview: 'Before they run:', schema: 'Schemas:', archives: 'Data kept:', backups: 'Backups:', restores: 'Backups:', confirmations: 'Confirmations:', interlock: 'Confirmations:', approvals: 'Confirmations:', timeline: 'What happened:', rollback: 'What happened:', fleet: 'Fleets:', jobs: 'What happened:', app: 'The studio:', access: 'The server:',
}

const parents: Record<string, string> = {
  env: 'Add, show and remove environments.',
  backup: 'Make, list, show and delete backups.',
  schema: 'Look at objects, find them, print their SQL and export the whole.',
  snapshot: 'Keep, list and delete snapshots; strata snapshot ENV keeps one.',
  jobs: 'See, follow and cancel jobs.',
  shadow: 'See and drop shadow databases that were left behind.',
  archive: 'See, put back and drop data that migrations have kept.',
  confirmations: 'See and take back confirmations.',
  users: 'Who may sign in to the server, and what they may do.',
  tokens: 'API tokens for programs.',
  approvals: 'Ask for an approval, decide on one, run what was approved.',
  fleet: 'Groups of databases or schemas that are migrated together.',
  confirmers: 'Second persons who confirm with a passphrase.',
}

/** The command line, made from the contract; by hand is only what is no operation. */
export function createProgram(argv: readonly string[], options: ProgramOptions): Command {
  const program = new Command('strata')
    .description('A studio for PostgreSQL migrations: see it, prove it, undo it.')
    .version(programVersion(), '-V, --version')
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: options.terminal.out, writeErr: options.terminal.err })
    .addHelpText('after', '\nStart here: strata sample, or strata env add NAME --url postgres://... --dir migrations\nExit codes and examples: docs/cli.md')
  const operations = shellOperations()
  // "history check" is meant by more words than "history".
  const asked = operations.filter(({ words }) => words.every((word, index) => argv[index] === word)).toSorted((a, b) => b.words.length - a.words.length)[0]
  // Help, and what is mistyped, need all commands; what is meant needs itself alone, and should not wait for the others.
  if (asked && !argv.includes('help')) addOperation(program, asked, argv, options.run)
  else addAll(program, operations, argv, options)
  return program
}

function addAll(program: Command, operations: readonly ShellOperation[], argv: readonly string[], options: ProgramOptions): void {
  addEnvAdd(parentOf(program, 'env', 'environments'), options)
  for (const operation of operations) addOperation(program, operation, argv, options.run)
  addChecks(program, options)
  addTest(program, options)
  addSchemaExport(parentOf(program, 'schema', 'schema'), options)
  addDiff(program, options)
  addDrift(program, options)
  addRollback(program, options)
  addPeople(parentOf(program, 'users', 'access'), parentOf(program, 'tokens', 'access'), options)
  addServe(program, options)
}

function addOperation(program: Command, operation: ShellOperation, argv: readonly string[], run: RunOperation): void {
  const [first = '', second] = operation.words
  const command = second === undefined ? child(program, first, operation.area) : child(parentOf(program, first, operation.area), second)
  command.summary(firstSentence(operation.summary)).description(operation.summary)
  // Options cost time to derive from a schema: only the command that is asked for needs them.
  if (operation.words.every((word) => argv.includes(word))) shapeCommand(command, operation, (given) => run(operation, given))
}

function child(parent: Command, name: string, area?: string): Command {
  const command = parent.command(name)
  const group = area && groups[area]
  return group ? command.helpGroup(group) : command
}

function parentOf(program: Command, name: string, area: string): Command {
  const found = program.commands.find((command) => command.name() === name)
  return found ?? child(program, name, area).description(parents[name] ?? '')
}

function firstSentence(text: string): string {
  return text.replace(/[.:;].*$/s, '')
}
