import { accessContract } from './access.ts'
import { hooksContract } from './hooks.ts'
import { approvalsContract } from './approvals.ts'
import { fleetContract } from './fleet.ts'
import { appContract } from './app.ts'
import { backupsContract } from './backups.ts'
import { keepingContract } from './backups-keeping.ts'
import { confirmationsContract } from './confirmations.ts'
import { interlockContract } from './interlock.ts'
import { environmentsContract } from './environments.ts'
import { jobsContract } from './jobs.ts'
import { migrationsContract } from './migrations.ts'
import { rollbackContract } from './rollback.ts'
import { timelineContract } from './timeline.ts'
import { schemaContract } from './schema.ts'
import { documentContract } from './schema-document.ts'
import { compareContract } from './compare.ts'
import { previewContract } from './preview.ts'
import { archivesContract } from './archives.ts'
import { restoresContract } from './restores.ts'

/** Everything that Strata does for a window, a request or a shell. */
export const contract = {
  app: appContract,
  environments: environmentsContract,
  migrations: migrationsContract,
  backups: { ...backupsContract, ...keepingContract },
  schema: { ...schemaContract, ...documentContract },
  compare: compareContract,
  preview: previewContract,
  archives: archivesContract,
  restores: restoresContract,
  timeline: timelineContract,
  confirmations: confirmationsContract,
  interlock: interlockContract,
  rollback: rollbackContract,
  access: accessContract,
  hooks: hooksContract,
  approvals: approvalsContract,
  fleet: fleetContract,
  jobs: jobsContract,
}
export type Contract = typeof contract
