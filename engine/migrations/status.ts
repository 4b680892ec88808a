import type pg from 'pg'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Status } from '#shared/contract/migrations.ts'
import { pendingOf } from '#shared/migrations/resolve.ts'
import { closeOpenRuns, readOpenRuns, type OpenRun } from '../history/journal.ts'
import { invalidIndexDiagnostic, readInvalidIndexes } from './run/invalid-indexes.ts'
import { lockHolder } from './run/lock.ts'
import { describeBlocker } from './run/side-session.ts'
import { readSituation, type Situation } from './situation.ts'

export async function readStatus(client: pg.Client, environment: Environment): Promise<Status> {
  const situation = await readSituation(client, environment)
  const { server, place, rows, current } = situation
  const diagnostics = [...situation.diagnostics, ...(await readInvalidIndexes(client)).map(invalidIndexDiagnostic), ...(await runFindings(client, environment, situation))]
  return {
    env: environment.name, server, history: { table: `${place.schema}.${place.table}`, exists: place.historyExists },
    version: current, pending: pendingOf(rows).length, migrations: rows, diagnostics,
  }
}

/** A run that is under way, or one that ended without a word; such a one is closed here, because the history has just told what it did. */
async function runFindings(client: pg.Client, environment: Environment, { place }: Situation): Promise<Diagnostic[]> {
  if (!place.journalReadable) return []
  const open = await readOpenRuns(client, environment)
  if (open.length === 0) return []
  const holder = await lockHolder(client, environment)
  if (holder) return [{ code: 'run-under-way', severity: 'info', message: `Migrations are being run now by ${describeBlocker(holder)}.` }]
  if (!place.writeProblem) await closeOpenRuns(client, environment).catch(() => [])
  return open.map(interruptedFinding)
}

function interruptedFinding(run: OpenRun): Diagnostic {
  const done = run.done === 1 ? '1 migration of it took effect' : `${run.done} migrations of it took effect`
  return {
    code: 'run-interrupted', severity: 'info', message: `The run that ${run.actor}@${run.host} began at ${run.at.toISOString()} ended without saying how; ${done}.`,
    help: 'The states shown are read from the history and are true. Start again whenever wanted.', params: { runId: run.runId, done: run.done },
  }
}
