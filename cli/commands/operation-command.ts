import { Option, type Command } from 'commander'
import { inputFields, inputProperties, type Field, type FieldSchema } from './fields.ts'
import type { Given } from './given.ts'
import type { ShellOperation } from './shell-operations.ts'

const classes = ['development', 'staging', 'production'] as const

/** Gives a command the arguments and options of an operation. */
export function shapeCommand(command: Command, operation: ShellOperation, run: (given: Given) => Promise<void>): void {
  const { properties } = inputProperties(operation.input)
  for (const name of operation.positional) command.argument(argumentOf(name, properties[name]), properties[name]?.description)
  if (takesTarget(operation)) addTarget(command)
  const fields = inputFields(operation)
  for (const option of fields.flatMap(({ options }) => options)) command.addOption(option)
  if (takesYes(operation)) command.option('--yes', 'Confirm, without being asked')
  addOutput(command)
  addCommon(command)
  command.action((...called: unknown[]) => run(givenOf(operation, fields, called)))
}

/** A list takes all that is left of the line. */
function argumentOf(name: string, schema: FieldSchema | undefined): string {
  if (schema?.type === 'array') return `[${name}...]`
  return `<${name === 'jobId' ? 'job' : name}>`
}

export function addOutput(command: Command): void {
  command.option('--output <file>', 'Write the result to a new file instead of the screen')
}

export function addCommon(command: Command): void {
  command.option('--json', 'Print the output of the operation as JSON')
  command.option('--quiet', 'No progress and no log')
}

export function takesTarget({ input, positional }: ShellOperation): boolean {
  return 'env' in input.shape && !positional.includes('env')
}

/** Whether the command works on one environment, or on all when none is named. */
export function needsTarget(operation: ShellOperation): boolean {
  return takesTarget(operation) && (operation.name === 'environments.test' || inputProperties(operation.input).required.has('env'))
}

function takesYes({ access, input }: ShellOperation): boolean {
  return access === 'destructive' || 'confirm' in input.shape
}

export function addTarget(command: Command): void {
  command.option('--env <name>', 'A saved environment')
  command.option('--url <url>', 'A postgres:// address instead: nothing is stored (or STRATA_URL, DATABASE_URL)')
  command.option('--dir <folder>', 'Folder with the migrations')
  command.option('--schema <name>', 'Schema of the history table, and first in search_path')
  command.option('--history-table <name>', 'Name of the history table')
  command.addOption(new Option('--class <class>', 'What the database behind --url is').choices(classes))
}

export interface CommonOptions {
  env?: string
  url?: string
  dir?: string
  schema?: string
  historyTable?: string
  class?: (typeof classes)[number]
  yes?: boolean
  json?: boolean
  quiet?: boolean
  output?: string
}

/** Commander calls an action with the arguments, the options and the command. */
function givenOf(operation: ShellOperation, fields: readonly Field[], called: readonly unknown[]): Given {
  const options = called[operation.positional.length] as CommonOptions & Record<string, unknown>
  const input: Record<string, unknown> = Object.fromEntries(operation.positional.map((name, index) => [name, called[index]]))
  for (const { name, attribute } of fields) if (options[attribute] !== undefined) input[name] = options[attribute]
  const target = takesTarget(operation) ? targetOf(options) : {}
  return { input, target, yes: options.yes === true, json: options.json === true, quiet: options.quiet === true, output: options.output }
}

export function targetOf({ env, url, dir, schema, historyTable, class: environmentClass }: CommonOptions): Given['target'] {
  return { env, url, dir, schema, historyTable, class: environmentClass }
}
