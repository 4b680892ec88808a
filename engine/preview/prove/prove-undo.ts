import { crc32 } from 'node:zlib'
import { toAppError, AppError } from '#shared/contract/app-error.ts'
import type { Proof } from '#shared/contract/preview.ts'
import { kinds } from '#shared/kinds/index.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import type { Rename } from '#shared/schema/rename/apply-renames.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { prepareScript, type PreparedScript } from '../../migrations/run/prepare-script.ts'
import { fingerprintOf } from '../../schema/take-snapshot.ts'
import type { Shadow } from '../shadow-database.ts'
import type { TraceOptions } from '../trace/tracer.ts'
import { generateUndo } from './generate-undo.ts'
import { judge, type Course } from './judge.ts'
import { Copies, ProvingDatabase, type ProvedState } from './proving-database.ts'
import { renamesBack } from './renames-back.ts'
import { failureOf } from './run-plain.ts'

export interface ProofRequest {
  script: string
  version: string | null
  up: PreparedScript
  /** The hand-written undo; null: one is generated. */
  undo: PreparedScript | null
  /** Why the hand-written one cannot even be begun, such as a string that never ends: then it is not tried. */
  undoProblem?: AppError | null
  /** What the migration does to the schema, where it was run before in a database like this one: then it is not read here. */
  known?: KnownChange | undefined
  options: Omit<TraceOptions, 'onStatement'>
}

export interface KnownChange {
  before: Snapshot
  after: Snapshot
  /** From the name after it to the one before, see `renamesBack`. */
  renames: readonly Rename[]
}

export interface ProofResult {
  proof: Proof
  /** The undo that was proved, or that could not be; null: none. */
  undoSql: string | null
  before: Snapshot
  after: Snapshot | null
}

/** Proves undos one after another in one database of the shadow: up, down, compare, up again, compare. Each call leaves the migration applied, for the next one. */
export interface Prover {
  prove(request: ProofRequest): Promise<ProofResult>
  close(): Promise<void>
}

/**
 * Each migration is applied to the database of the shadow, once; its undo and the second run are tried in a copy of that, which is dropped, so that
 * whatever an undo does, the next migration finds what it should. Nobody else may be in that database. Throws `cancelled`, `shadow_unavailable` and the errors of connections;
 * what goes wrong with a script stands in its proof.
 */
export async function openProver(shadow: Shadow, job: Pick<JobContext, 'signal' | 'log'>): Promise<Prover> {
  const base = new ProvingDatabase(shadow, job.signal)
  const copies = new Copies(shadow, job.signal)
  // What the next migration finds is what the last one has left.
  let now: ProvedState | undefined
  return {
    prove: async (request) => {
      const began = performance.now()
      const before = now ?? (await base.read(request.options.schema, request.known?.before))
      now = undefined
      const course: Course = { request, before, undo: { source: 'none', script: null, losses: [] } }
      if (await applied(base, course)) await undone(base, copies, course)
      // After a trial in the shadow itself it may be as the second run left it, or half way.
      now = concernsServer(request.up, ...(request.undo ? [request.undo] : [])) ? undefined : course.after
      job.log('info', `Tried the undo of ${request.script}`)
      return resultOf(course, Math.round(performance.now() - began))
    },
    close: async () => {
      await base.leave()
      await copies.close()
    },
  }
}

const state = 'The shadow alone was touched.'

async function applied(base: ProvingDatabase, course: Course): Promise<boolean> {
  const { up, options } = course.request
  const failure = await base.run(up, options)
  if (!failure) return true
  course.problem = 'The migration itself fails, so its undo was not tried.'
  course.error = failureOf('statement_failed', up, failure, state)
  return false
}

/**
 * Where the undo is known, the schema after the migration is read while the undo is tried. A role that the shadow itself still uses could not be
 * dropped in a copy: what concerns the whole server is tried in the shadow.
 */
async function undone(base: ProvingDatabase, copies: Copies, course: Course): Promise<void> {
  const { up, undo, undoProblem, options, known } = course.request
  const readAfter = async () => void (course.after = await base.read(options.schema, known?.after))
  if (undo) {
    course.undo = { source: 'file', script: undo, losses: [] }
    if (undoProblem) {
      course.error = undoProblem
      return readAfter()
    }
    if (concernsServer(up, undo)) {
      await readAfter()
      return tryUndo(base, undo, course)
    }
    await base.leave()
    await copies.with(base, (copy) => both(readAfter(), tryUndo(copy, undo, course)))
    return
  }
  await readAfter()
  const script = await generatedUndo(course)
  await base.leave()
  if (script) await copies.with(base, (copy) => tryUndo(copy, script, course))
}

const serverWide = /^(CREATE|ALTER|DROP) (ROLE|USER|GROUP|TABLESPACE|DATABASE)\b/

function concernsServer(...scripts: readonly PreparedScript[]): boolean {
  return scripts.some(({ statements }) => statements.some(({ command }) => serverWide.test(command)))
}

/** Waits for both, also when one fails, so that nothing goes on unseen. */
async function both(one: Promise<void>, other: Promise<void>): Promise<void> {
  await Promise.allSettled([one, other])
  await Promise.all([one, other])
}

async function tryUndo(copy: ProvingDatabase, undo: PreparedScript, course: Course): Promise<void> {
  const { up, options } = course.request
  const failure = await copy.run(undo, options)
  if (failure) {
    course.error = failureOf('undo_failed', undo, failure, state)
    return
  }
  course.down = await copy.read(options.schema)
  const again = await copy.run(up, options)
  if (again) course.error = failureOf('statement_failed', up, again, state)
  else course.again = await copy.read(options.schema)
}

/** Undefined, with the problem told: there can be none. */
async function generatedUndo(course: Course): Promise<PreparedScript | undefined> {
  const { request, before, after } = course
  if (!after) return undefined
  const generated = generateUndo(before.snapshot, after.snapshot, request, request.known?.renames ?? renamesBack(before, after, kinds))
  if ('problem' in generated) {
    course.problem = generated.problem
    return undefined
  }
  try {
    const script = await prepareScript(undoName(request), generated.sql)
    course.undo = { source: 'generated', script, losses: generated.loses }
    return script
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    course.problem = thrown.message
    return undefined
  }
}

/** sub/V7__add_note.sql has sub/U7__add_note.sql; a repeatable migration has none by Flyway's rule, and its undo the name of its script. */
function undoName({ script, version }: ProofRequest): string {
  return version === null ? `undo of ${script}` : script.replace(/(^|[\\/])[VB]([^\\/]*)$/, '$1U$2')
}

async function resultOf(course: Course, ms: number): Promise<ProofResult> {
  const { request: { script, version, up }, before, after, undo, error, problem } = course
  const checksum = (text: string) => flywayChecksum(text, crc32)
  const verdict = await judge(course)
  const tables = [...before.data.tables.values()]
  const proof: Proof = {
    ...verdict, script, version,
    undo: undo.source, undoScript: undo.script?.script ?? null,
    at: new Date().toISOString(), serverVersion: before.snapshot.head.serverVersion,
    checksum: checksum(up.text), undoChecksum: undo.script ? checksum(undo.script.text) : null,
    fingerprint: fingerprintOf(before.snapshot),
    compared: { tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0), emptyTables: tables.filter(({ rows }) => rows === 0).length },
    problem: verdict.problem ?? problem ?? null, error: error ? toAppError(error).data : null, stale: false, ms,
  }
  return { proof, undoSql: undo.script?.text ?? null, before: before.snapshot, after: after?.snapshot ?? null }
}
