import { z } from 'zod'
import { appErrorSchema } from './app-error.ts'
import { diagnosticSchema } from './diagnostics.ts'
import { envName, jobStarted, operation } from './operation.ts'
import { objectRefSchema } from './schema.ts'

const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied', 'server_unsupported', 'lock_timeout', 'schema_changing', 'cancelled', 'source_invalid', 'shadow_unavailable', 'shadow_failed', 'client_missing'] as const

/** One side: `env:NAME`, a postgres:// URL, `dir:FOLDER[@VERSION]`, `snapshot:ID` or `snapshot:FILE`, `backup:ID`. */
export const sourceText = z.string().min(1).max(4000).describe('env:NAME, postgres://..., dir:FOLDER[@VERSION], snapshot:ID or a file, backup:ID')

export const lockModes = ['ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'] as const
export const lockModeSchema = z.enum(lockModes)

/** One statement of a plan and what it does. */
export const actionSchema = z.object({
  /** Rises by one in the order of the plan, from 1. */
  number: z.int(),
  sql: z.string(),
  /** Object that it is about. */
  subject: z.string(),
  verb: z.enum(['create', 'drop', 'alter', 'rename', 'replace']),
  /** Facts that exist after it and did not before; that are gone after it. */
  creates: z.array(z.string()), destroys: z.array(z.string()),
  /** Locks that it takes on relations that existed before. */
  locks: z.array(z.object({ mode: lockModeSchema, relation: z.string() })),
  /** Relations whose files are written anew; that are read from end to end. */
  rewrites: z.array(z.string()), scans: z.array(z.string()),
  /** What data is lost, in words; null: none. */
  loses: z.string().nullable(),
  /** Number of the transaction, from 1; statements that run in none have one of their own. */
  transaction: z.int(),
  transactional: z.boolean(),
  /** Why it is there, and why it stands where it stands. */
  why: z.string(),
})
export type PlannedAction = z.infer<typeof actionSchema>

export const planSchema = z.object({
  /** Binds the plan to both schemas: SHA-256 (hex) of their fingerprints and of the statements. */
  fingerprint: z.string(),
  /** Fingerprint of the schema that it may be run on. */
  from: z.string(),
  actions: z.array(actionSchema),
  /** The statements as one script, with transactions where they are needed. */
  sql: z.string(),
  hazards: z.array(diagnosticSchema),
})
export type Plan = z.infer<typeof planSchema>

export const differenceSchema = z.object({
  /** Id of the fact on the side that has it. */
  id: z.string(),
  ref: objectRefSchema,
  change: z.enum(['added', 'removed', 'changed']),
  /** Object under which a tree shows it: itself, or the table of a column. */
  under: z.string(),
  /** Attributes that differ, with both values; empty unless changed. */
  attributes: z.array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() })),
  /** Owners, privileges, comments and the like, which a reader may fold away. */
  noise: z.enum(['none', 'privilege', 'owner', 'comment', 'storage']),
})
export type Difference = z.infer<typeof differenceSchema>

export const sideSchema = z.object({ source: z.string(), title: z.string(), serverVersion: z.string(), takenAt: z.iso.datetime(), fingerprint: z.string(), facts: z.int(), env: z.string().nullable() })

export const comparisonSchema = z.object({
  id: z.string(),
  /** A, what is; B, what shall be. */
  a: sideSchema, b: sideSchema,
  equal: z.boolean(),
  differences: z.array(differenceSchema),
  /** Removed and added objects that may be one renamed. Nothing is renamed unless confirmed. */
  renames: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string(), /** 0 to 1. */ likeness: z.number() })),
  gaps: z.array(diagnosticSchema),
  ms: z.number(),
})
export type Comparison = z.infer<typeof comparisonSchema>

