import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { BusySession } from '#shared/contract/interlock.ts'
import type { Engine } from '../engine.ts'
import { writeEvent } from '../history/journal-event.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { describeBusy, readMigrations } from './busy.ts'
import { overrideEvent } from './exclude-dumps.ts'
import { enterAsDumpSql, interlockKey, leaveAsDumpSql } from './interlock.sql.ts'
import { stillBusy, waitUntilFree } from './wait.ts'

export interface DumpEntry extends Pick<JobContext, 'signal' | 'progress' | 'log'> {
  trigger: Manifest['trigger']
  wait?: boolean | undefined
  /** Reason of somebody who goes on beside a migration. */
  override?: string | undefined
}

/** The run that these belong to keeps other dumps out itself. */
const ofTheRunItself: ReadonlySet<Manifest['trigger']> = new Set(['before_migrating', 'before_undo', 'before_rollback'])

const key = [String(interlockKey)]

/**
 * Before the snapshot of a dump: tells the other Stratas that a dump runs, until the session ends, and refuses to begin in the middle of a migration.
 * First the lock, then the look: a migration that comes between finds the lock. Throws `migration_running`.
 */
export async function enterAsDump(engine: Pick<Engine, 'actor'>, client: pg.Client, environment: Environment, entry: DumpEntry): Promise<void> {
  if (ofTheRunItself.has(entry.trigger)) return
  const enter = () => lookAsDump(client, environment)
  const busy = await stillBusy(enter, entry.signal)
  if (busy.length === 0) return
  if (entry.override !== undefined) return writeEvent(client, environment, overrideEvent(engine, 'migration', busy, entry.override), entry.log)
  // A backup by the clock asks nobody.
  if (entry.wait !== true && entry.trigger !== 'scheduled') throw migrationRunning(environment, busy)
  return waitUntilFree('migration', enter, entry)
}

/** Holds the shared lock only if nobody migrates. */
async function lookAsDump(client: pg.Client, environment: Environment): Promise<BusySession[]> {
  const locked = (await client.query<{ locked: boolean }>(enterAsDumpSql, key)).rows[0]?.locked === true
  const busy = await readMigrations(client, environment)
  if (locked && busy.length > 0) await client.query(leaveAsDumpSql, key)
  return busy.length > 0 || locked ? busy : [unseen]
}

/** It ended between the two looks, or belongs to a role that may not be seen; the next look tells. */
const unseen: BusySession = { pid: 0, user: null, application: null, since: null, certain: true, who: 'a session that has just ended' }

function migrationRunning({ connection: { database } }: Environment, busy: readonly BusySession[]): AppError {
  return new AppError('migration_running', { database, who: describeBusy(busy) }, {
    state: 'No backup was made.', help: 'Wait until the migration has ended, or go on with a reason; on the command line add --wait, or --override "...".',
  })
}
