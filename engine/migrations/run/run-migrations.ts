import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { RunResult } from '#shared/contract/migrations.ts'
import { confirmationEvent } from '../../confirmations/confirmation-event.ts'
import type { Engine } from '../../engine.ts'
import { prepareHistory } from '../../history/history.ts'
import { endRun, startRun, writeJournal, type JournalOutcome, type RunIdentity } from '../../history/journal.ts'
import { sealSoon, writeEvent } from '../../history/journal-event.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { connect } from '../../postgres/connect.ts'
import { toConnectionError } from '../../postgres/pg-error.ts'
import type { Direction } from '../check-runnable.ts'
import type { Consent } from '../confirmation.ts'
import { highestVersion, liveVersions } from '../plan.ts'
import type { Situation } from '../situation.ts'
import { enterRun, type Entered } from './enter-run.ts'
import { releaseLock } from './lock.ts'
import { throwIfStopped } from './pause.ts'
import { RunReporter } from './reporter.ts'
import { calmSession, closeRunSession, openRunSession, type RunSession } from './run-session.ts'
import type { RunStep } from './run-step.ts'
import { Beginning } from './roll-back-run.ts'
import { runSteps, type StepsRun } from './run-steps.ts'

export interface BackupRequest {
  reason: string
  trigger: Manifest['trigger']
  signal: AbortSignal
  progress: JobContext['progress']
  log: JobContext['log']
}

/** What a run needs from the area of backups. */
export interface BackupTools {
  createBackup(engine: Engine, environment: Environment, request: BackupRequest): Promise<Manifest>
  checkBackup(engine: Engine, environment: Environment): Promise<{ ok: boolean; message: string; help?: string | undefined }>
}

export interface RunRequest {
  direction: Direction
  to?: string | undefined
  reason?: string | undefined
  backup?: boolean | undefined
  lockTimeoutMs?: number | undefined
  statementTimeoutMs?: number | undefined
  planFingerprint?: string | undefined
  /** Used up once it is known that what was confirmed is what would run. */
  consent?: Consent | undefined
  /** Wait for dumps of the database that run, instead of refusing. */
  wait?: boolean | undefined
  /** Reason of somebody who goes on beside a dump. */
  override?: string | undefined
  /** How long to try for the migration lock, in ms. */
  lockPatienceMs?: number | undefined
  /** Steps of another choice than the direction makes, checked by whoever builds them. Called with the lock held; what it throws ends the run before anything is changed. */
  steps?: ((situation: Situation) => Promise<{ steps: RunStep[]; fingerprint: string }>) | undefined
  /** Fingerprint of the schema as it is now, where it is known. */
  schemaBefore?: string | null | undefined
}

/** Applies or undoes migrations, as a job: lock, check, back up, run. Throws one AppError that says what is true afterwards. */
export async function runMigrations(engine: Engine, tools: Pick<BackupTools, 'createBackup'>, environment: Environment, request: RunRequest, job: JobContext): Promise<RunResult> {
  const began = performance.now()
  const { policies } = environment
  const limits = { lockTimeoutMs: request.lockTimeoutMs ?? policies.lockTimeoutMs, statementTimeoutMs: request.statementTimeoutMs ?? policies.statementTimeoutMs }
  const session = await openRunSession(engine, environment, limits, job.signal)
  try {
    const runId = randomUUID()
    const { situation, steps, fingerprint, events } = await enterRun(session, request, runId, job)
    const empty: RunResult = { runId, direction: request.direction, from: situation.current, to: situation.current, migrations: [], backup: null, ms: 0 }
    if (steps.length === 0) return { ...empty, ms: Math.round(performance.now() - began) }
    throwIfStopped(job, 'Nothing was changed.')
    const used = await request.consent?.use(fingerprint)
    if (used) events.push(confirmationEvent(used, 'used', engine.actor, runId))
    const backup = await backUp(engine, tools, environment, request, job)
    throwIfStopped(job, 'Nothing was changed.')
    const identity: RunIdentity = { runId, actor: engine.actor, reason: request.reason?.trim() || null, planFingerprint: fingerprint, backupId: backup?.id ?? null, before: request.schemaBefore ?? null }
    const run = await execute(engine, session, { situation, steps, events }, identity, job)
    await releaseLock(session.client, environment).catch(() => {})
    return { ...empty, to: highestVersion([...run.versions]), migrations: run.done, backup: backup && { id: backup.id, file: backup.file, bytes: backup.bytes }, ms: Math.round(performance.now() - began) }
  } catch (thrown) {
    throw toConnectionError(thrown, environment)
  } finally {
    await closeRunSession(session)
  }
}

