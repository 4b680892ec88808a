import { z } from 'zod'
import { confirmationToken } from './confirmations.ts'
import { interlockInput } from './interlock.ts'
import { diagnosticSchema } from './diagnostics.ts'
import { envName, jobStarted, operation } from './operation.ts'

/** The names are Flyway's where Flyway has one. */
export const migrationStateSchema = z.enum([
  'pending', 'applied', 'failed', 'changed', 'missing', 'out_of_order', 'below_baseline', 'ignored', 'undone', 'baseline', 'superseded', 'outdated',
])
export type MigrationState = z.infer<typeof migrationStateSchema>

export const migrationKindSchema = z.enum(['versioned', 'repeatable', 'baseline'])

const version = z.string().max(50).describe('A version such as 12 or 1.2.3')
const nullableText = z.string().nullable()

export const migrationRowSchema = z.object({
  kind: migrationKindSchema,
  /** Normalised; null for a repeatable migration. */
  version: nullableText,
  description: z.string(),
  /** File name relative to the folder; of a missing file the name that the history has. */
  script: z.string(),
  state: migrationStateSchema,
  /** CRC-32 as Flyway counts it, signed; null where there is no file. */
  checksum: z.int().nullable(),
  /** From the history; null when never applied. */
  applied: z.object({
    rank: z.int(), checksum: z.int().nullable(), by: z.string(), at: z.iso.datetime(), ms: z.int(), success: z.boolean(),
  }).nullable(),
  undoScript: nullableText,
  bytes: z.int().nullable(),
})
export type MigrationRow = z.infer<typeof migrationRowSchema>

export const serverInfoSchema = z.object({
  /** As the server says it, "15.18"; `major` 15. */
  version: z.string(), major: z.int(), database: z.string(), user: z.string(), latencyMs: z.number(), readOnly: z.boolean(),
})
export type ServerInfo = z.infer<typeof serverInfoSchema>

export const statusSchema = z.object({
  env: z.string(),
  server: serverInfoSchema,
  /** schema.table; `exists` false before the first run. */
  history: z.object({ table: z.string(), exists: z.boolean() }),
  /** Highest applied version, null when none. */
  version: nullableText,
  pending: z.int(),
  migrations: z.array(migrationRowSchema),
  diagnostics: z.array(diagnosticSchema),
})
export type Status = z.infer<typeof statusSchema>

export const statementSchema = z.object({
  number: z.int(),
  /** 1-based line of its first token in the file. */
  line: z.int(),
  text: z.string(),
  /** Command in plain words: ALTER TABLE, CREATE INDEX CONCURRENTLY. */
  command: z.string(),
})
export type Statement = z.infer<typeof statementSchema>

export const planStepSchema = z.object({
  action: z.enum(['apply', 'undo']),
  kind: migrationKindSchema,
  version: nullableText,
  description: z.string(),
  script: z.string(),
  /** False: a statement in it cannot run in a transaction; `reason` names it. */
  transactional: z.boolean(),
  reason: z.string().optional(),
  statements: z.array(statementSchema),
  sql: z.string(),
})
export type PlanStep = z.infer<typeof planStepSchema>

export const planSchema = z.object({
  env: z.string(),
  direction: z.enum(['up', 'down']),
  from: nullableText, to: nullableText,
  /** SHA-256 over files, order and history; a run may be bound to it. */
  fingerprint: z.string(),
  steps: z.array(planStepSchema),
  backup: z.object({ planned: z.boolean(), /** Why none can be made, when one is planned and cannot. */ problem: z.string().optional(), help: z.string().optional() }),
  confirmation: z.object({ name: z.boolean(), reason: z.boolean(), /** Somebody else has to confirm it. */ secondPerson: z.boolean() }),
  diagnostics: z.array(diagnosticSchema),
})
export type Plan = z.infer<typeof planSchema>

