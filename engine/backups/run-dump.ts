import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Engine } from '../engine.ts'
import { applicationName } from '../postgres/connect.ts'
import { toolEnvironment } from '../postgres/tool-environment.ts'
import { archiveBytes } from './archive-files.ts'
import type { BackupRun } from './backup-run.ts'
import type { RelationRow } from './contents.sql.ts'
import { installHint, programName } from './client-tools.ts'
import { compressionArguments } from './dump-plan.ts'
import { EarlySync } from './early-sync.ts'
import { encryptTo } from './encryption/age-files.ts'
import { dumpFailure, parseDumpLine, type DumpLine } from './dump-output.ts'
import { paced } from './paced.ts'
import { runTool, type ToolEnd } from './run-tool.ts'
import { scopeArguments } from './scope.ts'
import type { Snapshot } from './snapshot.ts'
import { TableProgress } from './table-progress.ts'
import { waitingNote } from './watch.ts'

/** A name that no other session has, so that pg_dump's session is found on the server. */
export function dumpApplication(engine: Pick<Engine, 'actor'>): { application: string } {
  return { application: applicationName(engine, `pg_dump ${randomBytes(4).toString('hex')}`) }
}

interface RunningDump {
  dumped: Promise<void>
  /** Tells the progress an exact count. */
  counted(table: RelationRow, rows: number): void
}

/** Runs pg_dump on a snapshot into a file, or of the directory format into an empty folder. */
export function runDump(run: BackupRun, snapshot: Snapshot, file: string): RunningDump {
  const tables = new TableProgress('Dumping', snapshot.scope.content === 'schema' ? [] : snapshot.tables, Date.now(), run.plan.jobs)
  const size = new SizeNote(file)
  const progress = paced(run.progress)
  const emit = (note = '') => progress(tables.at(Date.now(), size.note() + note))
  run.watch.start((rows) => {
    tables.copied(rows.filter((row) => row.rows !== null))
    size.look()
    emit(waitingNote(rows))
  })
  // Counting may take longer than dumping, and then there is nothing more to look at.
  const afterwards = () => {
    run.watch.pause()
    run.progress({ label: 'Counting rows' })
  }
  const begin = (table: string) => {
    tables.begin(table)
    emit()
  }
  return { dumped: dump(run, snapshot, file, begin).then(afterwards), counted: ({ schema, name }, rows) => tables.knowRows(`${schema}.${name}`, rows) }
}

async function dump(run: BackupRun, snapshot: Snapshot, file: string, begin: (table: string) => void): Promise<void> {
  const problems: DumpLine[] = []
  const onMessage = (text: string) => {
    const line = parseDumpLine(text)
    if (line.kind === 'table') begin(line.table)
    else if (line.kind !== 'phase') problems.push(line)
    if (line.kind === 'problem' && line.level === 'warning') run.log('warning', `pg_dump: ${line.text}`)
  }
  const tool = await toolEnvironment(run.engine, run.environment)
  const { key, plan, signal } = run
  const sealed = key !== undefined && plan.format === 'custom'
  const end = await runTool({
    file: join(run.client.folder, programName('pg_dump')),
    arguments: [...dumpArguments(run, snapshot), ...(sealed ? [] : [`--file=${file}`])],
    variables: { ...tool.variables, PGAPPNAME: run.application }, signal, onMessage,
    ...(sealed && { consume: (stdout) => encryptTo(stdout, file, key.recipient, { signal }) }),
  }).finally(() => tool.dispose())
  if (end.code !== 0) throw failure(run, problems, end)
}

/** All but where it goes. What is synced is synced once it is whole. */
function dumpArguments({ plan, client }: BackupRun, { scope, name }: Snapshot): string[] {
  const jobs = plan.jobs > 1 ? [`--jobs=${plan.jobs}`] : []
  return [`--format=${plan.format}`, ...jobs, ...compressionArguments(plan.compression, client.major), ...scopeArguments(scope), '--verbose', '--no-password', '--no-sync', `--snapshot=${name}`]
}

function failure({ server, folder }: BackupRun, problems: readonly DumpLine[], { code, endedBy }: ToolEnd) {
  const ending = endedBy === null ? `pg_dump ended with code ${code}.` : `pg_dump was ended by ${endedBy}.`
  return dumpFailure({ problems, ending, user: server.user, folder, serverMajor: server.major, installHint: installHint(process.platform, server.major) })
}

/** How much has been written, looked at in passing: a folder of many files takes a while. */
class SizeNote {
  readonly #archive: string
  readonly #early: EarlySync
  #bytes = 0
  #looking = false

  constructor(archive: string) {
    this.#archive = archive
    this.#early = new EarlySync(archive)
  }

  look(): void {
    if (this.#looking) return
    this.#looking = true
    void archiveBytes(this.#archive).then((bytes) => {
      this.#bytes = bytes ?? 0
      this.#early.grown(this.#bytes)
      this.#looking = false
    })
  }

  note(): string {
    return this.#bytes > 0 ? ` (${(this.#bytes / 1_000_000).toFixed(1)} MB written)` : ''
  }
}
