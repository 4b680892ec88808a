import { crc32 } from 'node:zlib'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { qualified } from '#shared/sql/quote.ts'
import { withoutHistory } from '../../compare/own-tables.ts'
import type { Engine } from '../../engine.ts'
import { deleteFailedSql } from '../../history/history.sql.ts'
import { writeEvent } from '../../history/journal-event.ts'
import { writeJournal } from '../../history/journal.ts'
import { generateUndo } from '../../preview/prove/generate-undo.ts'
import { runPlain } from '../../preview/prove/run-plain.ts'
import { tellDifferences } from '../../preview/prove/tell-differences.ts'
import { fingerprintOf, readEnvironment } from '../../schema/take-snapshot.ts'
import { readScript } from '../read-folder.ts'
import type { Situation } from '../situation.ts'
import { buildSteps } from './build-steps.ts'
import { readInvalidIndexes } from './invalid-indexes.ts'
import { prepareScript } from './prepare-script.ts'
import { RunReporter } from './reporter.ts'
import { calmSession } from './run-session.ts'
import type { RunStep } from './run-step.ts'
import { runSteps, type StepsRun } from './run-steps.ts'
import { dropIndexSql } from './run.sql.ts'

/** How things were, so that they can be brought back to it. */
export class Beginning {
  readonly #engine: Engine
  readonly #run: StepsRun
  readonly #atStart: Snapshot
  /** Before the last step that runs outside a transaction. */
  #beforeStep: Snapshot
  /** Indexes that were invalid before the run began. */
  readonly #invalid: ReadonlySet<string>

  private constructor(engine: Engine, run: StepsRun, atStart: Snapshot, invalid: ReadonlySet<string>) {
    this.#engine = engine
    this.#run = run
    this.#atStart = atStart
    this.#beforeStep = atStart
    this.#invalid = invalid
  }

  /** Reads the schema before anything runs; undefined where a failure leaves nothing, because all that runs is one transaction. */
  static async of(engine: Engine, run: StepsRun, steps: readonly RunStep[]): Promise<Beginning | undefined> {
    if (steps.length < 2 && steps.every(({ outside }) => outside === undefined)) return undefined
    const invalid = new Set((await readInvalidIndexes(run.session.client)).map(({ oid }) => oid))
    return new Beginning(engine, run, await schemaNow(engine, run), invalid)
  }

