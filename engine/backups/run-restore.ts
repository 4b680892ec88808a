import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { ClientTool } from '#shared/contract/backups.ts'
import type { Engine } from '../engine.ts'
import { applicationName } from '../postgres/connect.ts'
import { toolEnvironment } from '../postgres/tool-environment.ts'
import { isNewerFormat, parseContents } from './archive.ts'
import { refuseNewer, untouched } from './check-archive.ts'
import { findClientTools, installHint, programName, restoringClient } from './client-tools.ts'
import { judgeError, type Restored } from './judge-error.ts'
import { restorePlain } from './plain/restore-plain.ts'
import { RestoreParser, type RestoreError } from './restore-output.ts'
import { RestoreProgress } from './restore-progress.ts'
import type { RestoreRun } from './restore-run.ts'
import { runTool, type ToolEnd } from './run-tool.ts'
import { waitingNote } from './watch.ts'
import { paced } from './paced.ts'

export function restoreApplication(engine: Pick<Engine, 'actor'>, token: string): string {
  return applicationName(engine, `pg_restore ${token}`)
}

/** How an archive is put into the working database. */
export type Loading = () => Promise<Restored>

/** Finds out how before anything is made. Throws `client_missing`, `backup_newer`, `backup_damaged`. */
export async function prepareLoading(run: RestoreRun): Promise<Loading> {
  if (run.manifest.format === 'plain') return () => restorePlain(run)
  const { client, entries } = await readContents(run)
  return () => runRestore(run, client, entries)
}

/** The client for the archive, and how many entries it has. Throws `client_missing`, `backup_newer`, `backup_damaged`. */
async function readContents(run: RestoreRun): Promise<{ client: ClientTool; entries: number }> {
  const { client, lines } = await listArchive(run)
  return { client, entries: parseContents(lines).entries }
}

/** The client for the archive, and its table of contents. Throws as above, and `backup_unusable` for plain SQL, which has none. */
export async function listArchive({ manifest, archive, server, signal, log }: Pick<RestoreRun, 'manifest' | 'archive' | 'server' | 'signal' | 'log'>): Promise<{ client: ClientTool; lines: string[] }> {
  if (manifest.format === 'plain') throw new AppError('backup_unusable', { file: manifest.file, problem: 'it is plain SQL, out of which no single tables can be taken' }, { state: untouched, help: 'Restore it into a new database and copy the tables from there.' })
  const archiveMajor = Number.parseInt(manifest.clientVersion, 10)
  const client = restoringClient(await findClientTools(), archiveMajor, server.major)
  if (!client) throw missing(archiveMajor)
  const lines: string[] = []
  const problems: string[] = []
  const call = { file: join(client.folder, programName('pg_restore')), arguments: ['--list', archive], variables: {}, signal }
  const { code } = await runTool({ ...call, onOutput: (line) => lines.push(line), onMessage: (line) => problems.push(line) })
  signal.throwIfAborted()
  if (isNewerFormat(problems)) throw missing(client.major + 1)
  if (code !== 0) throw new AppError('backup_damaged', { backup: manifest.id, problem: problems[0] ?? `pg_restore --list ended with code ${code}` }, { state: untouched })
  refuseNewer(manifest.id, parseContents(lines).fromMajor ?? manifest.serverMajor, server.major)
  log('info', `pg_restore ${client.version} in ${client.folder}`)
  return { client, lines }
}

function missing(major: number): AppError {
  return new AppError('client_missing', { tool: 'pg_restore', major, install: installHint(process.platform, major) }, { state: untouched })
}

/** Runs pg_restore into the working database; throws unless all that it complained of can be explained. */
async function runRestore(run: RestoreRun, client: ClientTool, entries: number): Promise<Restored> {
  const parser = new RestoreParser()
  const progress = new RestoreProgress(run.manifest.tables, entries)
  const tell = paced(run.progress)
  run.watch.start((rows) => {
    progress.copied(rows.find((row) => row.rows !== null)?.rows ?? null)
    tell(progress.at(waitingNote(rows)))
  })
  const onMessage = (text: string) => {
    const line = parser.feed(text)
    if (line?.kind === 'warning') run.log('warning', `pg_restore: ${line.text}`)
    if (line?.kind !== 'entry') return
    progress.begin(line)
    tell(progress.at())
  }
  const tool = await toolEnvironment(run.engine, run.environment, run.working)
  const end = await runTool({ ...restoreCall(run, client, tool.variables), signal: run.signal, onMessage }).finally(() => tool.dispose())
  await run.watch.stop()
  run.signal.throwIfAborted()
  return judge(run, parser.errors, end)
}

/** Of a tar file pg_restore reads with one job alone. Who is no superuser may give objects to nobody else: then they stay with the user who restores. */
function restoreCall({ manifest, working, application, server, archive, jobs = 1, log }: RestoreRun, client: ClientTool, variables: Record<string, string>) {
  if (!server.superuser) log('info', `User "${server.user}" is no superuser: everything in the new database will belong to "${server.user}".`)
  const options = ['--verbose', '--no-password', ...(server.superuser ? [] : ['--no-owner']), ...(jobs > 1 && manifest.format !== 'tar' ? [`--jobs=${jobs}`] : [])]
  return {
    file: join(client.folder, programName('pg_restore')),
    arguments: [...options, `--dbname=${working}`, archive],
    // Messages that can be sorted; only a superuser may choose their language. Nothing need be on the disk before the database gets its name, whose commit brings it all there.
    variables: { ...variables, PGAPPNAME: application, ...(server.superuser && { PGOPTIONS: '-c lc_messages=C -c synchronous_commit=off' }) },
  }
}

function judge(run: RestoreRun, errors: readonly RestoreError[], { code, endedBy }: ToolEnd): Restored {
  const restored: Restored = { harmless: [], differences: [] }
  for (const error of errors) judgeError(run, error, restored)
  // It ends with 1 after errors that it went on from.
  if (endedBy !== null || (code !== 0 && errors.length === 0)) throw new AppError('restore_failed', { database: run.into, problem: endedBy === null ? `pg_restore ended with code ${code}.` : `pg_restore was ended by ${endedBy}.` })
  return restored
}
