import type pg from 'pg'
import type { Manifest, RestoreResult } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import type { ServerRow } from './catalog.sql.ts'
import type { Watch } from './watch.ts'

export interface RestoreOptions extends Pick<JobContext, 'signal' | 'progress' | 'log'> {
  /** Name of the new database. */
  into: string
  /** For a rehearsal: what else is compared in the restored database, which is then dropped and never gets its name. */
  rehearse?: (inside: pg.Client) => Promise<RestoreResult['differences']>
  /** Parallel jobs of pg_restore; absent: what the environment says. */
  jobs?: number | undefined
  /** It takes the place of another database, whose properties it gets; then a difference in owners counts. */
  replaces?: boolean
}

/** What the steps of one restore share. */
export interface RestoreRun extends RestoreOptions {
  engine: Engine
  environment: Environment
  manifest: Manifest
  /** Session beside the new database. */
  session: pg.Client
  server: ServerRow
  /** Name that the new database has until it is whole. */
  working: string
  watch: Watch
  application: string
  /** Path of the archive as pg_restore reads it. */
  archive: string
  /** What is true of the server if the restore ends now; `kept`: the working database is no longer to be dropped. */
  ending: { state: string; kept: boolean }
}
