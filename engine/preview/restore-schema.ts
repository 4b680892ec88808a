import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { parseContents } from '../backups/archive.ts'
import { checkArchive } from '../backups/check-archive.ts'
import { findClientTools, installHint, programName, restoringClient } from '../backups/client-tools.ts'
import type { StoredBackup } from '../backups/manifests.ts'
import { sortRestoreError } from '../backups/restore-errors.ts'
import { openArchive } from '../backups/open-archive.ts'
import { RestoreParser } from '../backups/restore-output.ts'
import { runTool } from '../backups/run-tool.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { toolEnvironment } from '../postgres/tool-environment.ts'
import type { Shadow } from './shadow-database.ts'

/** Restores the schema part of a backup into a shadow. Throws `client_missing`, `backup_damaged`, `backup_locked`, `shadow_failed`. */
export async function restoreSchema(shadow: Shadow, stored: StoredBackup, job: Pick<JobContext, 'signal' | 'progress' | 'log'>): Promise<void> {
  await checkArchive(stored, job)
  const archive = await openArchive(shadow.engine, stored, job)
  await restoreFrom(shadow, stored, archive.path, job).finally(() => archive.dispose())
}

async function restoreFrom({ engine, environment, major, superuser }: Shadow, { manifest }: StoredBackup, archive: string, job: Pick<JobContext, 'signal' | 'progress' | 'log'>): Promise<void> {
  const archiveMajor = Number.parseInt(manifest.clientVersion, 10)
  const client = restoringClient(await findClientTools(), archiveMajor, major)
  if (!client) throw new AppError('client_missing', { tool: 'pg_restore', major: archiveMajor, install: installHint(process.platform, archiveMajor) })
  const program = join(client.folder, programName('pg_restore'))
  const total = await entriesOf(program, archive, job.signal)
  const parser = new RestoreParser()
  let done = 0
  const onMessage = (line: string) => {
    if (parser.feed(line)?.kind === 'entry') job.progress({ label: `Restoring the schema of ${manifest.id}`, done: Math.min((done += 1), total), total, unit: 'steps' })
  }
  const tool = await toolEnvironment(engine, environment, environment.connection.database)
  const call = { file: program, arguments: ['--verbose', '--no-password', '--schema-only', ...(superuser ? [] : ['--no-owner']), `--dbname=${environment.connection.database}`, archive], variables: { ...tool.variables, PGAPPNAME: 'strata shadow restore' }, signal: job.signal, onMessage }
  const { code, endedBy } = await runTool(call).finally(() => tool.dispose())
  if (job.signal.aborted) throw new AppError('cancelled')
  for (const error of parser.errors) {
    const verdict = sortRestoreError(error, { user: environment.connection.user, serverMajor: major })
    const words = `${error.entry === undefined ? '' : `${error.entry}: `}${error.message}`.slice(0, 500)
    if (verdict.kind === 'real') throw new AppError('shadow_failed', { problem: words }, { state: 'The shadow database was dropped; nothing else was touched.' })
    job.log('warning', words)
  }
  if (endedBy !== null || (code !== 0 && parser.errors.length === 0)) throw new AppError('shadow_failed', { problem: endedBy === null ? `pg_restore ended with code ${code}` : `pg_restore was ended by ${endedBy}` })
}

/** How many entries an archive has, for the progress. */
async function entriesOf(program: string, file: string, signal: AbortSignal): Promise<number> {
  const lines: string[] = []
  await runTool({ file: program, arguments: ['--list', '--schema-only', file], variables: {}, signal, onOutput: (line) => lines.push(line) })
  return parseContents(lines).entries
}