export const statementRunSchema = z.object({
  script: z.string(), number: z.int(), of: z.int(), line: z.int(), command: z.string(),
  outcome: z.enum(['done', 'failed', 'cancelled']),
  /** Rows that the command says it touched; null for commands that say none. */
  rows: z.int().nullable(),
  ms: z.number(),
})
export type StatementRun = z.infer<typeof statementRunSchema>

/** Result of the jobs apply and undo. Job events carry `{kind: "migration", ...}` and `{kind: "statement", ...StatementRun}`. */
export const runResultSchema = z.object({
  runId: z.string(),
  direction: z.enum(['up', 'down']),
  from: nullableText, to: nullableText,
  migrations: z.array(z.object({ script: z.string(), version: nullableText, description: z.string(), statements: z.int(), ms: z.number() })),
  backup: z.object({ id: z.string(), file: z.string(), bytes: z.number() }).nullable(),
  ms: z.number(),
})
export type RunResult = z.infer<typeof runResultSchema>

export const repairResultSchema = z.object({
  removedFailed: z.array(z.string()), alignedChecksums: z.array(z.string()), markedDeleted: z.array(z.string()),
})
export type RepairResult = z.infer<typeof repairResultSchema>

const readErrors = ['not_found', 'folder_missing', 'file_unreadable', 'duplicate_version', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing',
  'database_missing', 'connection_lost', 'permission_denied', 'history_unusable', 'server_unsupported'] as const
const runErrors = [...readErrors, 'confirmation_required', 'reason_required', 'confirmation_invalid', 'second_person_required', 'plan_changed', 'validation_failed', 'version_unknown', 'undo_missing', 'mixed_transaction',
  'transaction_control', 'psql_command', 'history_locked', 'dump_running', 'history_failed_rows', 'lock_timeout', 'statement_failed', 'undo_failed', 'invalid_index', 'outcome_unknown',
  'cancelled', 'client_missing', 'backup_failed', 'disk_full'] as const

const runInput = {
  env: envName,
  reason: z.string().max(2000).optional().describe('Why; kept in the journal'),
  confirm: z.string().optional().describe('The name of the environment, typed by a person, where it asks for confirmation'),
  confirmation: confirmationToken,
  backup: z.boolean().optional().describe('Make a backup first; absent: as the environment says'),
  lockTimeoutMs: z.int().min(0).optional(),
  statementTimeoutMs: z.int().min(0).optional(),
  ...interlockInput,
  planFingerprint: z.string().optional().describe('Run only if the plan is still this one'),
}

