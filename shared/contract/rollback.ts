import { z } from 'zod'
import { confirmationToken } from './confirmations.ts'
import { diagnosticSchema } from './diagnostics.ts'
import { envName, jobStarted, operation } from './operation.ts'

const reach = ['not_found', 'folder_missing', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied', 'server_unsupported', 'history_unusable',
  'rollback_impossible'] as const

/** From to, in seconds: an honest range from earlier durations. */
const range = z.object({ low: z.number(), high: z.number() })

/** How a step gets the database further back. */
export const rollbackMethodSchema = z.enum([
  /** A backup of what is there now. */
  'safety_backup',
  'undo', 'generated_undo', 'apply', 'repeat',
  /** A backup restored into a database beside; the steps after it, up to the swap, work there. */
  'restore',
  /** The restored database takes the name, the old one is kept aside. */
  'swap',
  'check',
])
export type RollbackMethod = z.infer<typeof rollbackMethodSchema>

/** What is known of an undo: `none` when nobody has tried it on a schema like this one. */
export const undoTrustSchema = z.enum(['proved', 'schema_only', 'none'])

export const rollbackStepSchema = z.object({
  number: z.int(),
  method: rollbackMethodSchema,
  script: z.string().nullable(), version: z.string().nullable(), description: z.string(),
  /** Of an undo; null: this step needs no proof. */
  trust: z.object({ status: undoTrustSchema, at: z.iso.datetime().nullable(), rows: z.int().nullable() }).nullable(),
  /** Text that would run; null: none, or a generated undo that is written by the preview. */
  sql: z.string().nullable(),
  /** Archived data that the script reads, and so puts back. */
  archives: z.array(z.object({ table: z.string(), relation: z.string(), rows: z.number() })),
  /** Data that the undo is known not to bring back, in sentences. */
  loses: z.array(z.string()),
  backup: z.string().nullable(),
  seconds: range.nullable(),
})
export type RollbackStep = z.infer<typeof rollbackStepSchema>

export const rollbackLossSchema = z.object({
  relation: z.string(), columns: z.array(z.string()),
  /** dropped: rows or values that a script drops. written: rows inserted, updated or deleted since the backup that would be restored. */
  kind: z.enum(['dropped', 'written']),
  /** Rows that lose something; null: not known. */
  rows: z.number().nullable(),
  inserted: z.number().nullable(), updated: z.number().nullable(), deleted: z.number().nullable(),
  /** counted now; estimated by the planner; statistics: counters of the server since the backup; row_counts: only how many rows more or fewer there are. */
  basis: z.enum(['counted', 'estimated', 'statistics', 'row_counts', 'unknown']),
  /** Script that drops it. */
  script: z.string().nullable(),
})
export type RollbackLoss = z.infer<typeof rollbackLossSchema>

/** One way back. `scripts`: undo and migrations alone, data written since stay. `mixed`: a backup made after the point, then scripts. `restore`: the nearest backup before the point, then the migrations up to it. */
export const rollbackWaySchema = z.object({
  id: z.enum(['scripts', 'mixed', 'restore']),
  /** after_preview: once the preview has written and proved the undos that are missing. */
  possible: z.enum(['yes', 'after_preview', 'no']),
  /** Why it is not first, or not possible; what is to be known before. */
  reasons: z.array(diagnosticSchema),
  steps: z.array(rollbackStepSchema),
  losses: z.array(rollbackLossSchema),
  backup: z.object({ id: z.string(), at: z.iso.datetime(), version: z.string().nullable(), bytes: z.number(), verified: z.enum(['verified', 'differs', 'never']) }).nullable(),
  /** The whole way; null: not known. */
  seconds: range.nullable(),
  /** SHA-256 over scripts, order, backup, history and point; a run may be bound to it. */
  fingerprint: z.string(),
})
export type RollbackWay = z.infer<typeof rollbackWaySchema>

export const rollbackPointSchema = z.object({
  event: z.string().nullable(), version: z.string().nullable(), at: z.iso.datetime(),
  /** What is applied there, in the order of application. */
  versions: z.array(z.string()),
  /** Highest of them. */
  highest: z.string().nullable(),
  /** Whether it is known what the schema was: then it is compared at the end. */
  known: z.boolean(),
})

export const rollbackPlanSchema = z.object({
  env: z.string(),
  point: rollbackPointSchema,
  now: z.object({ at: z.iso.datetime(), versions: z.array(z.string()), highest: z.string().nullable() }),
  /** The migrations are as they were at the point. */
  nothing: z.boolean(),
  /** The best first. */
  ways: z.array(rollbackWaySchema),
  notes: z.array(diagnosticSchema),
  confirmation: z.object({ name: z.boolean(), reason: z.boolean(), secondPerson: z.boolean() }),
})
export type RollbackPlan = z.infer<typeof rollbackPlanSchema>

/** One step of a run, as it was noted while it went on. */
export const rollbackProgressSchema = z.object({
  number: z.int(), method: rollbackMethodSchema, script: z.string().nullable(), version: z.string().nullable(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'unknown']),
})
export type RollbackProgress = z.infer<typeof rollbackProgressSchema>

export const rollbackRecordSchema = z.object({
  id: z.string(), env: z.string(), jobId: z.string(),
  way: rollbackWaySchema.shape.id,
  /** The point that was wanted. */
  event: z.string().nullable(), version: z.string().nullable(), at: z.iso.datetime(),
  state: z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted', 'left']),
  startedAt: z.iso.datetime(), endedAt: z.iso.datetime().nullable(),
  by: z.string(),
  steps: z.array(rollbackProgressSchema),
  problem: z.string().nullable(),
  /** Safety backup. */
  backup: z.string().nullable(),
})
export type RollbackRecord = z.infer<typeof rollbackRecordSchema>

