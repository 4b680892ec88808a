import type { StartApproved } from '../approvals/run-approval.ts'
import { checkBackup } from '../backups/check-backup.ts'
import { createBackup } from '../backups/create-backup.ts'
import { replaceDatabase } from '../restores/replace-database.ts'
import { startMigrations } from './migrations.ts'
import { startRollback } from './rollback.ts'

/** Runs an approved operation as its own area runs it; backups as the environment says. */
export const startApproved: StartApproved = async (engine, environment, { operation, target, reason }, consent) => {
  const { to, way, version, event, at, rollback } = target
  if (operation === 'rollback.run') return startRollback(engine, { createBackup, replaceDatabase }, environment, { point: { version, event, at, rollback }, way, endSessions: false, reason }, { consent })
  return startMigrations(engine, { checkBackup, createBackup }, environment, { direction: operation === 'migrations.apply' ? 'up' : 'down', to, reason }, consent)
}
