import type pg from 'pg'
import type { ClientTool, Manifest } from '#shared/contract/backups.ts'
import type { DumpChoice } from '#shared/contract/backups-making.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import type { ServerRow } from './catalog.sql.ts'
import type { DumpPlan } from './dump-plan.ts'
import type { BackupKey } from './encryption/backup-key.ts'
import type { Watch } from './watch.ts'

export interface BackupOptions extends Pick<JobContext, 'signal' | 'progress' | 'log'> {
  reason: string
  trigger: Manifest['trigger']
  /** Where it leaves something open, the rules of the environment say it. */
  choice?: DumpChoice | undefined
  /** Wait for a migration that runs, instead of refusing. */
  wait?: boolean | undefined
  /** Reason of somebody who goes on beside a migration. */
  override?: string | undefined
}

/** What the steps of one backup share. */
export interface BackupRun extends BackupOptions {
  engine: Engine
  environment: Environment
  startedAt: Date
  /** As `performance.now()`: a clock may jump. */
  began: number
  plan: DumpPlan
  /** Where it is to be encrypted. */
  key: BackupKey | undefined
  session: pg.Client
  server: ServerRow
  client: ClientTool
  watch: Watch
  application: string
  folder: string
}