/** Result of the job `rollback.run`: never a bare success. */
export const rollbackResultSchema = z.object({
  rollback: z.string(), env: z.string(), way: rollbackWaySchema.shape.id,
  /** reached: the schema is what it was at the point. unknown: nobody knows what it was. */
  outcome: z.enum(['reached', 'differs', 'unknown']),
  /** What differs from the point, in sentences. */
  differences: z.array(z.string()),
  version: z.string().nullable(),
  steps: z.array(rollbackProgressSchema),
  backup: z.object({ id: z.string(), file: z.string(), bytes: z.number() }).nullable(),
  /** How to go forward again: apply what was undone, or put the database that was replaced back. */
  forward: z.object({ way: z.enum(['apply', 'put_back', 'nothing']), versions: z.array(z.string()), database: z.string().nullable() }),
  ms: z.number(),
})
export type RollbackResult = z.infer<typeof rollbackResultSchema>

/** Result of the job `rollback.preview`. */
export const rollbackPreviewSchema = z.object({
  env: z.string(), way: rollbackWaySchema.shape.id,
  /** Id of the preview of the scripts, for `preview.show`; null: no script runs. */
  preview: z.string().nullable(),
  verdict: z.enum(['works', 'fails', 'differs', 'unknown']),
  /** What differs from the point after the scripts ran in the shadow, or how they failed. */
  differences: z.array(z.string()),
  /** Undos that were written for migrations without one, with what came of trying them. */
  generated: z.array(z.object({ script: z.string(), undo: z.string(), status: z.enum(['proved', 'schema_only', 'differs', 'impossible', 'failed']), problem: z.string().nullable(), loses: z.array(z.string()) })),
  /** The scripts on the environment, reckoned by its own statistics. */
  seconds: range.nullable(),
  /** Strongest locks that they take, in sentences. */
  waits: z.array(z.string()),
  notes: z.array(diagnosticSchema),
  ms: z.number(),
})
export type RollbackPreview = z.infer<typeof rollbackPreviewSchema>

const point = {
  env: envName,
  event: z.string().min(1).max(300).optional().describe('Id of an event of the timeline: the state right after it'),
  version: z.string().max(50).optional().describe('The state right after this version was applied last; 0: before the first'),
  at: z.iso.datetime({ offset: true }).optional().describe('The state at this time'),
  rollback: z.string().max(100).optional().describe('Id of a way back: the state before it began'),
}
const way = rollbackWaySchema.shape.id.optional().describe('The way to take; absent: the best one')

export const rollbackContract = {
  plan: operation({
    name: 'rollback.plan', access: 'read', http: 'POST /environments/{env}/rollback-plans', errors: reach,
    summary: 'Plan the way back to a point of the timeline: steps, what would be lost, what is saved first, other ways.',
    input: z.object(point), output: rollbackPlanSchema,
  }),
  preview: operation({
    name: 'rollback.preview', access: 'read', role: 'developer', job: true, http: 'POST /environments/{env}/rollback-previews', errors: [...reach, 'shadow_unavailable', 'shadow_failed', 'client_missing', 'lock_timeout', 'schema_changing', 'cancelled'],
    summary: 'Try a way back in a shadow database, and write and prove the undos that are missing.',
    input: z.object({ ...point, way }), output: jobStarted,
  }),
  run: operation({
    name: 'rollback.run', access: 'destructive', job: true, http: 'POST /environments/{env}/rollbacks',
    errors: [...reach, 'rollback_failed', 'plan_changed', 'confirmation_required', 'reason_required', 'confirmation_invalid', 'second_person_required', 'history_locked', 'backup_failed', 'client_missing', 'disk_full', 'backup_damaged', 'backup_newer', 'backup_unusable', 'backup_locked', 'restore_failed', 'target_in_use', 'swap_unfinished', 'outcome_unknown', 'cancelled'],
    summary: 'Go back to a point of the timeline, by undo scripts, a backup, or both.',
    input: z.object({
      ...point, way,
      planFingerprint: z.string().max(100).optional().describe('Refuse to run another plan than this one'),
      backup: z.boolean().optional().describe('Make a safety backup first; absent: as the policy of the environment says'),
      endSessions: z.boolean().default(false).describe('End the sessions that use the database when it is replaced'),
      reason: z.string().max(2000).optional(),
      confirm: z.string().optional().describe('The name of the environment, where it asks for confirmation'),
      confirmation: confirmationToken,
    }),
    output: jobStarted,
  }),
  unfinished: operation({
    name: 'rollback.unfinished', access: 'read', http: 'GET /rollbacks/unfinished', shell: { command: 'rollback list' }, errors: ['not_found'],
    summary: 'List ways back that stopped in the middle, with what was done and what is left.',
    input: z.object({ env: envName.optional() }), output: z.object({ rollbacks: z.array(rollbackRecordSchema) }),
  }),
  leave: operation({
    name: 'rollback.leave', access: 'write', http: 'POST /rollbacks/{rollback}/leave', shell: { command: 'rollback leave', arguments: ['rollback'] }, errors: ['not_found'],
    summary: 'Leave the database as a way back that stopped has left it, and stop asking.',
    input: z.object({ rollback: z.string().min(1).max(100) }), output: z.object({ rollback: z.string() }),
  }),
}
