import { z } from 'zod'
import { backupId, backupsMaking } from './backups-making.ts'
import { confirmationToken } from './confirmations.ts'
import { envName, jobStarted, operation } from './operation.ts'

export { clientToolSchema, type ClientTool } from './backups-making.ts'

/** Written beside the archive as `<id>.json`; the list of backups is the list of manifests. */
export const manifestSchema = z.object({
  id: z.string(),
  env: z.string(), /** Stays when the environment is renamed. */ envId: z.string().optional(), envClass: z.enum(['development', 'staging', 'production']),
  database: z.string(),
  createdAt: z.iso.datetime(),
  /** user@host, as in the journal. */
  by: z.string(),
  reason: z.string(),
  trigger: z.enum(['manual', 'before_migrating', 'before_undo', 'before_restore', 'before_rollback', 'scheduled', 'imported']),
  file: z.string(), bytes: z.number(), sha256: z.string(),
  serverVersion: z.string(), serverMajor: z.int(), clientVersion: z.string(),
  /** Highest applied version at that moment; null when there was no history. */
  migrationVersion: z.string().nullable(),
  tables: z.array(z.object({
    schema: z.string(), name: z.string(), rows: z.number(), bytes: z.number(),
    /** Counters of pg_stat_user_tables at that moment: what was written since is their difference, unless the statistics were reset. */
    written: z.object({ inserted: z.number(), updated: z.number(), deleted: z.number() }).optional(),
  })),
  extensions: z.array(z.string()),
  /** Encoding and locale of the database, for a restore into a new one; `provider` as in pg_database.datlocprovider. */
  locale: z.object({ encoding: z.string(), collate: z.string(), ctype: z.string(), provider: z.string().nullable(), locale: z.string().nullable() }).optional(),
  /** What ALTER DATABASE ... SET had set, for every role: a restore sets it again. */
  settings: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  ms: z.number(),
  /** Absent: custom; `tar` and `plain` are imported alone. Of a directory `file` is the folder, `bytes` the sum, and `sha256` that of the list of its files with their sums. */
  format: z.enum(['custom', 'directory', 'tar', 'plain']).optional(),
  /** What was taken; absent: the whole database. Names as pg_dump's patterns were resolved, not as they were typed. */
  scope: z.object({ content: z.enum(['all', 'schema', 'data']), schemas: z.array(z.string()), tables: z.array(z.object({ schema: z.string(), name: z.string() })) }).optional(),
  compression: z.string().optional(),
  /** Roles and tablespaces, in a file of their own beside the archive. */
  globals: z.object({ file: z.string(), bytes: z.number(), sha256: z.string() }).optional(),
  /** The archive is encrypted; `recipient` is the public key it was encrypted for, and `bytes` and `sha256` are of the encrypted file. */
  encryption: z.object({ method: z.literal('age'), recipient: z.string() }).optional(),
  /** Fingerprint of the schema's snapshot at that moment. */
  schemaFingerprint: z.string().optional(),
  /** Large objects in the archive. */
  largeObjects: z.number().optional(),
  /** What it does not hold, in words. */
  notes: z.array(z.string()).optional(),
})
export type Manifest = z.infer<typeof manifestSchema>

/** A backup was restored into a scratch database and compared with its manifest. */
export const rehearsalSchema = z.object({
  at: z.iso.datetime(), outcome: z.enum(['verified', 'differs', 'failed']), by: z.string(), ms: z.number(),
  /** Where: the environment's own server, a named one, or one of this machine. */
  server: z.string(),
  /** What was compared: rows counted, or their contents as well. */
  depth: z.enum(['counts', 'sample', 'all']),
  /** Of a failure its message; of differences each as a sentence. */
  problems: z.array(z.string()),
})
export type Rehearsal = z.infer<typeof rehearsalSchema>

export const backupSchema = manifestSchema.omit({ tables: true, extensions: true, locale: true, settings: true }).extend({
  tableCount: z.int(), rowCount: z.number(),
  /** `damaged`: size or checksum differ from the manifest; `file_missing`: the manifest is there and the archive is not. */
  condition: z.enum(['ok', 'damaged', 'file_missing']),
  /** Outcome of the last restore from it that was compared with the manifest. */
  /** Outcome of the newest rehearsal; a backup that was never tried has none. */
  rehearsal: rehearsalSchema.nullable().default(null),
  /** Kept for ever: no rule deletes it. */
  keep: z.boolean().default(false),
  /** When the rules of its environment delete it, unless something changes; in the past: with the next clean-up. */
  expiresAt: z.iso.datetime().nullable().default(null),
  lastRestore: z.object({ at: z.iso.datetime(), outcome: z.enum(['verified', 'differs', 'failed']), database: z.string() }).nullable(),
})
export type Backup = z.infer<typeof backupSchema>

/** Result of the job `backups.restore`: never a bare success. */
export const restoreResultSchema = z.object({
  backup: z.string(), database: z.string(),
  outcome: z.enum(['verified', 'differs']),
  /** What differs, in words, with numbers from both sides. */
  differences: z.array(z.object({ subject: z.string(), expected: z.string(), found: z.string() })),
  /** Errors of pg_restore that change nothing that was asked for, each with the reason why. */
  harmless: z.array(z.object({ message: z.string(), why: z.string() })),
  tables: z.int(), rows: z.number(), ms: z.number(),
})
export type RestoreResult = z.infer<typeof restoreResultSchema>

const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied'] as const

export const backupsContract = {
  ...backupsMaking,
  list: operation({
    name: 'backups.list', access: 'read', http: 'GET /backups', shell: { command: 'backup list' }, errors: ['not_found'],
    summary: 'List the backups, the newest first.',
    input: z.object({ env: envName.optional() }), output: z.object({ backups: z.array(backupSchema) }),
  }),
  show: operation({
    name: 'backups.show', access: 'read', http: 'GET /backups/{backup}', shell: { command: 'backup show', arguments: ['backup'] }, errors: ['not_found'],
    summary: 'Show one backup with its tables and row counts.',
    input: z.object({ backup: backupId }), output: z.object({ manifest: manifestSchema, backup: backupSchema }),
  }),
  delete: operation({
    name: 'backups.delete', access: 'destructive', http: 'DELETE /backups/{backup}', shell: { command: 'backup delete', arguments: ['backup'] }, errors: ['not_found', 'deletion_refused'],
    summary: 'Delete a backup from the disk.',
    input: z.object({ backup: backupId }), output: z.object({ deleted: z.string(), bytes: z.number() }),
  }),
  restore: operation({
    name: 'backups.restore', access: 'write', job: true, http: 'POST /backups/{backup}/restore', shell: { command: 'restore', arguments: ['backup'] },
    errors: [...reach, 'client_missing', 'backup_damaged', 'backup_newer', 'target_exists', 'restore_failed', 'disk_full', 'confirmation_required', 'reason_required', 'confirmation_invalid', 'second_person_required', 'cancelled'],
    summary: 'Restore a backup into a new database and compare it with the manifest.',
    input: z.object({
      backup: backupId,
      env: envName.optional().describe('Environment whose server takes the new database; absent: the one it was made from'),
      into: z.string().min(1).max(63).describe('Name of the new database'),
      reason: z.string().max(2000).optional(),
      confirm: z.string().optional().describe('The name of the environment, where it asks for confirmation'),
      confirmation: confirmationToken,
    }),
    output: jobStarted,
  }),
}
