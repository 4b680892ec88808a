import { z } from 'zod'
import { envName, jobStarted, operation } from './operation.ts'

export const environmentClassSchema = z.enum(['development', 'staging', 'production'])
export type EnvironmentClass = z.infer<typeof environmentClassSchema>
export const sslModeSchema = z.enum(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'])
export type SslMode = z.infer<typeof sslModeSchema>

const path = z.string().max(4096)

/** libpq's settings by libpq's names; the password is never among them. */
export const connectionSchema = z.object({
  host: z.string().max(255).default('localhost').describe('Host name, address, or folder of the Unix socket'),
  port: z.coerce.number().int().min(1).max(65535).default(5432),
  database: z.string().min(1).max(63),
  user: z.string().min(1).max(63),
  sslmode: sslModeSchema.default('prefer'),
  sslrootcert: path.optional().describe('File with the CA certificate'),
  sslcert: path.optional().describe('File with the client certificate'),
  sslkey: path.optional().describe('File with the key of the client certificate'),
  service: z.string().max(100).optional().describe('Entry of pg_service.conf that fills what is not given here'),
})
export type Connection = z.infer<typeof connectionSchema>

export const policiesSchema = z.object({
  backupBeforeMigrating: z.boolean().default(true),
  /** Asks for the environment's name and a reason before a change. Absent: yes in production, no elsewhere. */
  confirm: z.boolean().optional(),
  lockTimeoutMs: z.int().min(0).max(3_600_000).default(5_000),
  /** 0 = none. */
  statementTimeoutMs: z.int().min(0).max(86_400_000).default(0),
  /** Apply a pending version that is lower than the highest applied one. */
  outOfOrder: z.boolean().default(false),
  /** Rows of each table that a preview takes into its shadow. */
  previewRows: z.int().min(0).max(100_000).default(500),
  /** A statement that takes longer in a preview fails. */
  previewTimeoutMs: z.int().min(1).max(86_400_000).default(60_000),
  /** Days after which archived data expires; 0 = never. */
  archiveDays: z.int().min(0).max(36_500).default(90),
  /** How long a confirmation of a plan holds. */
  confirmationMinutes: z.int().min(1).max(10_080).default(30),
  /** A plan is confirmed by somebody else than the person who runs it. */
  secondPerson: z.boolean().default(false),
  /** What a failed run of migrations outside a transaction has left is undone at once. */
  rollbackOnFailure: z.boolean().default(false),
  /** Days for which a replaced database is kept; 0 = until somebody drops it. */
  keepReplacedDays: z.int().min(0).max(3650).default(7),
})
export type Policies = z.infer<typeof policiesSchema>

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 02:30')

/** When something is done by itself while Strata runs, in local time. */
export const scheduleSchema = z.object({
  every: z.enum(['hour', 'day', 'week']).default('day'),
  /** Of `hour` the minutes alone count. */
  at: clock.default('02:30'),
  /** 0 = Sunday; of `week` alone. */
  weekday: z.int().min(0).max(6).default(0),
})
export type Schedule = z.infer<typeof scheduleSchema>

/** How long backups are kept: those among the newest `count` stay, and those younger than `days`; null = no rule. Both null: all stay. */
export const retentionSchema = z.object({ count: z.int().min(1).max(10_000).nullable().default(null), days: z.int().min(1).max(36_500).nullable().default(null) })
export type Retention = z.infer<typeof retentionSchema>

export const backupRulesSchema = z.object({
  /** What `pg_dump --format` takes of the two that can be restored in parallel or in part. */
  format: z.enum(['custom', 'directory']).default('custom'),
  /** Parallel jobs of pg_dump, which the directory format alone can use, and of pg_restore. */
  jobs: z.int().min(1).max(64).default(1),
  /** As `pg_dump --compress` takes it since version 16; older clients take a gzip level. */
  compression: z.string().regex(/^(none|(gzip|lz4|zstd)(:\d{1,2})?)$/).default('gzip:1'),
  /** Roles and tablespaces beside it, by pg_dumpall --globals-only, where the user may. */
  globals: z.boolean().default(false),
  encrypt: z.boolean().default(false),
  /** Each backup is rehearsed once it is made. */
  rehearse: z.boolean().default(false),
  schedule: scheduleSchema.nullable().default(null),
  rehearseSchedule: scheduleSchema.nullable().default(null),
  /** By how the backup came to be. */
  retention: z.object({ manual: retentionSchema.prefault({}), scheduled: retentionSchema.prefault({}), automatic: retentionSchema.prefault({}) }).prefault({}),
})
export type BackupRules = z.infer<typeof backupRulesSchema>

const fields = {
  name: z.string().min(1).max(60).regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, 'letters, digits, blanks, dots, hyphens and underscores'),
  class: environmentClassSchema.default('development'),
  /** One of the named colours of the design tokens. */
  colour: z.enum(['green', 'amber', 'red', 'blue', 'violet', 'grey']).optional(),
  connection: connectionSchema,
  migrationsFolder: path.default('').describe('Folder with the migration files'),
  schema: z.string().min(1).max(63).default('public').describe('Schema of the history table, and first in search_path'),
  historyTable: z.string().min(1).max(63).default('flyway_schema_history'),
  backupFolder: path.optional(),
  /** Server on which shadow databases are made; the database is the one to connect to first. */
  shadow: connectionSchema.optional(),
  policies: policiesSchema.prefault({}),
  backups: backupRulesSchema.prefault({}),
}

