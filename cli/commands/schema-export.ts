import { Option, type Command } from 'commander'
import { collect } from './fields.ts'
import { addCommon, addOutput, addTarget, targetOf, type CommonOptions } from './operation-command.ts'
import type { ProgramOptions } from './program.ts'

interface Flags extends CommonOptions {
  format?: 'json' | 'sql'
  only?: string[]
  kind?: string[]
  name?: string
  definitions?: boolean
}

/** By hand, because it prints a document for programs, or SQL. */
export function addSchemaExport(parent: Command, { terminal, exit }: ProgramOptions): void {
  const command = parent.command('export').summary('Export the schema for programs').description('Print the schema of a database as one JSON document, the same for the same schema, without secrets; or the SQL that makes it, without commands that only psql knows.')
  addTarget(command)
  command.addOption(new Option('--format <format>', 'A document for generators, or SQL').choices(['json', 'sql']).default('json'))
  command.addOption(new Option('--only <schema>', 'Only objects of this schema; may be repeated').argParser(collect))
  command.addOption(new Option('--kind <kind>', 'Only objects of this kind, such as table or view; may be repeated').argParser(collect))
  command.option('--name <pattern>', 'Only objects with such a name: * and ? stand for other characters')
  command.option('--definitions', 'Also bodies of functions and triggers and definitions of views')
  addOutput(command)
  addCommon(command)
  command.action(async (flags: Flags) => {
    const { runSchemaExport } = await import('../run/schema-export.ts')
    const { format = 'json', only, kind, name, definitions = false, output } = flags
    exit(await runSchemaExport(terminal, { target: targetOf(flags), format: flags.json === true ? 'json' : format, question: { schemas: only, kinds: kind, name, definitions }, output }))
  })
}
