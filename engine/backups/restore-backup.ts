import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { RestoreResult } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { connect } from '../postgres/connect.ts'
import { asBackupError } from './backup-errors.ts'
import { makeBareSchemas } from './bare-schemas.ts'
import { freeTimeoutsSql, serverSql, type ServerRow } from './catalog.sql.ts'
import { checkArchive, refuseDataOnly, refuseNewer, untouched } from './check-archive.ts'
import type { Restored } from './judge-error.ts'
import type { StoredBackup } from './manifests.ts'
import { openArchive, type OpenArchive } from './open-archive.ts'
import { applySettings } from './database-settings.ts'
import { connectBeside, createWorking, dropAbandoned, dropDatabase, nameFinished, newRestoreToken, refuseExisting, tendingPurpose, workingName } from './new-database.ts'
import { paced } from './paced.ts'
import type { RestoreOptions, RestoreRun } from './restore-run.ts'
import { prepareLoading, restoreApplication, type Loading } from './run-restore.ts'
import { verifyRestore } from './verify-restore.ts'
import { Watch } from './watch.ts'

/** What is done with a restored database that has been compared with the manifest; its name is still the working one. */
export interface Destination<T> {
  /** Before anything is made; what it throws ends the restore. */
  check?(run: RestoreRun): Promise<void>
  finish(run: RestoreRun, outcome: RestoreOutcome): Promise<T>
}

export type RestoreOutcome = Omit<RestoreResult, 'backup' | 'database' | 'ms'>

/**
 * Restores a backup into a new database on the environment's server and compares it with the manifest. Until it is whole the new database
 * has a working name; whatever fails, it is dropped. Errors: those of `backups.restore`.
 */
export async function restoreBackup(engine: Engine, stored: StoredBackup, environment: Environment, options: RestoreOptions): Promise<RestoreResult> {
  const started = Date.now()
  return restoreBeside(engine, stored, environment, options, {
    check: async ({ session, into, rehearse }) => {
      if (!rehearse) await refuseExisting(session, into)
    },
    finish: async ({ session, working, into, rehearse }, outcome) => {
      await (rehearse ? dropDatabase(session, working) : nameFinished(session, working, into))
      return { backup: stored.manifest.id, database: into, ...outcome, ms: Date.now() - started }
    },
  })
}

/** Restores under a working name and compares; what becomes of it then, `destination` says. Errors: those of `backups.restore`. */
export async function restoreBeside<T>(engine: Engine, stored: StoredBackup, environment: Environment, options: RestoreOptions, destination: Destination<T>): Promise<T> {
  const { signal, into } = options
  const ending = { state: untouched, kept: false }
  const frame = {
    signal, user: environment.connection.user, what: `database "${into}" on the server`,
    other: (problem: string, more: object) => new AppError('restore_failed', { database: into, problem }, more),
  }
  let session: pg.Client | undefined
  let archive: OpenArchive | undefined
  try {
    refuseDataOnly(stored)
    await checkArchive(stored, options)
    archive = await openArchive(engine, stored, options)
    const token = newRestoreToken()
    session = await connectBeside(engine, environment, tendingPurpose(token), signal)
    await session.query(freeTimeoutsSql)
    const server = (await session.query<ServerRow>(serverSql)).rows[0] as ServerRow
    frame.user = server.user
    const application = restoreApplication(engine, token)
    const watch = new Watch(session, server.major, { application, pid: 0 })
    const jobs = options.jobs ?? environment.backups.jobs
    return await restoreAndHandOver({ ...options, jobs, engine, environment, manifest: stored.manifest, session, server, working: workingName(token), watch, application, archive: archive.path, ending }, destination)
  } catch (thrown) {
    // What happened to a database that was handed over, its new keeper has said.
    if (ending.kept && thrown instanceof AppError) throw thrown
    throw asBackupError(thrown, { ...frame, state: ending.state })
  } finally {
    await session?.end().catch(() => {})
    await archive?.dispose()
  }
}

async function restoreAndHandOver<T>(run: RestoreRun, destination: Destination<T>): Promise<T> {
  const { session, manifest, server, log, ending } = run
  refuseNewer(manifest.id, manifest.serverMajor, server.major)
  await destination.check?.(run)
  const load = await prepareLoading(run)
  for (const name of await dropAbandoned(session)) log('info', `Dropped ${name}, the incomplete database of a restore that was killed`)
  run.signal.throwIfAborted()
  try {
    return await destination.finish(run, await fill(run, load))
  } catch (thrown) {
    await run.watch.stop()
    if (ending.kept) throw thrown
    ending.state = await clearAway(run)
    if (thrown instanceof AppError && !run.signal.aborted) throw Object.assign(thrown, { data: { ...thrown.data, state: ending.state } })
    throw thrown
  }
}

async function fill(run: RestoreRun, load: Loading): Promise<RestoreOutcome> {
  const { session, manifest, into, working, environment, engine, progress, log } = run
  progress({ label: `Creating database ${into}` })
  await createWorking(session, working, manifest.locale, `Incomplete restore of ${manifest.id} into ${into} by ${engine.actor.user}@${engine.actor.host}`, (text) => log('warning', text))
  await makeBareSchemas(run)
  const restored = await load()
  const differences = await verify(run)
  return conclude(restored, differences)

  async function verify({ signal, watch, rehearse }: RestoreRun) {
    const inside = await connect(engine, environment, { database: working, purpose: 'restore check', signal })
    const pid = ((await inside.query<ServerRow>(serverSql)).rows[0] as ServerRow).pid
    const end = () => void watch.endProcess(pid)
    signal.addEventListener('abort', end)
    try {
      signal.throwIfAborted()
      const verification = await verifyRestore(inside, manifest, paced(progress))
      const unset = run.replaces ? [] : await applySettings(inside, working, manifest.settings ?? [])
      const more = await rehearse?.(inside)
      return { ...verification, differences: [...verification.differences, ...unset, ...(more ?? [])] }
    } finally {
      signal.removeEventListener('abort', end)
      await inside.end().catch(() => {})
    }
  }
}

/** Differences that pg_restore told of and the comparison found again are said once. */
function conclude({ harmless, differences: told }: Restored, { differences: found, tables, rows }: Awaited<ReturnType<typeof verifyRestore>>): RestoreOutcome {
  const subjects = new Set(told.map(({ subject }) => subject))
  const differences = [...told, ...found.filter(({ subject }) => !subjects.has(subject))]
  return { outcome: differences.length === 0 ? 'verified' : 'differs', differences, harmless, tables, rows }
}

/** Drops the incomplete database, from a new session if need be; says what state that leaves. */
async function clearAway({ engine, environment, session, working }: RestoreRun): Promise<string> {
  try {
    await dropDatabase(session, working).catch(async () => {
      const again = await connectBeside(engine, environment, 'restore', new AbortController().signal)
      await dropDatabase(again, working).finally(() => again.end())
    })
    return 'The incomplete new database was dropped; nothing else was touched.'
  } catch {
    return `Nothing else was touched, but the incomplete database "${working}" may still be on the server; the next restore there removes it.`
  }
}
