import { z } from 'zod'
import { backupRulesSchema } from './environments.ts'
import { interlockInput } from './interlock.ts'
import { envName, jobStarted, operation } from './operation.ts'

export const clientToolSchema = z.object({
  /** Major version of the client, and of the pair pg_dump/pg_restore in this folder. */
  major: z.int(), version: z.string(), folder: z.string(),
})
export type ClientTool = z.infer<typeof clientToolSchema>

export const compressionMethods = ['none', 'gzip', 'lz4', 'zstd'] as const
export type CompressionMethod = (typeof compressionMethods)[number]

const { format, jobs, compression, globals, encrypt } = backupRulesSchema.shape
const names = z.array(z.string().min(1).max(200)).max(1000)

/** What a dump is to be; where something is absent, the rules of the environment say it. */
const choiceFields = {
  format: format.unwrap().optional().describe('custom: one file; directory: a file for each table, in parallel'),
  jobs: jobs.unwrap().optional().describe('Parallel jobs, with the directory format'),
  compression: compression.unwrap().optional().describe('none, gzip, lz4 or zstd, with a level such as gzip:6'),
  onlySchemas: names.optional().describe('Only this schema; may be repeated'),
  onlyTables: names.optional().describe('Only this table, as schema.name; may be repeated'),
  content: z.enum(['all', 'schema', 'data']).optional().describe('schema: definitions without rows; data: rows without definitions'),
  globals: globals.unwrap().optional().describe('Roles and tablespaces beside it, where the user may read them'),
  encrypt: encrypt.unwrap().optional().describe('Encrypt it with the key of this Strata'),
}
export const dumpChoiceSchema = z.object(choiceFields)
export type DumpChoice = z.infer<typeof dumpChoiceSchema>

export const backupCheckSchema = z.object({
  ok: z.boolean(), serverMajor: z.int(), client: clientToolSchema.nullable(), found: z.array(clientToolSchema),
  message: z.string(), help: z.string().optional(), folder: z.string(),
  /** Size of what would be dumped, from the statistics; and what the disk of the folder has free. */
  dataBytes: z.number(), freeBytes: z.number(),
  /** What the client can compress by. */
  compressions: z.array(z.enum(compressionMethods)),
  /** Which pg_restore and which servers can read the result; of a target that was named, whether it can. */
  readers: z.object({ ok: z.boolean(), message: z.string() }).nullable(),
  /** What the backup would not hold, in words. */
  notes: z.array(z.string()),
})
export type BackupCheck = z.infer<typeof backupCheckSchema>

/** Result of the job `backups.export`. */
export const exportResultSchema = z.object({ backup: z.string(), folder: z.string(), files: z.array(z.string()), bytes: z.number(), sha256: z.string(), encrypted: z.boolean() })
export type ExportResult = z.infer<typeof exportResultSchema>

export const backupId = z.string().min(1).max(200).regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/).describe('Id of the backup')
const path = z.string().min(1).max(4096)
const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied'] as const

/** Making backups: a part of the area `backups`. */
export const backupsMaking = {
  check: operation({
    name: 'backups.check', access: 'read', scope: { env: 'environment', target: 'environment' }, http: 'POST /environments/{env}/backup-check', errors: [...reach],
    summary: 'Say whether a backup can be made here, and what could read it, before anyone clicks.',
    input: z.object({ env: envName, ...choiceFields, target: envName.optional().describe('Environment on whose server it is to be restored') }),
    output: backupCheckSchema,
  }),
  contents: operation({
    name: 'backups.contents', access: 'read', http: 'GET /environments/{env}/backup-contents', errors: [...reach],
    summary: 'Name the schemas and tables that a backup can be limited to.',
    input: z.object({ env: envName }),
    output: z.object({ schemas: z.array(z.string()), tables: z.array(z.object({ schema: z.string(), name: z.string(), bytes: z.number() })) }),
  }),
  create: operation({
    name: 'backups.create', access: 'write', job: true, http: 'POST /environments/{env}/backups', shell: { command: 'backup create' }, errors: [...reach, 'migration_running', 'client_missing', 'backup_failed', 'disk_full', 'vault_unavailable', 'cancelled'],
    summary: 'Make a backup with pg_dump and a manifest.',
    input: z.object({ env: envName, reason: z.string().max(2000).default(''), ...choiceFields, ...interlockInput }), output: jobStarted,
  }),
  import: operation({
    name: 'backups.import', access: 'write', scope: { env: 'environment', file: 'server' }, job: true, http: 'POST /environments/{env}/backups/import', shell: { command: 'backup import', arguments: ['file'] },
    errors: ['not_found', 'client_missing', 'backup_unusable', 'backup_damaged', 'already_exists', 'disk_full', 'cancelled'],
    summary: 'Take a dump that was made elsewhere into the backups of an environment; the file stays.',
    input: z.object({ env: envName, file: path.describe('File of pg_dump in any format, or folder of the directory format'), reason: z.string().max(2000).default('') }), output: jobStarted,
  }),
  export: operation({
    name: 'backups.export', access: 'write', scope: { backup: 'backup', folder: 'server' }, job: true, http: 'POST /backups/{backup}/export', shell: { command: 'backup export', arguments: ['backup'] },
    errors: ['not_found', 'already_exists', 'backup_damaged', 'backup_locked', 'disk_full', 'cancelled'],
    summary: 'Copy a backup with its manifest to a folder, and check the copy.',
    input: z.object({ backup: backupId, folder: path.describe('Folder that takes the copy'), decrypt: z.boolean().default(false).describe('Leave the copy without encryption') }), output: jobStarted,
  }),
  key: operation({
    name: 'backups.key', access: 'read', scope: 'self', http: 'GET /backup-key', shell: { command: 'backup key' }, errors: ['vault_unavailable'],
    summary: 'Show the public key that backups are encrypted for.',
    input: z.object({}), output: z.object({ recipient: z.string().nullable(), others: z.array(z.string()) }),
  }),
  revealKey: operation({
    name: 'backups.revealKey', access: 'destructive', role: 'owner', scope: 'store', http: 'POST /backup-key/reveal', shell: { command: 'backup key-export' }, errors: ['vault_unavailable'],
    summary: 'Show the secret key of encrypted backups, to be kept in a safe place.',
    input: z.object({}), output: z.object({ key: z.string(), recipient: z.string(), warning: z.string() }),
  }),
  importKey: operation({
    name: 'backups.importKey', access: 'write', role: 'owner', scope: 'store', http: 'POST /backup-key', errors: ['vault_unavailable'],
    summary: 'Add a secret key, so that backups encrypted for it can be read here.',
    input: z.object({ key: z.string().min(1).max(10_000) }), output: z.object({ recipient: z.string() }),
  }),
  importKeyFile: operation({
    name: 'backups.importKeyFile', access: 'write', role: 'owner', scope: 'store', http: 'POST /backup-key/file', shell: { command: 'backup key-import', arguments: ['file'] }, errors: ['not_found', 'vault_unavailable'],
    summary: 'Add the secret key in a file, so that backups encrypted for it can be read here.',
    input: z.object({ file: path.describe('File with the key') }), output: z.object({ recipient: z.string() }),
  }),
}
