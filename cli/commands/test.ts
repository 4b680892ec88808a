import { Option, type Command } from 'commander'
import { testFormats, type TestFormat } from '../report/tests.ts'
import { durationOf, shadowOption } from './check.ts'
import type { CommonOptions } from './operation-command.ts'
import type { ProgramOptions } from './program.ts'

interface Flags extends Pick<CommonOptions, 'env' | 'dir' | 'schema' | 'historyTable' | 'json' | 'quiet' | 'output'> {
  shadow?: string
  format?: TestFormat
  timeout?: number
}

const description =
  'Migrate an empty scratch database and run SQL files in it, each in a transaction that is rolled back. With pgTAP on the server its tests are understood; without it a file holds when every statement runs and every query for one boolean says true. Ends with 23 when a test does not hold.'

/** By hand, because it is a job, a run of files and a report in one. */
export function addTest(program: Command, { terminal, exit }: ProgramOptions): void {
  const command = program.command('test').helpGroup('Before they run:').argument('[files...]', 'SQL files, or folders of them (default: tests)').summary('Unit-test the schema').description(description)
  command.option('--env <name>', 'A saved environment, for its folder of migrations; its database is not touched')
  command.option('--dir <folder>', 'Folder with the migrations').option('--schema <name>', 'Schema of the history table, and first in search_path').option('--history-table <name>', 'Name of the history table')
  command.addOption(shadowOption('Server on which the scratch database is made; else one that is started on this machine'))
  command.addOption(new Option('--timeout <duration>', 'A statement that takes longer fails').argParser(durationOf).default(60_000, '1min'))
  command.addOption(new Option('--format <format>', 'Of the result').choices(testFormats).default('text'))
  command.option('--json', 'Short for --format json').option('--output <file>', 'Write the result to a new file instead of the screen').option('--quiet', 'No progress and no log')
  command.action(async (files: string[], { env, dir, schema, historyTable, shadow, format = 'text', json, quiet, output, timeout = 60_000 }: Flags) => {
    const { runTests } = await import('../run/test.ts')
    exit(await runTests(terminal, { files, target: { env, dir, schema, historyTable }, shadow, format: json === true ? 'json' : format, quiet: quiet === true, output, timeoutMs: timeout }))
  })
}
