import { readFileSync } from 'node:fs'
import { basename, relative, resolve, sep } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Draft, Preview } from '#shared/contract/preview.ts'
import { decodeMigration, DecodeProblem } from '#shared/migrations/decode.ts'
import { compareVersions } from '#shared/migrations/version.ts'
import { createEngine } from '#engine/create-engine.ts'
import { StaticEnvironments } from '#engine/environments/static-environments.ts'
import { readMigrationFolder } from '#engine/migrations/read-folder.ts'
import { contractClient } from '../contract-client.ts'
import { reportText } from '../report/render-report.ts'
import { exitOf, type FailOn, type Format, type Report } from '../report/report.ts'
import { openSession, shellEngine, type Session } from '../session/open-session.ts'
import { folderEnvironment, inScratch } from '../session/scratch.ts'
import { chooseTarget, type TargetOptions } from '../session/target.ts'
import type { Terminal } from '../terminal.ts'
import { followJob } from './follow-job.ts'
import { logTo } from './log.ts'
import { outputTo, refuseOutput } from './output-file.ts'
import { viewOf } from './run-operation.ts'

export interface CheckGiven {
  command: Report['command']
  files: readonly string[]
  target: TargetOptions
  /** Address of a server for shadow databases. */
  shadow: string | undefined
  format: Format
  failOn: FailOn
  yes: boolean
  quiet: boolean
  output: string | undefined
  preview: { base?: Preview['base'] | undefined; rows?: Preview['rows'] | undefined; mode: Preview['mode']; prove: boolean; timeoutMs?: number | undefined }
}

/** `strata lint`, `preview` and `prove`: resolves to the exit code by what was found, and throws AppErrors. */
export async function runCheck(terminal: Terminal, given: CheckGiven): Promise<number> {
  refuseOutput(given.output)
  return inCheckSession(terminal, given, async (session) => {
    const report = await reportOf(terminal, session, given)
    const out = await outputTo(terminal, given.output)
    out.out(reportText(report, given.format, out.look))
    return exitOf(report, given.failOn)
  })
}

async function inCheckSession(terminal: Terminal, given: CheckGiven, work: (session: Session) => Promise<number>): Promise<number> {
  const log = logTo(terminal)
  if (!namesDatabase(given.target)) return given.command === 'lint' ? inFolder(terminal, given, work) : inScratch(given.shadow, given.target, log, work)
  const session = await openSession(chooseTarget(given.target, true, process.env), { ...given.target, ...(given.shadow !== undefined && { shadow: given.shadow }) }, log)
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

function namesDatabase({ env, url }: TargetOptions): boolean {
  return env !== undefined || url !== undefined || Boolean(process.env.STRATA_URL || process.env.DATABASE_URL)
}

/** Nothing is asked but files: no store, no server. */
async function inFolder(terminal: Terminal, { target }: CheckGiven, work: (session: Session) => Promise<number>): Promise<number> {
  const log = logTo(terminal)
  const environment = folderEnvironment(target)
  const engine = createEngine({ ...shellEngine(), environments: new StaticEnvironments(environment), log })
  try {
    return await work({ engine, client: contractClient(engine, (failure, operation, cause) => log('error', `${operation}: ${failure.message}`, cause)), env: environment.name, close: async () => {} })
  } finally {
    await engine.close()
  }
}

async function reportOf(terminal: Terminal, session: Session, given: CheckGiven): Promise<Report> {
  const env = session.env ?? ''
  const environment = session.engine.environments.get(env)
  const { scripts, drafts } = chosen(given.files, environment)
  const known = { command: given.command, env, folder: relative(process.cwd(), environment.migrationsFolder).replaceAll(sep, '/') }
  if (given.command === 'lint') {
    const all = scripts ?? (namesDatabase(given.target) ? undefined : await allScripts(environment))
    const { findings, files } = await session.client.preview.lint({ env, scripts: all, drafts })
    return { ...known, files, findings, preview: null }
  }
  const { mode, prove, ...more } = given.preview
  const started = await session.client.preview.run({ env, scripts, drafts, mode, prove: given.command === 'prove' || prove, ...more, ...(given.yes && { confirm: env }) })
  const job = await followJob(session.client, started.jobId, viewOf(terminal, { quiet: given.quiet, json: given.format !== 'text' }))
  if (job.error) throw AppError.from(job.error)
  const preview = await session.client.preview.show({ preview: (job.result as { preview: string }).preview })
  const findings = given.command === 'prove' ? [] : preview.findings
  return { ...known, files: preview.migrations.length, findings, preview }
}

/** Files of the folder by their names there; others as texts under their own names, after them. */
function chosen(files: readonly string[], { migrationsFolder }: Environment): { scripts: string[] | undefined; drafts: Draft[] } {
  if (files.length === 0) return { scripts: undefined, drafts: [] }
  const drafts: Draft[] = []
  const scripts = files.map((file) => {
    const inside = relative(migrationsFolder, resolve(file))
    const text = textOf(file)
    if (!inside.startsWith('..') && resolve(migrationsFolder, inside) === resolve(file)) return inside.replaceAll(sep, '/')
    drafts.push({ script: basename(file), text })
    return basename(file)
  })
  return { scripts, drafts }
}

function textOf(file: string): string {
  try {
    return decodeMigration(readFileSync(file)).text
  } catch (thrown) {
    if (thrown instanceof DecodeProblem) throw new AppError('file_unreadable', { file, problem: thrown.message }, { where: { file, line: thrown.line } })
    throw new AppError('not_found', { what: 'file', name: file }, { cause: thrown })
  }
}

/** In the order of a run on an empty database. */
async function allScripts({ migrationsFolder }: Environment): Promise<string[]> {
  const { files } = await readMigrationFolder(migrationsFolder)
  const versioned = files.flatMap(({ kind, version, script }) => (kind !== 'undo' && version !== null ? [{ version, script }] : [])).toSorted((a, b) => compareVersions(a.version, b.version))
  return [...versioned, ...files.filter(({ kind }) => kind === 'repeatable')].map(({ script }) => script)
}
