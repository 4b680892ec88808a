import { Option, type Command } from 'commander'
import type { DiffGiven } from '../run/diff.ts'
import { collect } from './fields.ts'
import { addCommon, addOutput } from './operation-command.ts'
import type { ProgramOptions } from './program.ts'

type Flags = Partial<Omit<DiffGiven, 'schemas' | 'against'>> & { schema?: string[]; against?: 'migrations' | 'snapshot' }

const noises = ['privilege', 'owner', 'comment', 'storage'] as const

/** By hand, because it is a job, a look at its result and a plan in one. */
export function addDiff(program: Command, { terminal, exit }: ProgramOptions): void {
  const command = program
    .command('diff')
    .helpGroup('Schemas:')
    .argument('<a>', 'As it is: env:NAME, postgres://..., dir:FOLDER[@VERSION], snapshot:ID or a file, backup:ID')
    .argument('<b>', 'As it shall be, in the same forms')
    .summary('Compare two schemas')
    .description('Compare two schemas and plan the statements that turn A into B. Ends with 0 when they are equal and with 2 when they differ.')
  addFlags(command)
  command.addOption(new Option('--schema <name>', 'Only this schema; may be repeated').argParser(collect))
  command.action(async (a: string, b: string, flags: Flags) => {
    const { runDiff } = await import('../run/diff.ts')
    exit(await runDiff(terminal, { a, b }, givenOf(flags)))
  })
}

export function addDrift(program: Command, { terminal, exit }: ProgramOptions): void {
  const command = program
    .command('drift')
    .helpGroup('Schemas:')
    .argument('<env>', 'A saved environment')
    .summary('Say what an environment has that it should not')
    .description('Compare an environment with its applied migrations, or with its last snapshot. Ends with 0 when they are equal and with 2 when they differ.')
  addFlags(command)
  command.addOption(new Option('--against <what>', 'What it should be like (default: its applied migrations)').choices(['migrations', 'snapshot']))
  command.action(async (env: string, flags: Flags) => {
    const { runDrift } = await import('../run/diff.ts')
    exit(await runDrift(terminal, env, givenOf(flags)))
  })
}

function addFlags(command: Command): void {
  command.option('--sql', 'Print the statements that turn A into B, and nothing else')
  command.option('--undo', 'Print the statements that turn B into A, and nothing else')
  command.addOption(new Option('--ignore <kind...>', 'Leave out differences of this kind').choices(noises))
  addOutput(command)
  addCommon(command)
}

function givenOf({ sql, undo, ignore, json, quiet, output, schema, against }: Flags): DiffGiven {
  return { sql: sql === true, undo: undo === true, ignore: ignore ?? [], json: json === true, quiet: quiet === true, output, schemas: schema, against }
}
