import { InvalidArgumentError, Option, type Command } from 'commander'
import type { CheckGiven } from '../run/check.ts'
import { failOn, formats, type FailOn, type Format, type Report } from '../report/report.ts'
import { parseDuration } from './duration.ts'
import { addTarget, targetOf, type CommonOptions } from './operation-command.ts'
import type { ProgramOptions } from './program.ts'

interface Flags extends CommonOptions {
  shadow?: string
  format?: Format
  failOn?: FailOn
  base?: 'schema' | 'migrations'
  rows?: 'none' | 'sample' | 'statistics'
  onTarget?: boolean
  prove?: boolean
  timeout?: number
}

const words: Record<Report['command'], readonly [summary: string, description: string]> = {
  lint: ['Check migrations against the rules', 'Check migrations by their text, and by the schema as it was last seen. No statement of them is run.'],
  preview: ['Say what migrations will really do', 'Run migrations in a shadow database that is like the environment, and measure what each statement takes: locks, rewrites, scans, rows. The environment is only read.'],
  prove: ['Prove that migrations can be undone', 'Run each migration up, down and up again in a shadow database, and compare schema and rows.'],
}

/** By hand, because each is a job, a look at its result, several formats and an exit code by what was found. */
export function addChecks(program: Command, options: ProgramOptions): void {
  for (const name of ['lint', 'preview', 'prove'] as const) addCheck(program, name, options)
}

function addCheck(program: Command, name: Report['command'], { terminal, exit }: ProgramOptions): void {
  const [summary, description] = words[name]
  const command = program.command(name).helpGroup('Before they run:').argument('[files...]', 'Migration files; none: all that is pending').summary(summary).description(description)
  addTarget(command)
  if (name !== 'lint') addShadow(command)
  if (name === 'preview') command.option('--on-target', 'Run on the environment itself, in a transaction that is rolled back').option('--no-prove', 'Do not prove the undos')
  command.addOption(new Option('--format <format>', 'Of the result').choices(formats).default('text'))
  command.option('--json', 'Short for --format json')
  command.addOption(new Option('--fail-on <severity>', 'Lowest severity of findings that the exit code tells').choices(failOn).default('warning'))
  command.option('--yes', 'Confirm, without being asked')
  command.option('--output <file>', 'Write the result to a new file instead of the screen').option('--quiet', 'No progress and no log')
  command.action(async (files: string[], flags: Flags) => {
    const { runCheck } = await import('../run/check.ts')
    exit(await runCheck(terminal, givenOf(name, files, flags)))
  })
}

function addShadow(command: Command): void {
  command.addOption(shadowOption('Server on which the shadow database is made; without --env and --url the migrations run on an empty database there'))
  command.addOption(new Option('--base <base>', 'What the shadow is built from: the schema as it is, or the applied migrations').choices(['schema', 'migrations']).default('schema'))
  command.addOption(new Option('--rows <rows>', 'Rows of the environment that the shadow gets').choices(['none', 'sample', 'statistics']).default('sample'))
  command.addOption(new Option('--timeout <duration>', 'A statement that takes longer fails').argParser(durationOf))
}

/** An address with a password does not belong into a command line, which others can read. */
export function shadowOption(text: string): Option {
  return new Option('--shadow <url>', text).env('STRATA_SHADOW')
}

export function durationOf(text: string): number {
  const ms = parseDuration(text)
  if (ms === undefined) throw new InvalidArgumentError('Write it as 30s or 2min.')
  return ms
}

function givenOf(command: Report['command'], files: readonly string[], flags: Flags): CheckGiven {
  const { json, format = 'text', failOn: threshold = 'warning', shadow, base, rows, onTarget, prove, timeout, yes, quiet, output } = flags
  return {
    command, files, target: targetOf(flags), shadow, format: json === true ? 'json' : format, failOn: threshold, yes: yes === true, quiet: quiet === true, output,
    preview: { base, rows, mode: onTarget === true ? 'target' : 'shadow', prove: prove !== false, timeoutMs: timeout },
  }
}
