import { z } from 'zod'
import { appErrorSchema } from './app-error.ts'
import { differenceSchema, lockModeSchema } from './compare.ts'
import { diagnosticSchema } from './diagnostics.ts'
import { envName, jobStarted, operation } from './operation.ts'

const reach = ['not_found', 'folder_missing', 'file_unreadable', 'duplicate_version', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing',
  'connection_lost', 'permission_denied', 'server_unsupported', 'history_unusable', 'lock_timeout', 'schema_changing', 'cancelled', 'shadow_unavailable', 'shadow_failed', 'client_missing'] as const

const script = z.string().min(1).max(1000).describe('File name, relative to the migrations folder')
const sqlText = z.string().max(16_000_000)

/** Texts that are not saved yet; each stands for the file of its name, or is a new one. */
export const draftSchema = z.object({ script, text: sqlText, undo: sqlText.nullable().optional().describe('Text of the undo; null: none; absent: as the file says') })
export type Draft = z.infer<typeof draftSchema>

/** A relation as a person reads it, `public.orders`, and what it is. */
export const relationKindSchema = z.enum(['table', 'partitioned_table', 'index', 'sequence', 'view', 'materialized_view', 'foreign_table', 'toast', 'catalog', 'other'])

export const tracedLockSchema = z.object({
  mode: lockModeSchema,
  relation: z.string(), kind: relationKindSchema,
  /** Made by this batch, so that nobody can wait for it. */
  isNew: z.boolean(),
  /** measured: read from pg_locks after the statement. observed: seen from another session while it ran or waited. documented: could not be seen. */
  how: z.enum(['measured', 'observed', 'documented']),
})
export type TracedLock = z.infer<typeof tracedLockSchema>

export const rowsWrittenSchema = z.object({ relation: z.string(), inserted: z.int(), updated: z.int(), deleted: z.int(), /** statement: the relation that it names; effect: a trigger, a cascade or a rule. */ by: z.enum(['statement', 'effect']) })
export type RowsWritten = z.infer<typeof rowsWrittenSchema>

/** From to: an honest range; equal ends mean that it hardly varies. */
const range = z.object({ low: z.number(), high: z.number() })

/** One statement of a migration and what it did where it was traced; amounts without `onTarget` are those of the shadow. */
export const tracedStatementSchema = z.object({
  number: z.int(), line: z.int(), endLine: z.int(), command: z.string(),
  /** Its text, cut after 2,000 characters. */
  text: z.string(),
  /** skipped: cannot run where it was traced, `reason` says why; not_run: one before it failed. */
  outcome: z.enum(['ran', 'failed', 'skipped', 'not_run']),
  reason: z.string().nullable(),
  ms: z.number().nullable(),
  locks: z.array(tracedLockSchema),
  /** Relations that existed before and whose files were written anew; read from end to end. */
  rewrites: z.array(z.object({ relation: z.string(), kind: relationKindSchema })),
  scans: z.array(z.object({ relation: z.string(), rows: z.int() })),
  rows: z.array(rowsWrittenSchema),
  indexes: z.array(z.object({ name: z.string(), relation: z.string(), action: z.enum(['built', 'rebuilt', 'dropped']) })),
  walBytes: z.number().nullable(),
  notices: z.array(z.object({ severity: z.string(), message: z.string() })),
  /** What it means on the target by that server's own statistics; null: nothing that grows with the data. */
  onTarget: z.object({ rows: z.number().nullable(), bytes: z.number().nullable(), walBytes: z.number().nullable(), seconds: range.nullable(), /** How it was reckoned, in words. */ basis: z.string() }).nullable(),
  /** What waits while it holds its strongest lock: reads, writes, changes of the schema, vacuum. Empty: nothing that matters. */
  blocks: z.array(z.enum(['reads', 'writes', 'locking_reads', 'schema_changes', 'vacuum'])),
})
export type TracedStatement = z.infer<typeof tracedStatementSchema>

/** One sentence of what a migration does; hosts with another language say `code` and `params` in it. */
export const effectLineSchema = z.object({
  sign: z.enum(['added', 'changed', 'removed', 'renamed', 'data', 'waits', 'note']),
  tone: z.enum(['plain', 'careful', 'danger']),
  code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
  /** Object that it is about. */
  id: z.string().nullable(),
  /** Statement of the script that it comes from. */
  statement: z.int().nullable(),
})
export type EffectLine = z.infer<typeof effectLineSchema>

export const keepWaySchema = z.enum(['discard', 'archive', 'rename'])
export type KeepWay = z.infer<typeof keepWaySchema>

