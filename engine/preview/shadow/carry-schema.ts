import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { findClientTools, fittingClient, programName } from '../../backups/client-tools.ts'
import { sortRestoreError } from '../../backups/restore-errors.ts'
import { RestoreParser, type RestoreError } from '../../backups/restore-output.ts'
import type { Engine } from '../../engine.ts'
import { toolEnvironment } from '../../postgres/tool-environment.ts'
import type { Shadow } from '../shadow-database.ts'
import { failureOf, isFullDisk, isLoss, shadowNote } from './failures.ts'
import { pipeTools } from './pipe-tools.ts'
import type { Target } from './target.ts'

export interface Carrying {
  engine: Engine
  target: Target
  /** Snapshot of the target to dump. */
  snapshot: string | undefined
  shadow: Shadow
  /** Of the shadow's place, in words. */
  title: string
  signal: AbortSignal
}

export type Carried =
  | { done: true; notes: Diagnostic[] }
  /** Nothing was loaded, and why not, in words. */
  | { done: false; why: string }

/** pg_dump would hold its first locks while it waits for the last one. */
const lockPatience = '--lock-wait-timeout=3000'

/**
 * What is left out: a subscription that a migration drops takes its slot along on the publisher. Comments and labels of providers that are
 * not loaded do no harm and are tried.
 */
const dumpArguments = ['--schema-only', '--format=custom', '--compress=0', '--no-password', '--no-subscriptions', lockPatience]

/** Loads the schema part of pg_dump. Throws `shadow_failed`, `disk_full`, `cancelled`. */
export async function carrySchema(carrying: Carrying): Promise<Carried> {
  const { target, shadow } = carrying
  const fitting = fittingClient(await findClientTools(), target.major)
  if (!fitting) return { done: false, why: `No pg_dump for PostgreSQL ${target.major} was found on this machine` }
  const { why, errors } = await dumpInto(carrying, fitting.client.folder, dumpArguments)
  return why === undefined ? { done: true, notes: notesOf(errors, shadow) } : { done: false, why }
}

/** Loads the statistics of the planner, which pg_dump carries since version 18. Throws as `carrySchema`. */
export async function carryStatistics(carrying: Carrying): Promise<Carried> {
  const client = (await findClientTools()).findLast(({ major }) => major >= Math.max(18, carrying.target.major))
  if (!client) return { done: false, why: 'No pg_dump of version 18 or later was found on this machine' }
  const { why, errors } = await dumpInto(carrying, client.folder, ['--statistics-only', '--format=custom', '--compress=0', '--no-password', lockPatience])
  if (why !== undefined) return { done: false, why }
  return { done: true, notes: errors.length === 0 ? [] : [shadowNote('shadow-statistics', 'info', `Some statistics could not be carried to the shadow: ${errors[0]?.message ?? ''}`.slice(0, 600))] }
}

/** `why`: pg_dump failed, and nothing or not all was loaded; `errors` of loading are for the caller to judge. */
async function dumpInto({ engine, target, snapshot, shadow, title, signal }: Carrying, folder: string, options: readonly string[]): Promise<{ why?: string; errors: readonly RestoreError[] }> {
  const problems: string[] = []
  const parser = new RestoreParser()
  const { database } = shadow.environment.connection
  const [source, sink] = [await toolEnvironment(engine, target.environment), await toolEnvironment(shadow.engine, shadow.environment, database)]
  const dump = { file: join(folder, programName('pg_dump')), arguments: [...options, ...(snapshot === undefined ? [] : [`--snapshot=${snapshot}`])], variables: { ...source.variables, PGAPPNAME: 'strata preview pg_dump' }, onMessage: (line: string) => problems.push(line) }
  const restore = { file: join(folder, programName('pg_restore')), arguments: ['--verbose', '--no-password', `--dbname=${database}`], variables: { ...sink.variables, PGAPPNAME: 'strata preview pg_restore', ...(shadow.superuser && { PGOPTIONS: '-c lc_messages=C' }) }, onMessage: (line: string) => void parser.feed(line) }
  const ends = await pipeTools(dump, restore, signal).finally(() => [source, sink].forEach((one) => one.dispose()))
  if (signal.aborted) throw new AppError('cancelled')
  const broken = parser.errors.find(({ message }) => isLoss(message) || isFullDisk(message))
  if (broken) throw failureOf(broken.message, undefined, title)
  if (ends.from.code !== 0) return { why: dumpProblem(problems), errors: [] }
  if (ends.into.endedBy !== null || (ends.into.code !== 0 && parser.errors.length === 0)) throw failureOf(`pg_restore ended with ${ends.into.endedBy ?? `code ${ends.into.code}`}`, undefined, title)
  return { errors: parser.errors }
}

function dumpProblem(problems: readonly string[]): string {
  const first = problems.find((line) => /error:/.test(line)) ?? problems[0] ?? 'it ended without a word'
  return `pg_dump cannot read the schema: ${first.replace(/^pg_dump: (?:\[[^\]]+\] )?(?:error: )?/, '').replace(/(?:query failed: )?ERROR:\s+/, '')}`
}

/** Objects that stay behind each get a note; what differs only in owner or privileges is found by comparing. */
function notesOf(errors: readonly RestoreError[], { environment, major }: Shadow): Diagnostic[] {
  return errors.flatMap((error) => {
    const verdict = sortRestoreError(error, { user: environment.connection.user, serverMajor: major })
    if (verdict.kind === 'harmless') return []
    if (verdict.kind === 'real') return [shadowNote('shadow-not-carried', 'warning', `${error.entry ?? 'A statement of the schema'} could not be carried to the shadow: ${error.message}`.slice(0, 600), { ...(error.entry !== undefined && { subject: error.entry }) })]
    const { subject, found } = verdict.difference
    return [shadowNote('shadow-not-carried', 'warning', `${subject} could not be carried to the shadow: ${found}`.slice(0, 600), { subject, ...(subject.startsWith('Extension ') && { help: `Install the package of that extension on the server of the shadow, or name a shadow server that has it.` }) })]
  })
}