/** What a person gives. `password` goes to the vault and comes back from no operation. */
export const environmentInputSchema = z.object({ ...fields, password: z.string().max(1000).optional(), shadowPassword: z.string().max(1000).optional().describe('Of the shadow server') })
export type EnvironmentInput = z.infer<typeof environmentInputSchema>

export const environmentSchema = z.object({
  id: z.string(), ...fields,
  colour: fields.colour.unwrap(),
  policies: policiesSchema.required({ confirm: true }),
  hasPassword: z.boolean(),
  /** Belongs to the sample, whose server starts on demand. */
  sample: z.boolean().default(false),
  createdAt: z.iso.datetime(), updatedAt: z.iso.datetime(),
})
export type Environment = z.infer<typeof environmentSchema>

export const doctorStepSchema = z.object({
  step: z.enum(['settings', 'resolve', 'reach', 'tls', 'authenticate', 'database', 'version', 'privileges', 'client', 'folder', 'history']),
  outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
  /** What was found, in plain words. */
  message: z.string(),
  /** Cure, when something is to be done. */
  help: z.string().optional(),
  ms: z.number(),
})
export type DoctorStep = z.infer<typeof doctorStepSchema>

/** Result of the job `environments.test`; each step is also a job event `{kind: "doctor-step", ...step}`. */
export const doctorReportSchema = z.object({
  ok: z.boolean(),
  serverVersion: z.string().optional(),
  latencyMs: z.number().optional(),
  steps: z.array(doctorStepSchema),
})
export type DoctorReport = z.infer<typeof doctorReportSchema>

const vaultErrors = ['vault_unavailable', 'store_unusable'] as const

export const environmentsContract = {
  list: operation({
    name: 'environments.list', access: 'read', scope: 'visible', http: 'GET /environments', shell: { command: 'env list' },
    summary: 'List the environments.',
    input: z.object({}), output: z.object({ environments: z.array(environmentSchema) }),
  }),
  get: operation({
    name: 'environments.get', access: 'read', http: 'GET /environments/{env}', shell: { command: 'env show', arguments: ['env'] }, errors: ['not_found'],
    summary: 'Show one environment.',
    input: z.object({ env: envName }), output: environmentSchema,
  }),
  create: operation({
    name: 'environments.create', access: 'write', role: 'owner', scope: 'store', http: 'POST /environments', errors: ['already_exists', ...vaultErrors],
    summary: 'Add an environment.',
    input: environmentInputSchema, output: environmentSchema,
  }),
  update: operation({
    name: 'environments.update', access: 'write', role: 'owner', scope: 'store', http: 'PUT /environments/{env}', errors: ['not_found', 'already_exists', ...vaultErrors],
    summary: 'Change an environment; an absent password leaves the stored one, an empty one removes it.',
    input: z.object({ env: envName, environment: environmentInputSchema }), output: environmentSchema,
  }),
  delete: operation({
    name: 'environments.delete', access: 'write', role: 'owner', scope: 'store', http: 'DELETE /environments/{env}', shell: { command: 'env remove', arguments: ['env'] }, errors: ['not_found'],
    summary: 'Forget an environment and its password; its database and backups stay.',
    input: z.object({ env: envName }), output: z.object({ removed: z.string() }),
  }),
  parse: operation({
    name: 'environments.parse', access: 'read', role: 'owner', scope: 'store', http: 'POST /connection-strings',
    summary: 'Read a postgres:// URL or a libpq keyword string into connection settings.',
    input: z.object({ text: z.string().min(1).max(8192) }),
    output: z.object({ connection: connectionSchema.partial(), password: z.string().optional(), notes: z.array(z.string()) }),
  }),
  test: operation({
    name: 'environments.test', access: 'read', scope: { env: 'environment', draft: 'server' }, job: true, http: 'POST /environments/test', shell: { command: 'doctor' }, errors: ['not_found'],
    summary: 'Test a connection step by step, with cause and cure in words.',
    input: z.object({
      env: envName.optional(),
      /** Settings not saved yet; a missing password is taken from `env` when that is given too. */
      draft: environmentInputSchema.optional(),
    }),
    output: jobStarted,
  }),
}