async function backUp(engine: Engine, { createBackup }: Pick<BackupTools, 'createBackup'>, environment: Environment, request: RunRequest, job: JobContext): Promise<Manifest | null> {
  if (!(request.backup ?? environment.policies.backupBeforeMigrating)) return null
  const { signal, progress, log } = job
  return createBackup(engine, environment, { reason: request.reason ?? '', trigger: request.direction === 'up' ? 'before_migrating' : 'before_undo', signal, progress, log })
}

async function execute(engine: Engine, session: RunSession, { situation, steps, events }: Omit<Entered, 'fingerprint'>, identity: RunIdentity, job: JobContext): Promise<StepsRun> {
  const { client, environment } = session
  await prepareHistory(client, situation.place)
  for (const event of events) await writeEvent(client, environment, event, job.log)
  const reporter = new RunReporter(job, steps.length)
  client.on('notice', ({ severity, message }) => reporter.notice(severity ?? 'NOTICE', message ?? ''))
  const rank = situation.history.reduce((highest, row) => Math.max(highest, row.rank), 0) + 1
  const run: StepsRun = { session, job, reporter, identity, rank, versions: new Set(liveVersions(situation.rows)), done: [], waived: [] }
  const what = steps[0]?.action === 'undo' ? `undo of ${steps.length}` : `apply ${steps.length}`
  await startRun(client, environment, identity, what, situation.current)
  const beginning = environment.policies.rollbackOnFailure && steps[0]?.action === 'apply' ? await Beginning.of(engine, run, steps) : undefined
  run.beforeStep = beginning && ((step) => beginning.beforeStep(step))
  try {
    await runSteps(run, steps)
    reporter.flush()
    await endJournal(run, 'succeeded', null)
    return run
  } catch (thrown) {
    reporter.flush()
    const error = toConnectionError(thrown, environment)
    const failed = steps[run.done.length]
    const told = beginning && failed && canTakeBack(error) ? await beginning.takeBack(situation, failed, error) : withWayBack(error, run, situation.current, job)
    await endJournal(run, outcomeOf(error), error.message)
    throw told
  }
}

/** Not while nobody knows what took effect, and not against somebody who cancelled. */
function canTakeBack({ code }: AppError): boolean {
  return code !== 'cancelled' && code !== 'outcome_unknown' && code !== 'connection_lost'
}

/** Says how to take back what the run did before it failed, to people and to machines. */
function withWayBack(error: AppError, { done, identity }: StepsRun, from: string | null, job: JobContext): AppError {
  const versions = done.filter(({ version }) => version !== null).length
  if (versions === 0 || !canTakeBack(error)) return error
  const to = from ?? '0'
  job.data({ kind: 'way_back', runId: identity.runId, to, migrations: versions })
  const { help } = error.data
  return AppError.from({ ...error.data, help: `${help ? `${help} ` : ''}To take back what this run did before it failed: undo to ${from === null ? 'before the first version' : `version ${from}`} (strata undo --to ${to}).` })
}

function outcomeOf({ code }: AppError): JournalOutcome {
  if (code === 'cancelled') return 'cancelled'
  return code === 'outcome_unknown' ? 'unknown' : 'failed'
}

/** The run's row says how it ended, on a new connection where the old one is lost. What cannot be written now is closed by the next run. */
async function endJournal({ session, identity, versions, waived }: StepsRun, outcome: JournalOutcome, problem: string | null): Promise<void> {
  const { client, engine, environment } = session
  const write = async (on: RunSession['client']) => {
    await calmSession(on)
    for (const row of waived.splice(0)) await writeJournal(on, environment, { ...identity, reason: String(row.details?.['reason']) }, row)
    await endRun(on, environment, identity, outcome, problem, highestVersion([...versions]))
    await sealSoon(on, environment)
  }
  try {
    await write(client)
  } catch {
    const other = await connect(engine, environment, { purpose: 'journal' }).catch(() => undefined)
    if (!other) return
    await write(other).catch(() => {})
    await other.end().catch(() => {})
  }
}
