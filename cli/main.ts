import { CommanderError } from 'commander'
import { asAppError } from '#shared/contract/client.ts'
import { errorKind } from '#shared/contract/errors.ts'
import { createProgram } from './commands/program.ts'
import { printError } from './run/print.ts'
import { flushed, processTerminal, type Terminal } from './terminal.ts'

/** Runs a command line, without the names of the program; resolves to the exit code. */
export async function main(given: readonly string[], terminal: Terminal): Promise<number> {
  const argv = withCommand(given)
  let code = 0
  const exit = (given: number) => {
    code = given
  }
  const program = createProgram(argv, {
    terminal,
    exit,
    run: async (operation, given) => {
      const { runOperation } = await import('./run/run-operation.ts')
      exit(await runOperation(terminal, operation, given))
    },
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : errorKind('bad_request').exit
    const error = asAppError(thrown)
    await printError(terminal, error.data, argv.includes('--json'))
    if (error.code === 'internal' && process.env.STRATA_LOG) terminal.err(`${String((error.cause as Error | undefined)?.stack ?? error.cause)}\n`)
    return errorKind(error.code).exit
  }
}

const snapshotCommands = new Set(['create', 'list', 'delete', 'help'])

/** `strata snapshot ENV` keeps one: the word "create" may be left out. */
function withCommand(argv: readonly string[]): readonly string[] {
  const [first, second] = argv
  if (first !== 'snapshot' || second === undefined || second.startsWith('-') || snapshotCommands.has(second)) return argv
  return ['snapshot', 'create', ...argv.slice(1)]
}

/** Entry of `bin/strata.mjs`. */
export async function start(): Promise<void> {
  const code = await main(process.argv.slice(2), processTerminal())
  await flushed()
  process.exit(code)
}
