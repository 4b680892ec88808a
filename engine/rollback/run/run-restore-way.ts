import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { ReplaceResult } from '#shared/contract/restores.ts'
import type { StoredBackup } from '../../backups/manifests.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { withSession } from '../../migrations/locked-session.ts'
import type { ReplaceOptions } from '../../restores/replace-database.ts'
import { stateAfter } from '../applied-state.ts'
import { readPast } from '../past.ts'
import { movesBetween } from '../script-moves.ts'
import type { PlannedWay } from '../way.ts'
import type { Going } from './record.ts'
import type { Gone, RollbackTools } from './run-rollback.ts'
import { runScripts } from './run-scripts.ts'
import { isScript } from './step-log.ts'

/** What replaces a database by a backup of it. */
export type ReplaceDatabase = (engine: Engine, stored: StoredBackup, environment: Environment, options: ReplaceOptions) => Promise<ReplaceResult>

interface Asked {
  backup: boolean
  endSessions: boolean
  reason: string | undefined
}

/** Safety backup, restore beside, scripts there, swap. Until the swap the database is as it was. Throws what those throw, and `rollback_failed` where the restored database is held back. */
export async function runRestoreWay({ createBackup, replaceDatabase }: RollbackTools, going: Going, { scripts, backup }: PlannedWay, asked: Asked): Promise<Gone> {
  const { engine, environment, steps, job, way } = going
  if (!backup) throw new AppError('rollback_impossible', { problem: 'no backup leads there' })
  const { signal, progress, log } = job
  const reason = asked.reason ?? ''
  const saved = asked.backup ? await saving() : null
  await steps.begin(({ method }) => method === 'restore')
  const result = await replaceDatabase(engine, backup.stored, environment, {
    signal, progress, log, reason: reason || `Back to ${going.planned.point.at.toISOString()}`, endSessions: asked.endSessions, ...(saved ? { safetyBackup: saved.id } : { withoutSafetyBackup: true }),
    prepare: async (beside) => {
      await runBeside(going, beside, scripts, job)
      await steps.begin(({ method }) => method === 'swap')
    },
  })
  if (result.outcome !== 'swapped') throw heldBack(result, way.steps.find(({ method }) => method === 'swap')?.number ?? 0)
  await steps.end()
  return { backup: saved && { id: saved.id, file: saved.file, bytes: saved.bytes }, database: result.aside?.database ?? null }

  async function saving() {
    await steps.begin(({ method }) => method === 'safety_backup')
    return createBackup(engine, environment, { reason, trigger: 'before_rollback', signal, progress, log })
  }
}

/** Migrations up to the point, and undos down to it, in the restored database. */
async function runBeside(going: Going, beside: Environment, scripts: PlannedWay['scripts'], job: JobContext): Promise<void> {
  const { engine, steps, planned, way, reason } = going
  if (scripts.length === 0) return
  const { situation } = await withSession(engine, beside, (client) => readPast(client, beside))
  const { moves } = movesBetween(stateAfter(situation.history), planned.wanted)
  const expected = scripts.map(({ entry }) => `${entry.script} ${entry.checksum}`).join()
  const found = moves.map(({ entry }) => `${entry.script} ${entry.checksum}`).join()
  if (expected !== found) throw new AppError('rollback_failed', { step: 0, problem: 'the backup holds other migrations than its manifest and the history say' }, { state: 'The database was not touched.' })
  const refuse = { createBackup: () => Promise.reject(new AppError('not_allowed', { what: 'A backup of a database that is being restored' })) }
  await runScripts(engine, refuse, beside, { scripts, fingerprint: way.fingerprint, reason, backup: false, onScript: ({ script }) => steps.begin((step) => isScript(step) && step.script === script) }, job)
  await steps.end()
}

function heldBack({ notes, comparison }: ReplaceResult, step: number): AppError {
  const differences = comparison.differences.slice(0, 3).map(({ subject, expected, found }) => `${subject}: ${expected} in the backup, ${found} restored`)
  const problem = differences.length > 0 ? `the restored database differs from the backup: ${differences.join('; ')}` : (notes[0] ?? 'it was not swapped')
  return new AppError('rollback_failed', { step, problem }, { state: 'The database is as it was. The restored one is kept ready beside it.', help: 'Look at it under Backups, where the swap can be finished or taken back.' })
}
