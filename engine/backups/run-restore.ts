import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { ClientTool, RestoreResult } from '#shared/contract/backups.ts'
import type { Engine } from '../engine.ts'
import { applicationName } from '../postgres/connect.ts'
import { toolEnvironment } from '../postgres/tool-environment.ts'
import { isNewerFormat, parseContents } from './archive.ts'
import { refuseNewer, untouched } from './check-archive.ts'
import { findClientTools, installHint, programName, restoringClient } from './client-tools.ts'
import { sortRestoreError } from './restore-errors.ts'
import { RestoreParser, type RestoreError } from './restore-output.ts'
import { RestoreProgress } from './restore-progress.ts'
import type { RestoreRun } from './restore-run.ts'
import { runTool, type ToolEnd } from './run-tool.ts'
import { waitingNote } from './watch.ts'
import { paced } from './paced.ts'

export function restoreApplication(engine: Pick<Engine, 'actor'>, token: string): string {
  return applicationName(engine, `pg_restore ${token}`)
}

/** The client for the archive, and how many entries it has. Throws `client_missing`, `backup_newer`, `backup_damaged`. */
export async function readContents(run: RestoreRun): Promise<{ client: ClientTool; entries: number }> {
  const { client, lines } = await listArchive(run)
  return { client, entries: parseContents(lines).entries }
}

/** The client for the archive, and its table of contents. Throws as above. */
export async function listArchive({ manifest, archive, server, signal, log }: Pick<RestoreRun, 'manifest' | 'archive' | 'server' | 'signal' | 'log'>): Promise<{ client: ClientTool; lines: string[] }> {
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

export interface Restored {
  harmless: RestoreResult['harmless']
  differences: RestoreResult['differences']
}

/** Runs pg_restore into the working database; throws unless all that it complained of can be explained. */
export async function runRestore(run: RestoreRun, client: ClientTool, entries: number): Promise<Restored> {
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

/** Who is no superuser may give objects to nobody else: then they stay with the user who restores. */
function restoreCall({ working, application, server, archive, jobs = 1, log }: RestoreRun, client: ClientTool, variables: Record<string, string>) {
  if (!server.superuser) log('info', `User "${server.user}" is no superuser: everything in the new database will belong to "${server.user}".`)
  const options = ['--verbose', '--no-password', ...(server.superuser ? [] : ['--no-owner']), ...(jobs > 1 ? [`--jobs=${jobs}`] : [])]
  return {
    file: join(client.folder, programName('pg_restore')),
    arguments: [...options, `--dbname=${working}`, archive],
    // Messages that can be sorted; only a superuser may choose their language. Nothing need be on the disk before the database gets its name, whose commit brings it all there.
    variables: { ...variables, PGAPPNAME: application, ...(server.superuser && { PGOPTIONS: '-c lc_messages=C -c synchronous_commit=off' }) },
  }
}

function judge(run: RestoreRun, errors: readonly RestoreError[], { code, endedBy }: ToolEnd): Restored {
  const restored: Restored = { harmless: [], differences: [] }
  for (const error of errors) {
    const verdict = sortRestoreError(error, { user: run.server.user, serverMajor: run.server.major })
    if (verdict.kind === 'real') throw failure(run, error)
    if (verdict.kind === 'harmless') restored.harmless.push({ message: wordsOf(error), why: verdict.why })
    else restored.differences.push(verdict.difference)
  }
  // It ends with 1 after errors that it went on from.
  if (endedBy !== null || (code !== 0 && errors.length === 0)) throw new AppError('restore_failed', { database: run.into, problem: endedBy === null ? `pg_restore ended with code ${code}.` : `pg_restore was ended by ${endedBy}.` })
  return restored
}

const lost = /server closed the connection|terminating connection|no connection to the server|connection to server .* failed|SSL SYSCALL error|could not send data to server/i

function failure({ into, log }: RestoreRun, error: RestoreError): AppError {
  const all = [error.message, ...error.more, ...(error.command === undefined ? [] : [`Command was: ${error.command.slice(0, 2000)}`])].join('\n')
  log('error', error.entry === undefined ? all : `${error.entry}: ${all}`)
  if (lost.test(error.message)) return new AppError('connection_lost', {}, { cause: all })
  if (/No space left on device|could not extend file/.test(all)) return new AppError('disk_full', { what: `database "${into}" on the server` }, { cause: all })
  return new AppError('restore_failed', { database: into, problem: wordsOf(error) }, { cause: all })
}

function wordsOf({ entry, message, more }: RestoreError): string {
  const detail = more.find((line) => line.startsWith('DETAIL:'))?.replace(/^DETAIL:\s+/, ' ') ?? ''
  return `${entry === undefined ? '' : `${entry}: `}${message}${detail}`.slice(0, 500)
}