/** A statement that destroys data, and what can be done about it. */
export const destructionSchema = z.object({
  statement: z.int(), line: z.int(),
  kind: z.enum(['drop_table', 'drop_column', 'drop_schema', 'drop_other', 'truncate', 'narrowing_type', 'update', 'delete']),
  relation: z.string(), columns: z.array(z.string()),
  /** On the target, estimated; null: not known. */
  rows: z.number().nullable(), bytes: z.number().nullable(),
  /** Ways that can be written for it, and the one that the script takes already. */
  ways: z.array(keepWaySchema), chosen: keepWaySchema,
  /** Why a way is not offered. */
  problem: z.string().nullable(),
})
export type Destruction = z.infer<typeof destructionSchema>

export const proofStatusSchema = z.enum(['proved', 'schema_only', 'differs', 'impossible', 'failed'])
export const proofSchema = z.object({
  /** schema_only: the schema comes back and data does not, see `loses`. impossible: there is no undo and none can be generated. failed: the undo broke off, see `error`. */
  status: proofStatusSchema,
  script: z.string(), version: z.string().nullable(),
  undo: z.enum(['file', 'generated', 'none']), undoScript: z.string().nullable(),
  at: z.iso.datetime(), serverVersion: z.string(),
  /** CRC-32 of the texts that were proved, as Flyway counts them; of a generated undo too. */
  checksum: z.int(), undoChecksum: z.int().nullable(),
  /** Fingerprint of the schema that it was proved on. */
  fingerprint: z.string(),
  /** Tables whose data were compared, and how many rows were in them. */
  compared: z.object({ tables: z.int(), rows: z.int(), emptyTables: z.int() }),
  /** Data that does not come back, in sentences. */
  loses: z.array(z.string()),
  /** What differs after the undo, at most 200 lines. */
  differences: z.array(z.object({ id: z.string(), text: z.string() })),
  /** What makes the proof weaker: tables without rows, now(), random(), sequences; column order. */
  weak: z.array(diagnosticSchema),
  /** Why it is impossible, or where it failed. */
  problem: z.string().nullable(), error: appErrorSchema.nullable(),
  /** The file, its undo or the schema have changed since. */
  stale: z.boolean(),
  ms: z.number(),
})
export type Proof = z.infer<typeof proofSchema>

export const previewedMigrationSchema = z.object({
  script: z.string(), kind: z.enum(['versioned', 'repeatable', 'baseline']), version: z.string().nullable(), description: z.string(), checksum: z.int(),
  /** False: `reason` names the statement that cannot run in a transaction. */
  transactional: z.boolean(), reason: z.string().nullable(),
  outcome: z.enum(['ran', 'failed', 'not_run']),
  error: appErrorSchema.nullable(),
  ms: z.number(),
  statements: z.array(tracedStatementSchema),
  effect: z.array(effectLineSchema),
  /** What the schema is after it and was not before. */
  differences: z.array(differenceSchema),
  destroys: z.array(destructionSchema),
  undo: z.object({ source: z.enum(['file', 'generated', 'none']), script: z.string().nullable(), sql: z.string().nullable(), /** Why there is none. */ problem: z.string().nullable() }),
  /** null: not asked for, or not reached. */
  proof: proofSchema.nullable(),
})
export type PreviewedMigration = z.infer<typeof previewedMigrationSchema>

export const previewSchema = z.object({
  id: z.string(), env: z.string(),
  mode: z.enum(['shadow', 'target']), base: z.enum(['schema', 'migrations']), rows: z.enum(['none', 'sample', 'statistics']),
  /** Where it ran, in words, and by which server. */
  place: z.object({ title: z.string(), serverVersion: z.string(), /** The same major version as the target. */ sameMajor: z.boolean(), /** The shadow was there already and only copied. */ warm: z.boolean() }),
  at: z.iso.datetime(), ms: z.number(),
  /** How long each part took, for a person who wonders. */
  stages: z.array(z.object({ name: z.enum(['read', 'shadow', 'trace', 'effect', 'lint', 'prove', 'fixes']), ms: z.number() })),
  /** Fingerprint of the schema before the batch. */
  from: z.string(),
  /** What could not be carried to the shadow, and what was skipped there. */
  notes: z.array(diagnosticSchema),
  migrations: z.array(previewedMigrationSchema),
  /** The whole batch. */
  effect: z.array(effectLineSchema),
  differences: z.array(differenceSchema),
  findings: z.array(diagnosticSchema),
  verdict: z.enum(['safe', 'careful', 'dangerous', 'failed']),
  /** For the whole batch on the target; null: not known. */
  seconds: range.nullable(),
})
export type Preview = z.infer<typeof previewSchema>

