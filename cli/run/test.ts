import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { decodeMigration, DecodeProblem } from '#shared/migrations/decode.ts'
import { connect } from '#engine/postgres/connect.ts'
import { preparePgtap, runTestFile, type TestedFile, type TestFile } from '#engine/sql-tests/run-test-file.ts'
import { hasFailed, testExits, testReportText, type TestFormat, type TestReport } from '../report/tests.ts'
import type { Session } from '../session/open-session.ts'
import { inScratch } from '../session/scratch.ts'
import type { TargetOptions } from '../session/target.ts'
import type { Terminal } from '../terminal.ts'
import { followJob } from './follow-job.ts'
import { onInterrupt } from './interrupt.ts'
import { logTo } from './log.ts'
import { outputTo, refuseOutput } from './output-file.ts'
import { viewOf } from './run-operation.ts'

export interface TestGiven {
  files: readonly string[]
  target: TargetOptions
  /** Address of a server for the scratch database. */
  shadow: string | undefined
  format: TestFormat
  quiet: boolean
  output: string | undefined
  timeoutMs: number
}

/** `strata test`: resolves to the exit code by what was found, and throws AppErrors. */
export async function runTests(terminal: Terminal, given: TestGiven): Promise<number> {
  refuseOutput(given.output)
  const files = testFiles(given.files)
  const target = await withFolder(terminal, given.target)
  const report = await inScratch(given.shadow, target, logTo(terminal), (session) => tested(terminal, session, files, given))
  const out = await outputTo(terminal, given.output)
  out.out(testReportText(report, given.format, out.look))
  return hasFailed(report) ? testExits.failed : testExits.passed
}

/** Of a saved environment only what says how to migrate; the store is read for nothing else. */
async function withFolder(terminal: Terminal, { env, ...given }: TargetOptions): Promise<TargetOptions> {
  if (env === undefined) return given
  const { openStoreEngine } = await import('../session/store-engine.ts')
  const engine = await openStoreEngine('shell', logTo(terminal))
  try {
    const { migrationsFolder: dir, schema, historyTable } = engine.environments.get(env)
    return { dir: given.dir ?? dir, schema: given.schema ?? schema, historyTable: given.historyTable ?? historyTable }
  } finally {
    await engine.close()
  }
}

async function tested(terminal: Terminal, session: Session, files: readonly TestFile[], { format, quiet, timeoutMs }: TestGiven): Promise<TestReport> {
  const { engine, client, env = '' } = session
  const job = await followJob(client, (await client.migrations.apply({ env, backup: false })).jobId, viewOf(terminal, { quiet, json: format !== 'text' }))
  if (job.error) throw AppError.from(job.error)
  const stop = new AbortController()
  const forget = onInterrupt(() => stop.abort())
  try {
    return await runAll(session, files, { timeoutMs, signal: stop.signal, environment: engine.environments.get(env) })
  } finally {
    forget()
  }
}

interface RunOptions {
  timeoutMs: number
  signal: AbortSignal
  environment: ReturnType<Session['engine']['environments']['get']>
}

/** Each file in a session of its own: what one sets, the next does not see. */
async function runAll({ engine }: Session, files: readonly TestFile[], { timeoutMs, signal, environment }: RunOptions): Promise<TestReport> {
  const done: TestedFile[] = []
  let pgtap = false
  for (const file of files) {
    if (signal.aborted) throw new AppError('cancelled')
    const session = await connect(engine, environment, { purpose: 'test', signal })
    const end = () => void session.end().catch(() => {})
    signal.addEventListener('abort', end)
    try {
      pgtap = await preparePgtap(session)
      done.push(await runTestFile(session, file, timeoutMs))
    } catch (thrown) {
      throw signal.aborted ? new AppError('cancelled') : thrown
    } finally {
      signal.removeEventListener('abort', end)
      await session.end().catch(() => {})
    }
  }
  return { pgtap, files: done }
}

/** The files of folders in the order of their names. Throws `not_found`, `file_unreadable`. */
function testFiles(given: readonly string[]): TestFile[] {
  const names = (given.length === 0 ? ['tests'] : given).flatMap((name) => (isFolder(name) ? sqlFilesIn(name) : [name]))
  if (names.length === 0) throw new AppError('not_found', { what: 'test', name: '*.sql' }, { help: 'Name SQL files or folders of them: strata test tests/*.sql' })
  return names.map((file) => ({ file: file.replaceAll(sep, '/'), text: textOf(file) }))
}

function isFolder(name: string): boolean {
  const found = statSync(name, { throwIfNoEntry: false })
  if (!found) throw new AppError('not_found', { what: 'file', name })
  return found.isDirectory()
}

function sqlFilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sql')).toSorted().map((name) => join(folder, name))
}

function textOf(file: string): string {
  try {
    return decodeMigration(readFileSync(file)).text
  } catch (thrown) {
    const problem = thrown instanceof DecodeProblem ? thrown.message : ((thrown as NodeJS.ErrnoException).code ?? 'it cannot be opened')
    throw new AppError('file_unreadable', { file, problem }, { where: { file }, cause: thrown })
  }
}
