import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { AppError } from '#shared/contract/app-error.ts'
import type { ClientTool } from '#shared/contract/backups.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { isNewerFormat } from '../archive.ts'
import { findClientTools, installHint, programName } from '../client-tools.ts'
import { inspectPlainDump, unusable } from '../plain-dump.ts'
import { runTool } from '../run-tool.ts'
import type { DumpContents } from './dump-contents.ts'

interface ArchiveJob extends Pick<JobContext, 'signal' | 'log'> {
  /** What the person called it. */
  name: string
}

export interface ReadArchive {
  contents: DumpContents
  database: string | undefined
  madeAt: Date | undefined
}

/** Reads an archive whole by pg_restore, which writes it as SQL that is only counted. Throws `backup_unusable`, `client_missing`. */
export async function readArchive(archive: string, job: ArchiveJob): Promise<ReadArchive> {
  const [client] = await findClientTools()
  if (!client) throw missing(13)
  job.log('info', `pg_restore ${client.version} in ${client.folder}`)
  const list: string[] = []
  await run(client, ['--list', archive], job, { onOutput: (line) => list.push(line) })
  let contents: DumpContents | undefined
  const consume = async (stdout: Readable) => {
    contents = await inspectPlainDump(stdout, job.name)
  }
  await run(client, ['--file=-', archive], job, { consume })
  if (!contents) throw unusable(job.name, 'pg_restore wrote nothing')
  return { contents, ...headOf(list) }
}

async function run(client: ClientTool, options: string[], { signal, name }: ArchiveJob, more: Partial<Parameters<typeof runTool>[0]>): Promise<void> {
  const problems: string[] = []
  // The head of the list says when in the zone of this process.
  const call = { file: join(client.folder, programName('pg_restore')), arguments: options, variables: { TZ: 'UTC' }, signal, onMessage: (line: string) => problems.push(line) }
  const { code } = await runTool({ ...call, ...more })
  signal.throwIfAborted()
  if (isNewerFormat(problems)) throw missing(client.major + 1)
  if (code !== 0) throw unusable(name, problems[0]?.replace(/^pg_restore: (?:error: )?/, '') ?? `pg_restore ended with code ${code}`)
}

function missing(major: number): AppError {
  return new AppError('client_missing', { tool: 'pg_restore', major, install: installHint(process.platform, major) }, { state: 'Nothing was imported.' })
}

/** `; Archive created at 2026-11-23 05:00:00 UTC` and `;     dbname: shop`. */
function headOf(lines: readonly string[]): Pick<ReadArchive, 'database' | 'madeAt'> {
  const head = lines.filter((line) => line.startsWith(';')).join('\n')
  const database = /^;\s+dbname: (.+)$/m.exec(head)?.[1]
  const [, day, time] = /^; Archive created at (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/m.exec(head) ?? []
  const madeAt = day === undefined ? undefined : new Date(`${day}T${time}Z`)
  return { database, madeAt: madeAt && !Number.isNaN(madeAt.getTime()) ? madeAt : undefined }
}
