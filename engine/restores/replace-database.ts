import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { ReplaceResult, SwapResult } from '#shared/contract/restores.ts'
import { refusePart } from '../backups/check-archive.ts'
import type { StoredBackup } from '../backups/manifests.ts'
import { rememberOutcome } from '../backups/remember-restore.ts'
import { restoreBeside, type RestoreOutcome } from '../backups/restore-backup.ts'
import type { RestoreRun } from '../backups/restore-run.ts'
import type { Engine } from '../engine.ts'
import { asideOf, readTarget, type Target } from './check-replace.ts'
import { readDatabases, withDesk, type Desk, type DeskJob } from './desk.ts'
import { dress } from './dress.ts'
import type { SwapMark } from './marks.ts'
import type { DatabaseRow } from './restores.sql.ts'
import { makeSafetyBackup } from './safety-backup.ts'
import { refuseSessions } from './sessions.ts'
import { markSwap } from './swap-steps.ts'
import { swapOrGiveUp } from './swap-or-give-up.ts'

export interface ReplaceOptions extends DeskJob {
  reason: string
  /** People agreed that sessions in the database are ended. */
  endSessions: boolean
  jobs?: number | undefined
  /** Swap although the restored database differs from the manifest; else it is held ready beside. */
  acceptDifferences?: boolean
  /** Somebody takes care of that already, or wants none. */
  withoutSafetyBackup?: boolean
  /** Id of one that was made for it already. */
  safetyBackup?: string | undefined
  /** Called with the restored database, compared and not yet swapped: what is done there is part of what takes the name. */
  prepare?(beside: Environment, job: DeskJob): Promise<void>
}

/**
 * Replaces the environment's database by a backup: restored beside, compared, then the names are swapped in one transaction and the old
 * database is kept. Until that transaction the database is as it was. Errors: those of `restores.replace`.
 */
export async function replaceDatabase(engine: Engine, stored: StoredBackup, environment: Environment, options: ReplaceOptions): Promise<ReplaceResult> {
  const started = Date.now()
  refusePart(stored)
  const target = await withDesk(engine, environment, options, async (desk) => {
    const found = await readTarget(desk)
    await refuseSessions(desk.client, { database: desk.database, oid: found.database.oid, actor: engine.actor }, options.endSessions)
    return found
  })
  const safetyBackup = options.safetyBackup ?? (await makeSafetyBackup(engine, environment, `Before it is replaced by ${stored.manifest.id}`, options))
  const restoring = { ...options, into: environment.connection.database, replaces: true }
  const result = await restoreBeside(engine, stored, environment, restoring, {
    finish: (run, outcome) => handOver(run, outcome, { target, options, stored, safetyBackup, started }),
  }).catch(async (thrown: unknown) => {
    await rememberFailure(engine, stored, environment, options, { thrown, started })
    throw thrown
  })
  if (result.outcome === 'swapped') await remember(engine, stored, environment, options, { result, started })
  return result
}

interface Handing {
  target: Target
  options: ReplaceOptions
  stored: StoredBackup
  safetyBackup: string | null
  started: number
}

/** The restored database is whole: it is prepared, dressed and marked, and takes the name. */
async function handOver(run: RestoreRun, outcome: RestoreOutcome, { target, options, stored, safetyBackup, started }: Handing): Promise<ReplaceResult> {
  const { engine, environment, working, ending } = run
  const beside: Environment = { ...environment, connection: { ...environment.connection, database: working } }
  await options.prepare?.(beside, options)
  return withDesk(engine, environment, options, async (desk) => {
    desk.progress({ label: `Giving it what belongs to ${desk.database}` })
    const { mark, notes } = await ready(desk, run, { target, options, stored })
    ending.kept = true
    const differences = [...outcome.differences, ...notes.map((note) => ({ subject: `Database ${desk.database}`, expected: 'as before', found: note }))]
    const comparison: ReplaceResult['comparison'] = { ...outcome, differences, outcome: differences.length === 0 ? 'verified' : 'differs' }
    const swapped = comparison.outcome === 'differs' && !options.acceptDifferences ? heldBack(mark) : await swapOrGiveUp(desk, mark, options.endSessions)
    return { ...swapped, backup: stored.manifest.id, safetyBackup, comparison, ms: Date.now() - started }
  })
}

async function ready(desk: Desk, { working, signal }: RestoreRun, { target, options, stored }: Pick<Handing, 'target' | 'options' | 'stored'>): Promise<{ mark: SwapMark; notes: string[] }> {
  const databases = await readDatabases(desk)
  const restored = databases.find(({ name }) => name === working)
  if (!restored) throw new AppError('restore_failed', { database: desk.database, problem: 'somebody dropped the restored database meanwhile' })
  const now = databases.find(({ name }) => name === desk.database)
  if (now && now.oid !== target.database.oid) throw new AppError('restore_failed', { database: desk.database, problem: 'somebody replaced the database meanwhile' })
  const model: DatabaseRow = now ?? target.database
  const notes = await dress(desk, restored, model)
  signal.throwIfAborted()
  const mark = await markSwap(desk, {
    old: model, ready: restored, ...asideOf(desk, databases), backup: stored.manifest.id, reason: options.reason,
    now: { comment: model.comment, allowConnections: model.allowConnections }, before: null,
  })
  return { mark, notes }
}

function heldBack({ id, database }: SwapMark): Omit<SwapResult, 'ms'> {
  return { database, outcome: 'held', aside: null, swap: id, ended: 0, notes: ['Nothing was swapped yet, because the restored database differs from the backup. Look at the differences, then finish or go back.'] }
}

async function remember(engine: Engine, stored: StoredBackup, environment: Environment, { reason, log }: ReplaceOptions, { result, started }: { result: ReplaceResult; started: number }): Promise<void> {
  const kept = result.aside ? `; the one before is kept as ${result.aside.database}${result.aside.until === null ? '' : ` until ${result.aside.until.slice(0, 10)}`}` : ''
  const description = `Replaced ${result.database} by backup ${stored.manifest.id}: ${result.comparison.outcome}${kept}`
  await rememberOutcome(engine, stored, environment, { into: result.database, reason, log, outcome: result.comparison.outcome, problem: null, started, description })
}

async function rememberFailure(engine: Engine, stored: StoredBackup, environment: Environment, { reason, log }: ReplaceOptions, { thrown, started }: { thrown: unknown; started: number }): Promise<void> {
  const { code, message } = toAppError(thrown)
  if (code !== 'restore_failed' && code !== 'backup_damaged') return
  const { database } = environment.connection
  await rememberOutcome(engine, stored, environment, { into: database, reason, log, outcome: 'failed', problem: message, started, description: `Replacing ${database} by backup ${stored.manifest.id} failed` })
}
