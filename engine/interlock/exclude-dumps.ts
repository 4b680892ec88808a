import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { BusySession } from '#shared/contract/interlock.ts'
import { firstDumpConflict, type DumpConflict } from '#shared/sql/dump-conflicts.ts'
import type { Engine } from '../engine.ts'
import type { JournalEvent } from '../history/journal-event.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import type { RunStep } from '../migrations/run/run-step.ts'
import { blindSpots, describeBusy, readDumps } from './busy.ts'
import { admitDumpsSql, excludeDumpsSql, interlockKey } from './interlock.sql.ts'
import { stillBusy } from './wait.ts'

const key = [String(interlockKey)]

/** The first statement of a run that a dump would hold up; undefined: the run and a dump do not meet. */
export async function dumpConflict(steps: readonly RunStep[], { schema }: Pick<Environment, 'schema'>): Promise<DumpConflict | undefined> {
  const made = new Set<string>()
  for (const step of steps) {
    const found = await firstDumpConflict(await step.load(), schema, made)
    if (found) return found
  }
  return undefined
}

/**
 * With the migration lock held: keeps dumps of Stratas out of the database until the session ends or lets them in again, and gives the dumps that run
 * already, ours or anyone's. First the lock, then the look: a dump of Strata that comes between finds the lock.
 */
export async function excludeDumps(client: pg.Client, job: Pick<JobContext, 'signal' | 'log'>): Promise<BusySession[]> {
  let locked = false
  const busy = await stillBusy(async () => {
    locked ||= (await client.query<{ locked: boolean }>(excludeDumpsSql, key)).rows[0]?.locked === true
    return readDumps(client)
  }, job.signal)
  if (busy.length === 0) for (const note of await blindSpots(client)) job.log('info', note)
  if (busy.length > 0 && locked) await admitDumps(client)
  return busy
}

export async function admitDumps(client: pg.Client): Promise<void> {
  await client.query(admitDumpsSql, key)
}

/** Goes on beside a dump: no further one of Strata begins, as far as those that run allow it. */
export async function overrideDumps(client: pg.Client): Promise<void> {
  await client.query(excludeDumpsSql, key)
}

export function dumpRunning({ connection: { database } }: Environment, busy: readonly BusySession[], { script, line, command, basis }: DumpConflict): AppError {
  const why = basis === 'known' ? `${command} in line ${line} of ${script} would wait for it, and readers behind it.` : `What ${command} in line ${line} of ${script} locks cannot be told beforehand.`
  return new AppError('dump_running', { database, who: describeBusy(busy) }, {
    state: `Nothing was changed. ${why}`, where: { file: script, line },
    help: 'Wait until it has ended, or go on with a reason; on the command line add --wait, or --override "...".',
  })
}

/** What the journal says of somebody who went on. */
export function overrideEvent(engine: Pick<Engine, 'actor'>, what: 'dump' | 'migration', busy: readonly BusySession[], reason: string, runId: string = randomUUID()): JournalEvent {
  const description = what === 'dump' ? `Migrated although a dump was running: ${describeBusy(busy)}` : `Dumped although a migration was running: ${describeBusy(busy)}`
  return { kind: 'override', runId, actor: engine.actor, reason, backupId: null, version: null, description, ms: 0, problem: null }
}
