import { Option, type Command } from 'commander'
import type { RollbackGiven } from '../run/rollback.ts'
import { addCommon, addOutput, addTarget, targetOf, type CommonOptions } from './operation-command.ts'
import type { ProgramOptions } from './program.ts'

interface Flags extends CommonOptions {
  toVersion?: string
  toEvent?: string
  toTime?: string
  before?: string
  way?: RollbackGiven['way']
  plan?: boolean
  preview?: boolean
  backup?: boolean
  endSessions?: boolean
  planFingerprint?: string
  reason?: string
}

/** By hand, because it is three operations in one: plan, preview and run. */
export function addRollback(program: Command, { terminal, exit }: ProgramOptions): void {
  const command = program.commands.find((one) => one.name() === 'rollback') ?? program.command('rollback').helpGroup('What happened:')
  command.summary('Go back to a point of the timeline').description('Go back to a point of the timeline, by undo scripts, a backup, or both; --plan shows the way, --preview tries it in a shadow.')
  command.addOption(new Option('--to-version <version>', 'The state right after this version was applied last; 0: before the first').conflicts(['toEvent', 'toTime', 'before']))
  command.addOption(new Option('--to-event <id>', 'The state right after this event; strata history --json shows the ids').conflicts(['toTime', 'before']))
  command.addOption(new Option('--to-time <time>', 'The state at this time, such as 2026-11-22T14:00:00Z').conflicts(['before']))
  command.option('--before <id>', 'The state before this way back began: goes forward again')
  command.addOption(new Option('--way <way>', 'Which way to take (default: the best)').choices(['scripts', 'mixed', 'restore']))
  command.option('--plan', 'Only show the ways, with what would be lost').option('--preview', 'Only try it in a shadow database')
  command.option('--no-backup', 'Make no safety backup first').option('--backup', 'Make a safety backup first')
  command.option('--end-sessions', 'End the sessions that use the database when it is replaced')
  command.option('--plan-fingerprint <hash>', 'Refuse to run another plan than this one').option('--reason <text>', 'Why; kept in the journal').option('--yes', 'Confirm, without being asked')
  addTarget(command)
  addOutput(command)
  addCommon(command)
  command.action(async (flags: Flags) => {
    const { runRollback } = await import('../run/rollback.ts')
    exit(await runRollback(terminal, givenOf(flags)))
  })
}

function givenOf(flags: Flags): RollbackGiven {
  const { toVersion, toEvent, toTime, before, way, plan, preview, backup, endSessions, planFingerprint, reason, yes, json, quiet, output } = flags
  return {
    target: targetOf(flags), point: { version: toVersion, event: toEvent, at: toTime, rollback: before }, way, only: plan ? 'plan' : preview ? 'preview' : undefined,
    backup, endSessions: endSessions === true, planFingerprint, reason, yes: yes === true, json: json === true, quiet: quiet === true, output,
  }
}
