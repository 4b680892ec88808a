import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { runMigrations } from '../migrations/run/run-migrations.ts'
import type { Shadow } from './shadow-database.ts'

export interface FolderBuild {
  folder: string
  /** Highest version to apply; absent: all. */
  to?: string | undefined
  /** Schema of the history, and first in search_path. */
  schema: string
  historyTable: string
  outOfOrder?: boolean
}

/** Runs a folder's migrations in a shadow by the very code that runs them elsewhere. Throws `shadow_failed` with the place in the file. */
export async function buildFromFolder({ engine, environment: { connection, ...rest } }: Shadow, { folder, to, schema, historyTable, outOfOrder = false }: FolderBuild, job: Pick<JobContext, 'signal' | 'progress' | 'log'>): Promise<void> {
  const environment: Environment = { ...rest, connection, migrationsFolder: folder, schema, historyTable, policies: { ...rest.policies, backupBeforeMigrating: false, confirm: false, outOfOrder, statementTimeoutMs: 0 } }
  const quiet: JobContext = { jobId: 'shadow', signal: job.signal, progress: job.progress, log: (level, text) => (level === 'info' ? undefined : job.log(level, text)), data: () => {} }
  const refuse = () => Promise.reject(new AppError('not_allowed', { what: 'A backup of a shadow' }))
  try {
    await runMigrations(engine, { createBackup: refuse }, environment, { direction: 'up', to, backup: false }, quiet)
  } catch (thrown) {
    throw shadowError(thrown)
  }
}

const ownErrors = new Set(['cancelled', 'folder_missing', 'version_unknown', 'internal'])

/** The same words and the same place, but of the shadow: the environments were not touched. */
export function shadowError(thrown: unknown): AppError {
  const error = toAppError(thrown)
  if (ownErrors.has(error.code)) return error
  const { message, where, pg, help } = error.data
  return new AppError('shadow_failed', { problem: message }, { ...(where && { where }), ...(pg && { pg }), ...(help && error.code !== 'statement_failed' && { help }), state: 'The shadow database was dropped; nothing else was touched.', cause: error.cause })
}
