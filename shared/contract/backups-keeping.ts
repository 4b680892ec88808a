import { z } from 'zod'
import { retentionReasons } from '../backups/retention.ts'
import { backupSchema, manifestSchema, rehearsalSchema, restoreResultSchema } from './backups.ts'
import { scheduleSchema } from './environments.ts'
import { envName, jobStarted, operation } from './operation.ts'

/** Result of the job `backups.verify`: never a bare success. */
export const rehearsalResultSchema = restoreResultSchema.omit({ database: true }).extend({
  ...rehearsalSchema.pick({ server: true, depth: true }).shape,
  /** What was not compared, and why. */
  notes: z.array(z.string()),
})
export type RehearsalResult = z.infer<typeof rehearsalResultSchema>

export const retainedBackupSchema = z.object({
  ...manifestSchema.pick({ id: true, env: true, createdAt: true, bytes: true, trigger: true, reason: true }).shape,
  /** The next clean-up of its environment deletes it. */
  deleted: z.boolean(),
  reasons: z.array(z.enum(retentionReasons)),
  /** When the last thing that keeps it ends by itself. */
  expiresAt: z.iso.datetime().nullable(),
  /** What would have no way back without it, in words. */
  neededBy: z.array(z.string()),
})
export type RetainedBackup = z.infer<typeof retainedBackupSchema>

export const diskUseSchema = z.object({ folder: z.string(), backups: z.int(), bytes: z.number(), /** Null where the disk does not say. */ free: z.number().nullable() })
export type DiskUse = z.infer<typeof diskUseSchema>

/** Something that Strata does by itself while the desktop or `strata serve` runs. */
export const scheduledWorkSchema = z.object({
  env: z.string(), what: z.enum(['backup', 'rehearsal']), schedule: scheduleSchema,
  nextAt: z.iso.datetime(),
  /** The last time; null: not yet. */
  last: z.object({ at: z.iso.datetime(), state: z.enum(['running', 'succeeded', 'failed']), problem: z.string().nullable(), retryAt: z.iso.datetime().nullable() }).nullable(),
})
export type ScheduledWork = z.infer<typeof scheduledWorkSchema>

const backupId = z.string().min(1).max(200).regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/).describe('Id of the backup')
const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied'] as const

export const keepingContract = {
  verify: operation({
    name: 'backups.verify', access: 'write', job: true, http: 'POST /backups/{backup}/rehearsals', shell: { command: 'backup verify', arguments: ['backup'] },
    errors: [...reach, 'client_missing', 'backup_damaged', 'backup_newer', 'backup_locked', 'restore_failed', 'disk_full', 'shadow_unavailable', 'cancelled'],
    summary: 'Rehearse a backup: restore it into a scratch database, compare it with the manifest, drop it, and stamp the backup.',
    input: z.object({
      backup: backupId,
      env: envName.optional().describe('Environment whose server takes the scratch database; absent: the best that is allowed'),
      local: z.boolean().default(false).describe('Restore on a server that Strata starts on this machine'),
      depth: rehearsalSchema.shape.depth.default('sample').describe('Compare counts alone, or also the contents of a sample or of all rows'),
    }),
    output: jobStarted,
  }),
  keep: operation({
    name: 'backups.keep', access: 'write', http: 'PUT /backups/{backup}/keep', shell: { command: 'backup keep', arguments: ['backup'] }, errors: ['not_found'],
    summary: 'Keep a backup for ever, or let the rules decide again.',
    input: z.object({ backup: backupId, keep: z.boolean().default(true).describe('Keep it for ever') }),
    output: z.object({ backup: backupSchema }),
  }),
  retention: operation({
    name: 'backups.retention', access: 'read', http: 'GET /backup-retention', shell: { command: 'backup retention' }, errors: ['not_found'],
    summary: 'Say of each backup why it stays or goes, and how much room the backups take.',
    input: z.object({ env: envName.optional() }),
    output: z.object({ backups: z.array(retainedBackupSchema), disk: z.array(diskUseSchema) }),
  }),
  prune: operation({
    name: 'backups.prune', access: 'destructive', http: 'POST /environments/{env}/backups/prune', shell: { command: 'backup prune' }, errors: ['not_found'],
    summary: 'Delete the backups that the rules of an environment no longer keep.',
    input: z.object({
      env: envName,
      dryRun: z.boolean().default(false).describe('Only say what would be deleted'),
      backups: z.array(backupId).max(10_000).optional().describe('Nothing but these, as they were shown'),
    }),
    output: z.object({ deleted: z.array(retainedBackupSchema), bytes: z.number(), dryRun: z.boolean() }),
  }),
  schedule: operation({
    name: 'backups.schedule', access: 'read', http: 'GET /backup-schedule', shell: { command: 'backup schedule' }, errors: ['not_found'],
    summary: 'Show the backups and rehearsals that run by themselves, when they run next and how they went last.',
    input: z.object({ env: envName.optional() }),
    output: z.object({ work: z.array(scheduledWorkSchema) }),
  }),
}
