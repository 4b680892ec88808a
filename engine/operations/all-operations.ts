import type { AllHandlers } from '#shared/contract/handlers.ts'
import { checkBackup } from '../backups/check-backup.ts'
import { findClientTools } from '../backups/client-tools.ts'
import { createBackup } from '../backups/create-backup.ts'
import type { Engine } from '../engine.ts'
import { replaceDatabase } from '../restores/replace-database.ts'
import { Previews } from '../preview/previews.ts'
import { accessOperations } from './access.ts'
import { hooksOperations } from './hooks.ts'
import { approvalsOperations } from './approvals.ts'
import { startApproved } from './start-approved.ts'
import { fleetOperations } from './fleet.ts'
import { appOperations } from './app.ts'
import { backupsOperations } from './backups.ts'
import { environmentsOperations } from './environments.ts'
import { jobsOperations } from './jobs.ts'
import { migrationsOperations } from './migrations.ts'
import { schemaOperations } from './schema.ts'
import { compareOperations } from './compare.ts'
import { previewOperations } from './preview.ts'
import { archivesOperations } from './archives.ts'
import { restoresOperations } from './restores.ts'
import { confirmationsOperations } from './confirmations.ts'
import { interlockOperations } from './interlock.ts'
import { rollbackOperations } from './rollback.ts'
import { timelineOperations } from './timeline.ts'

/** Every operation of the contract, done by one engine; engines of several people share their previews. */
export function allOperations(engine: Engine, previews = new Previews()): AllHandlers {
  return {
    app: appOperations(engine),
    environments: environmentsOperations(engine, { findClientTools }),
    migrations: migrationsOperations(engine, { checkBackup, createBackup }),
    backups: backupsOperations(engine),
    schema: schemaOperations(engine),
    compare: compareOperations(engine),
    preview: previewOperations(engine, previews),
    archives: archivesOperations(engine),
    restores: restoresOperations(engine),
    timeline: timelineOperations(engine),
    confirmations: confirmationsOperations(engine),
    interlock: interlockOperations(engine),
    rollback: rollbackOperations(engine, { createBackup, replaceDatabase }, previews),
    access: accessOperations(engine),
    hooks: hooksOperations(engine),
    approvals: approvalsOperations(engine, startApproved, previews),
    fleet: fleetOperations(engine),
    jobs: jobsOperations(engine),
  }
}