  async beforeStep(step: RunStep): Promise<void> {
    if (step.outside !== undefined && this.#run.done.length > 0) this.#beforeStep = await schemaNow(this.#engine, this.#run)
  }

  /** Takes back what the run did, and nothing beyond it. Gives the error of the run with what is true now. */
  async takeBack(situation: Situation, failed: RunStep, failure: AppError): Promise<AppError> {
    const { job } = this.#run
    job.progress({ label: 'Taking back what this run did' })
    const outcome = await this.#try(situation, failed).catch((thrown: unknown): Outcome => ({ kind: 'stuck', did: [], left: [toAppError(thrown).message], differences: [] }))
    const told = wordsOf(outcome)
    job.log(outcome.kind === 'back' ? 'info' : 'warning', told)
    job.data({ ...outcome, kind: 'taken_back', outcome: outcome.kind })
    await this.#writeDown(outcome, told)
    const { help: _help, ...data } = failure.data
    return AppError.from({ ...data, state: `${stateBefore(data.state)}${told}`, help: helpOf(outcome) })
  }

  async #try(situation: Situation, failed: RunStep): Promise<Outcome> {
    const did: string[] = []
    const left: string[] = []
    await calmSession(this.#run.session.client)
    if (failed.outside !== undefined) await this.#cleanUp(failed, did, left)
    if (left.length === 0) await this.#undoDone(situation, did, left)
    const now = await schemaNow(this.#engine, this.#run)
    const same = fingerprintOf(now) === fingerprintOf(this.#atStart)
    const differences = same ? [] : tellDifferences(this.#atStart, now).map(({ text }) => text)
    return { kind: left.length > 0 ? 'stuck' : same ? 'back' : 'differs', did, left, differences }
  }

  /** A file outside a transaction that broke off: its invalid indexes, then what its statements did before, then its row in the history. */
  async #cleanUp(failed: RunStep, did: string[], left: string[]): Promise<void> {
    const { session } = this.#run
    const { client, environment } = session
    for (const index of (await readInvalidIndexes(client)).filter(({ oid }) => !this.#invalid.has(oid))) {
      await client.query(dropIndexSql(index))
      did.push(`Invalid index ${qualified(index.schema, index.name)} was dropped.`)
    }
    if (/DATABASE|TABLESPACE|SYSTEM|SUBSCRIPTION|PREPARED/.test(failed.outside ?? '') && failed.of > 1) {
      left.push(`${failed.script} has ${failed.outside}, which is no part of a schema: what of it took effect cannot be told.`)
      return
    }
    const now = await schemaNow(this.#engine, this.#run)
    if (fingerprintOf(now) !== fingerprintOf(this.#beforeStep)) {
      const undo = generateUndo(this.#beforeStep, now, failed)
      if ('problem' in undo) left.push(`What ${failed.script} did before it failed cannot be taken back: ${undo.problem}.`)
      else if (undo.loses.length > 0) left.push(`Taking ${failed.script} back would lose data, which is for a person to decide. ${undo.loses.join(' ')}`)
      else {
        await runPlain(client, await prepareScript(failed.script, undo.sql), { schema: environment.schema, ...session.limits })
        did.push(`What ${failed.script} did before it failed was taken back.`)
      }
    }
    if (left.length === 0) await this.#repair(failed, did)
  }

  async #repair({ script, version }: RunStep, did: string[]): Promise<void> {
    const { session: { client, environment }, identity } = this.#run
    const { rows } = await client.query(deleteFailedSql(environment.schema, environment.historyTable))
    if (rows.length === 0) return
    did.push(`The failure of ${script} was removed from the history.`)
    await writeJournal(client, environment, identity, { kind: 'repair', outcome: 'done', version, script, description: `Repair removed the failure of ${script}`, rank: null, checksum: null, statements: null, ms: null, problem: null, sql: null })
  }

  /** All or none: between two versions nobody knows the way. */
  async #undoDone(situation: Situation, did: string[], left: string[]): Promise<void> {
    const { done, session, job, identity, rank, versions } = this.#run
    const rows = done.toReversed().flatMap(({ script }) => situation.rows.filter((row) => row.script === script))
    for (const { script, undoScript } of rows) {
      const problem = await this.#undoProblem(situation, script, undoScript)
      if (problem !== undefined) left.push(problem)
    }
    if (left.length > 0 || rows.length === 0) return
    const { steps } = await buildSteps(situation, rows, 'down')
    const reporter = new RunReporter(job, steps.length)
    // What was begun is brought back whole, also at the end of the program.
    const undone: StepsRun = { session, job: { ...job, ending: undefined }, reporter, identity, rank, versions, done: [], waived: [] }
    try {
      await runSteps(undone, steps)
    } catch (thrown) {
      left.push(toAppError(thrown).message)
    } finally {
      reporter.flush()
      did.push(...undone.done.map(({ script }) => `${script} was run.`))
    }
  }

  async #undoProblem({ folder }: Situation, script: string, undoScript: string | null): Promise<string | undefined> {
    if (undoScript === null) return `${script} was applied and has no undo file.`
    const checksum = (file: string) => flywayChecksum(readScript(folder.folder, file).text, crc32)
    const { proof } = (await this.#engine.proofs.list(this.#run.session.environment.id)).find(({ proof: one }) => one.script === script) ?? {}
    const holds = proof?.status === 'proved' && proof.undo === 'file' && proof.checksum === checksum(script) && proof.undoChecksum === checksum(undoScript)
    return holds ? undefined : `${script} was applied, and its undo ${undoScript} is not proved.`
  }

  async #writeDown(outcome: Outcome, description: string): Promise<void> {
    const { session: { client, environment }, identity, job } = this.#run
    const stuck = outcome.kind === 'back' ? null : [...outcome.left, ...outcome.differences].join(' ')
    const event = { kind: stuck === null ? ('rollback' as const) : ('rollback_failed' as const), runId: identity.runId, actor: identity.actor, reason: identity.reason ?? '', backupId: identity.backupId, version: null, description, ms: 0, problem: stuck }
    await calmSession(client).catch(() => {})
    await writeEvent(client, environment, { ...event, before: fingerprintOf(this.#atStart) }, job.log)
  }
}

interface Outcome {
  kind: 'back' | 'differs' | 'stuck'
  /** What was done, in sentences. */
  did: string[]
  /** What is left and why. */
  left: string[]
  /** What the schema was before the run and is not now. */
  differences: string[]
}

async function schemaNow(engine: Engine, { session: { environment } }: StepsRun): Promise<Snapshot> {
  return withoutHistory(await readEnvironment(engine, environment), [environment])
}

function wordsOf({ kind, did, left, differences }: Outcome): string {
  const verdict = {
    back: 'What this run did was taken back: the schema is as it was before the run.',
    differs: `What this run did was taken back, and the schema differs from before the run: ${differences.join('; ')}.`,
    stuck: 'What this run did could not be taken back whole.',
  }[kind]
  return [verdict, ...did, ...left].join(' ')
}

function stateBefore(state: string | undefined): string {
  return state === undefined ? '' : `When it failed: ${state} Since then: `
}

function helpOf({ kind }: Outcome): string {
  if (kind === 'back') return 'Correct the cause, then migrate again.'
  return 'See what is left, take it back or go on by hand, run repair if the history has a failure, then migrate again. The backup made before the run is the last way back.'
}