/** What `strata diff --json` and `strata drift --json` print; docs/diff.schema.json. */
export const diffDocumentSchema = z.object({
  comparison: comparisonSchema,
  /** Kinds of difference that were asked to be left out; they are not in `comparison` and not in the plan. */
  ignored: z.array(z.enum(['privilege', 'owner', 'comment', 'storage'])),
  /** The statements that turn A into B, and those that turn it back; null where there is no such plan. */
  plan: z.object({ forward: planSchema, undo: planSchema }).nullable(),
  /** Why there is no plan. */
  problem: appErrorSchema.nullable(),
})
export type DiffDocument = z.infer<typeof diffDocumentSchema>

const comparison = z.string().min(1).max(100).describe('Id of the comparison')
const choice = {
  comparison,
  take: z.array(z.string().max(2000)).max(200_000).optional().describe('Ids of the differences to take; absent: all'),
  renames: z.array(z.object({ from: z.string().max(2000), to: z.string().max(2000) })).max(1000).default([]).describe('Renames that a person has confirmed'),
  ignore: z.array(z.enum(['privilege', 'owner', 'comment', 'storage'])).default([]).describe('Kinds of difference to leave as they are'),
}

export const compareContract = {
  run: operation({
    name: 'compare.run', access: 'read', scope: { a: 'source', b: 'source' }, job: true, http: 'POST /comparisons', errors: reach,
    summary: 'Compare two schemas; the result is kept until Strata ends.',
    input: z.object({ a: sourceText, b: sourceText, schemas: z.array(z.string().min(1).max(63)).max(1000).optional() }), output: jobStarted,
  }),
  show: operation({
    name: 'compare.show', access: 'read', http: 'GET /comparisons/{comparison}', errors: ['not_found'],
    summary: 'Show the differences that a comparison found.',
    input: z.object({ comparison }), output: comparisonSchema,
  }),
  object: operation({
    name: 'compare.object', access: 'read', http: 'POST /comparisons/{comparison}/object', errors: ['not_found'],
    summary: 'The DDL of one object on both sides.',
    input: z.object({ comparison, id: z.string().min(3).max(2000) }), output: z.object({ a: z.string().nullable(), b: z.string().nullable(), uses: z.array(objectRefSchema), usedBy: z.array(objectRefSchema) }),
  }),
  plan: operation({
    name: 'compare.plan', access: 'read', http: 'POST /comparisons/{comparison}/plan', errors: ['not_found', 'plan_impossible'],
    summary: 'Plan the statements that turn A into B, whole or in part, and those that turn it back.',
    input: z.object(choice),
    output: z.object({ forward: planSchema, undo: planSchema, /** Differences that were not ticked but are needed, each with what needs it. */ cameAlong: z.array(z.object({ id: z.string(), neededBy: z.string() })) }),
  }),
  write: operation({
    name: 'compare.write', access: 'write', role: 'developer', scope: { comparison: { names: 'comparison', role: 'viewer' }, env: 'environment' }, http: 'POST /comparisons/{comparison}/migration', errors: ['not_found', 'plan_impossible', 'plan_changed', 'folder_missing', 'already_exists', 'not_allowed'],
    summary: 'Write the plan as a versioned migration and its undo into the folder of an environment.',
    input: z.object({ ...choice, env: envName, description: z.string().min(1).max(200), version: z.string().max(50).optional().describe('Absent: the next one'), fingerprint: z.string().max(100).optional().describe('Plan that was looked at; another one is refused') }),
    output: z.object({ files: z.array(z.string()), version: z.string(), /** What a person should know of the files, such as an undo that could not be written. */ notes: z.array(z.string()).optional() }),
  }),
  drift: operation({
    name: 'compare.drift', access: 'read', role: 'developer', job: true, http: 'POST /environments/{env}/drift', errors: reach,
    summary: 'Say what an environment has that its migrations or its last snapshot do not say.',
    input: z.object({ env: envName, against: z.enum(['migrations', 'snapshot']).optional().describe('Absent: the migrations that are applied') }), output: jobStarted,
  }),
}