/** Who on the target would make the batch wait, and whom it would make wait. */
export const blockersSchema = z.object({
  at: z.iso.datetime(),
  sessions: z.array(z.object({
    pid: z.int(), user: z.string().nullable(), application: z.string().nullable(), client: z.string().nullable(),
    kind: z.enum(['query', 'transaction', 'idle_in_transaction', 'dump', 'vacuum', 'autovacuum', 'index_build', 'migration', 'prepared_transaction']),
    /** Shortened; null where the user may not see it. */
    query: z.string().nullable(),
    /** Seconds since its transaction began. */
    seconds: z.number().nullable(),
    /** holds: the batch waits for it. waits: it stands in a queue already. */
    relations: z.array(z.object({ relation: z.string(), mode: lockModeSchema, granted: z.boolean() })),
    /** Statements (script and number) that would have to wait for it. */
    stops: z.array(z.object({ script: z.string(), statement: z.int() })),
  })),
  replication: z.array(z.object({ name: z.string(), state: z.string(), lagBytes: z.number().nullable(), lagSeconds: z.number().nullable() })),
  /** What could not be seen, in words. */
  notes: z.array(diagnosticSchema),
})
export type Blockers = z.infer<typeof blockersSchema>

const drafts = z.array(draftSchema).max(200).default([])
const scripts = z.array(script).max(2000).optional().describe('Scripts in the order of the run; absent: all that is pending')
const previewId = z.string().min(1).max(100).describe('Id of the preview')

export const previewContract = {
  run: operation({
    name: 'preview.run', access: 'read', role: 'developer', stricter: { field: 'mode', is: 'target', role: 'operator', inDevelopment: 'developer' }, job: true, http: 'POST /environments/{env}/previews', errors: [...reach, 'confirmation_required'],
    summary: 'Run migrations where they can hurt nobody and measure what they do; the result is kept until Strata ends.',
    input: z.object({
      env: envName, scripts, drafts,
      mode: z.enum(['shadow', 'target']).default('shadow').describe('target: in a transaction on the environment itself that is rolled back'),
      base: z.enum(['schema', 'migrations']).default('schema').describe('What the shadow is built from: the schema as it is, or the migrations that are applied'),
      rows: z.enum(['none', 'sample', 'statistics']).default('sample'),
      prove: z.boolean().default(true),
      confirm: z.string().max(100).optional().describe('The name of the environment, to run on the target in production'),
      timeoutMs: z.int().min(1).max(86_400_000).optional().describe('A statement that takes longer fails'),
    }),
    output: jobStarted,
  }),
  show: operation({
    name: 'preview.show', access: 'read', http: 'GET /previews/{preview}', errors: ['not_found'],
    summary: 'Show what a preview found.', input: z.object({ preview: previewId }), output: previewSchema,
  }),
  object: operation({
    name: 'preview.object', access: 'read', http: 'POST /previews/{preview}/object', errors: ['not_found'],
    summary: 'The DDL of one object before and after the batch, or before and after one migration of it.',
    input: z.object({ preview: previewId, script: script.optional(), id: z.string().min(3).max(2000) }), output: z.object({ before: z.string().nullable(), after: z.string().nullable() }),
  }),
  blockers: operation({
    name: 'preview.blockers', access: 'read', http: 'GET /previews/{preview}/blockers', errors: reach,
    summary: 'Say who on the target would wait, or would make the migrations wait, right now.', input: z.object({ preview: previewId }), output: blockersSchema,
  }),
  lint: operation({
    name: 'preview.lint', access: 'read', http: 'POST /environments/{env}/lint', errors: reach,
    summary: 'Check migrations against the rules by their text and the last known schema, without running them.',
    input: z.object({ env: envName, scripts, drafts }), output: z.object({ findings: z.array(diagnosticSchema), files: z.int(), statements: z.int(), ms: z.number() }),
  }),
  keep: operation({
    name: 'preview.keep', access: 'read', role: 'developer', http: 'POST /environments/{env}/keep', errors: [...reach, 'bad_request'],
    summary: 'Write into a migration and its undo what becomes of the data that a statement destroys.',
    input: z.object({ env: envName, script, text: sqlText, undo: sqlText.nullable(), statement: z.int().min(1), way: keepWaySchema }),
    output: z.object({ text: z.string(), undo: z.string().nullable(), notes: z.array(z.string()) }),
  }),
  proofs: operation({
    name: 'preview.proofs', access: 'read', http: 'GET /environments/{env}/proofs', errors: reach,
    summary: 'List the proofs of undos that were kept, and whether they still hold.', input: z.object({ env: envName }), output: z.object({ proofs: z.array(proofSchema) }),
  }),
  shadows: operation({
    name: 'preview.shadows', access: 'read', http: 'GET /environments/{env}/shadows', shell: { command: 'shadow list', arguments: ['env'] }, errors: reach,
    summary: 'List shadow databases that a process that is gone has left behind.', input: z.object({ env: envName }), output: z.object({ shadows: z.array(z.object({ name: z.string(), server: z.string(), bytes: z.number(), /** Still worked with. */ inUse: z.boolean() })) }),
  }),
  dropShadows: operation({
    name: 'preview.dropShadows', access: 'write', role: 'developer', http: 'DELETE /environments/{env}/shadows', shell: { command: 'shadow clean', arguments: ['env'] }, errors: reach,
    summary: 'Drop the shadow databases that nobody works with.', input: z.object({ env: envName }), output: z.object({ dropped: z.array(z.string()) }),
  }),
}
