import { crc32 } from 'node:zlib'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { RunResult } from '#shared/contract/migrations.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { planText } from '#shared/migrations/fingerprint.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { prepareScript } from '../../migrations/run/prepare-script.ts'
import { runMigrations, type BackupTools } from '../../migrations/run/run-migrations.ts'
import type { RunStep } from '../../migrations/run/run-step.ts'
import type { PlannedScript } from '../planned-script.ts'

export interface ScriptsRun {
  scripts: readonly PlannedScript[]
  /** The history that the plan was made for; with another one nothing runs. Absent: the caller has made sure of it. */
  history?: readonly HistoryRow[]
  fingerprint: string
  reason: string | undefined
  backup: boolean
  /** Called before each. */
  onScript(script: PlannedScript): Promise<void>
}

/**
 * Runs scripts of a way as migrations run: lock, backup, each in a transaction with its row of the history. Texts that are in no file run all the same and
 * stand in the journal; nothing is written into the migrations folder. Throws as `runMigrations`, and `plan_changed`.
 */
export async function runScripts(engine: Engine, tools: Pick<BackupTools, 'createBackup'>, environment: Environment, run: ScriptsRun, job: JobContext): Promise<RunResult> {
  const saving: Pick<BackupTools, 'createBackup'> = { createBackup: (...[which, where, request]) => tools.createBackup(which, where, { ...request, trigger: 'before_rollback' }) }
  return runMigrations(engine, saving, environment, {
    direction: 'down', reason: run.reason, backup: run.backup,
    steps: async ({ history }) => {
      if (run.history && planText([], history) !== planText([], run.history)) throw new AppError('plan_changed', {}, { state: 'Nothing was changed.' })
      const steps: RunStep[] = []
      for (const script of run.scripts) steps.push(await stepOf(script, run))
      return { steps, fingerprint: run.fingerprint }
    },
  }, job)
}

async function stepOf(planned: PlannedScript, run: ScriptsRun): Promise<RunStep> {
  const { method, entry, script, text } = planned
  if (text === null) throw new AppError('rollback_impossible', { problem: `the text of ${script} is not known` }, { state: 'Nothing was changed.' })
  const prepared = await prepareScript(script, text)
  return {
    action: method === 'undo' || method === 'generated_undo' ? 'undo' : 'apply', kind: kindOf(entry.type, entry.version), version: entry.version, description: entry.description, script,
    checksum: flywayChecksum(text, crc32), of: prepared.statements.length, outside: prepared.outside,
    load: async () => {
      await run.onScript(planned)
      return prepared
    },
  }
}

function kindOf(type: string, version: string | null): RunStep['kind'] {
  if (version === null) return 'repeatable'
  return type.endsWith('BASELINE') ? 'baseline' : 'versioned'
}