export const migrationsContract = {
  status: operation({
    name: 'migrations.status', access: 'read', http: 'GET /environments/{env}/migrations', shell: { command: 'status' }, errors: readErrors,
    summary: 'Show every migration with its state.',
    input: z.object({ env: envName }), output: statusSchema,
  }),
  validate: operation({
    name: 'migrations.validate', access: 'read', http: 'GET /environments/{env}/validation', shell: { command: 'validate' }, errors: readErrors,
    summary: 'Check that the files and the history agree.',
    input: z.object({ env: envName }), output: z.object({ ok: z.boolean(), diagnostics: z.array(diagnosticSchema) }),
  }),
  plan: operation({
    name: 'migrations.plan', access: 'read', http: 'GET /environments/{env}/plan', shell: { command: 'plan' }, errors: runErrors,
    summary: 'Show what would run, with its SQL.',
    input: z.object({ env: envName, direction: z.enum(['up', 'down']).default('up'), to: version.optional() }), output: planSchema,
  }),
  file: operation({
    name: 'migrations.file', access: 'read', http: 'GET /environments/{env}/file', errors: readErrors,
    summary: 'Read one migration file, and the text that was applied where it differs.',
    input: z.object({ env: envName, script: z.string().min(1).max(1000) }),
    output: z.object({
      script: z.string(), text: z.string(),
      /** Text at the time it was applied, from the journal; null when it is the same, was never applied or was not kept. */
      appliedText: z.string().nullable(),
      statements: z.array(statementSchema), diagnostics: z.array(diagnosticSchema),
    }),
  }),
  propose: operation({
    name: 'migrations.propose', access: 'read', role: 'developer', http: 'GET /environments/{env}/new-migration', shell: { command: 'new-name' }, errors: readErrors,
    summary: 'Propose version and file names for a new migration by the rules of the project.',
    input: z.object({ env: envName, description: z.string().max(200).default('new migration'), category: z.string().max(60).optional() }),
    output: z.object({ version: z.string(), script: z.string(), undoScript: z.string(), /** Number ranges that strata.yaml names; empty: none. */ categories: z.array(z.object({ name: z.string(), from: z.int(), to: z.int() })) }),
  }),
  create: operation({
    name: 'migrations.create', access: 'write', role: 'developer', http: 'POST /environments/{env}/files', shell: { command: 'new' }, errors: [...readErrors, 'already_exists'],
    summary: 'Write a new migration, and its undo where one is given; no file is overwritten.',
    input: z.object({ env: envName, description: z.string().min(1).max(200), category: z.string().max(60).optional(), version: version.optional(), repeatable: z.boolean().default(false), text: z.string().max(16_000_000).default(''), undo: z.string().max(16_000_000).nullable().default(null) }),
    output: z.object({ files: z.array(z.string()), version: nullableText }),
  }),
  save: operation({
    name: 'migrations.save', access: 'write', role: 'developer', http: 'PUT /environments/{env}/file', errors: [...readErrors, 'file_changed', 'already_applied'],
    summary: 'Save a migration file with its own line endings and encoding.',
    input: z.object({
      env: envName, script: z.string().min(1).max(1000), text: z.string().max(16_000_000),
      opened: z.string().max(16_000_000).nullable().describe('Text as it was opened; a file that says something else by now is refused; null: the file is new'),
      force: z.boolean().default(false).describe('Also a file that was applied, or that has changed on the disk'),
    }),
    output: z.object({ script: z.string(), checksum: z.int(), bytes: z.int() }),
  }),
  apply: operation({
    name: 'migrations.apply', access: 'destructive', inDevelopment: 'developer', job: true, http: 'POST /environments/{env}/apply', shell: { command: 'migrate' }, errors: runErrors,
    summary: 'Apply the pending migrations, up to a version.',
    input: z.object({ ...runInput, to: version.optional() }), output: jobStarted,
  }),
  undo: operation({
    name: 'migrations.undo', access: 'destructive', inDevelopment: 'developer', job: true, http: 'POST /environments/{env}/undo', shell: { command: 'undo' }, errors: runErrors,
    summary: 'Undo applied migrations, down to a version, with their undo files.',
    input: z.object({ ...runInput, to: version.optional().describe('Version to go back to; absent: undo the last one; 0: all') }), output: jobStarted,
  }),
  baseline: operation({
    name: 'migrations.baseline', access: 'write', http: 'POST /environments/{env}/baseline', shell: { command: 'baseline' }, errors: [...runErrors, 'already_exists'],
    summary: 'Declare that an existing database is at a version; nothing up to it will run.',
    input: z.object({ env: envName, version: version.default('1'), description: z.string().max(200).default('<< Flyway Baseline >>'), reason: runInput.reason, confirm: runInput.confirm, confirmation: confirmationToken }),
    output: z.object({ version: z.string() }),
  }),
  repair: operation({
    name: 'migrations.repair', access: 'write', http: 'POST /environments/{env}/repair', shell: { command: 'repair' }, errors: runErrors,
    summary: 'Bring the history in line with the files: remove failures, align checksums, mark missing files.',
    input: z.object({ env: envName, reason: runInput.reason, confirm: runInput.confirm, confirmation: confirmationToken }), output: repairResultSchema,
  }),
}
