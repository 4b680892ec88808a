import { AppError } from '#shared/contract/app-error.ts'
import type { ClientTool, Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { enterAsDump } from '../interlock/enter-as-dump.ts'
import { connect } from '../postgres/connect.ts'
import { asBackupError } from './backup-errors.ts'
import type { BackupOptions, BackupRun } from './backup-run.ts'
import { backupFolder } from './backup-folder.ts'
import { freeTimeoutsSql, serverSql, type ServerRow } from './catalog.sql.ts'
import { compressionProblem } from './client-abilities.ts'
import { findClientTools, fittingClient, installHint } from './client-tools.ts'
import { noBackupState } from './dump-output.ts'
import { planDump } from './dump-plan.ts'
import { backupKey } from './encryption/backup-key.ts'
import { dumpApplication } from './run-dump.ts'
import { Watch } from './watch.ts'
import { writeBackup } from './write-backup.ts'

/**
 * Makes a backup with pg_dump: an archive, and beside it a manifest whose row counts are those of the very snapshot that was
 * dumped. Errors: those of `backups.create`; whichever, nothing is left that looks like a backup.
 */
export async function createBackup(engine: Engine, environment: Environment, options: BackupOptions): Promise<Manifest> {
  const startedAt = new Date()
  const began = performance.now()
  const plan = planDump(environment.backups, options.choice)
  const key = plan.encrypt ? await backupKey(engine.vault) : undefined
  const session = await connect(engine, environment, { signal: options.signal, purpose: 'backup' })
  let server: ServerRow | undefined
  try {
    server = (await session.query<ServerRow>(serverSql)).rows[0] as ServerRow
    await enterAsDump(engine, session, environment, options)
    const client = await chooseClient(server.major, plan.compression, options.log)
    const base = { ...options, engine, environment, startedAt, began, plan, key, session, server, client, ...dumpApplication(engine), folder: backupFolder(engine, environment) }
    return await withWatch(base, writeBackup)
  } catch (thrown) {
    throw asBackupError(thrown, {
      signal: options.signal, user: server?.user ?? environment.connection.user, what: `the backup in ${backupFolder(engine, environment)}`, state: noBackupState,
      other: (problem, more) => new AppError('backup_failed', { problem }, more),
    })
  } finally {
    await session.end().catch(() => {})
  }
}

async function chooseClient(serverMajor: number, compression: string, log: BackupOptions['log']): Promise<ClientTool> {
  const fitting = fittingClient(await findClientTools(), serverMajor)
  if (!fitting) throw new AppError('client_missing', { tool: 'pg_dump', major: serverMajor, install: installHint(process.platform, serverMajor) }, { state: noBackupState })
  if (fitting.warning) log('warning', fitting.warning)
  log('info', `pg_dump ${fitting.client.version} in ${fitting.client.folder}`)
  const problem = await compressionProblem(fitting.client, compression)
  if (problem !== undefined) throw new AppError('backup_failed', { problem }, { state: noBackupState, help: 'Choose gzip, or install a client that has it.' })
  return fitting.client
}

/** Cancel ends our own session on the server from a second one: it may be waiting for a lock. */
async function withWatch(base: Omit<BackupRun, 'watch'>, work: (run: BackupRun) => Promise<Manifest>): Promise<Manifest> {
  const { engine, environment, signal, server, application } = base
  const client = await connect(engine, environment, { signal, purpose: 'backup watch' })
  const watch = new Watch(client, server.major, { application, pid: server.pid })
  const end = () => void watch.endProcess()
  signal.addEventListener('abort', end)
  try {
    signal.throwIfAborted()
    await client.query(freeTimeoutsSql)
    return await work({ ...base, watch })
  } finally {
    signal.removeEventListener('abort', end)
    await watch.stop()
    await client.end().catch(() => {})
  }
}
