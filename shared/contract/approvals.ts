import { z } from 'zod'
import { diagnosticSchema } from './diagnostics.ts'
import { envName, jobStarted, operation } from './operation.ts'
import { previewSchema } from './preview.ts'
import { rollbackWaySchema } from './rollback.ts'

/** What can be asked for: operations whose plan has a fingerprint. */
export const approvableSchema = z.enum(['migrations.apply', 'migrations.undo', 'rollback.run'])
export type Approvable = z.infer<typeof approvableSchema>

/**
 * asked -> approved, rejected, withdrawn or expired; approved -> running, withdrawn or expired; running -> done, failed or unknown.
 * overtaken: the plan is another one by now, or its confirmation was used elsewhere.
 */
export const approvalStateSchema = z.enum(['asked', 'approved', 'rejected', 'withdrawn', 'expired', 'running', 'done', 'failed', 'unknown', 'overtaken'])
export type ApprovalState = z.infer<typeof approvalStateSchema>

const version = z.string().max(50)
const targetFields = {
  to: version.optional().describe('Of migrations: the version to go to'),
  version: version.optional().describe('Of rollback.run: the state right after this version was applied last; 0: before the first'),
  event: z.string().min(1).max(300).optional().describe('Of rollback.run: id of an event of the timeline'),
  at: z.iso.datetime({ offset: true }).optional().describe('Of rollback.run: the state at this time'),
  rollback: z.string().max(100).optional().describe('Of rollback.run: id of a way back, the state before it began'),
  way: rollbackWaySchema.shape.id.optional().describe('Of rollback.run: the way to take; absent: the best one'),
}
export const approvalTargetSchema = z.object(targetFields)
export type ApprovalTarget = z.infer<typeof approvalTargetSchema>

export const approvalSchema = z.object({
  id: z.string(),
  /** Name of the environment when it was asked. */
  env: z.string(), envId: z.string(),
  operation: approvableSchema,
  target: approvalTargetSchema,
  /** Fingerprint of the plan that was asked for. */
  plan: z.string(),
  /** Versions before and after; null: none. */
  from: z.string().nullable(), to: z.string().nullable(),
  /** What would run, in order, as it was when it was asked. */
  scripts: z.array(z.string()),
  reason: z.string(),
  /** user@host. */
  by: z.string(),
  /** hook: a trigger asked, no person. */
  source: z.enum(['person', 'hook']),
  createdAt: z.iso.datetime(),
  /** Of one that is asked: until when it can be approved; of one that is approved: until when it can be run. */
  expiresAt: z.iso.datetime(),
  state: approvalStateSchema,
  decidedBy: z.string().nullable(), decidedAt: z.iso.datetime().nullable(),
  /** What was said with the decision. */
  note: z.string().nullable(),
  jobId: z.string().nullable(), startedBy: z.string().nullable(), endedAt: z.iso.datetime().nullable(),
  /** Why it failed or was overtaken. */
  problem: z.string().nullable(),
  /** Asked by the person who looks. */
  mine: z.boolean(),
  /** What the person who looks may do with it now. */
  can: z.object({ approve: z.boolean(), reject: z.boolean(), run: z.boolean(), withdraw: z.boolean() }),
})
export type Approval = z.infer<typeof approvalSchema>

/** The plan as it is now. */
export const approvalPlanSchema = z.object({
  fingerprint: z.string(),
  /** It is the one that was asked for. */
  same: z.boolean(),
  from: z.string().nullable(), to: z.string().nullable(),
  steps: z.array(z.object({
    number: z.int(),
    /** How, as in a plan or a way back: apply, undo, restore, ... */
    method: z.string(),
    script: z.string().nullable(), version: z.string().nullable(), description: z.string(),
    /** Null where no script says it. */
    transactional: z.boolean().nullable(), statements: z.int().nullable(),
    /** By the rules, or by a preview; null: not known. */
    risk: z.enum(['low', 'careful', 'dangerous']).nullable(),
  })),
  findings: z.array(diagnosticSchema),
  /** Of the newest preview of exactly these scripts; null: nobody has tried them. */
  preview: previewSchema.pick({ id: true, at: true, verdict: true, seconds: true }).nullable(),
  /** Data that a way back would lose, in sentences. */
  loses: z.array(z.string()),
})
export type ApprovalPlan = z.infer<typeof approvalPlanSchema>

const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied', 'server_unsupported', 'history_unusable', 'folder_missing', 'duplicate_version', 'version_unknown', 'undo_missing', 'rollback_impossible'] as const
const kept = ['store_unusable'] as const
const closed = ['approval_closed', 'second_person_required', 'role_missing', ...kept] as const
const approval = z.string().min(1).max(100).describe('Id of the request')
const note = z.string().trim().max(2000).optional()

export const approvalsContract = {
  ask: operation({
    name: 'approvals.ask', access: 'write', role: 'developer', http: 'POST /environments/{env}/approvals', shell: { command: 'approvals ask' }, errors: [...reach, ...kept, 'plan_changed', 'role_missing'],
    summary: 'Ask somebody else to approve one plan on one environment; the same request twice is one.',
    input: z.object({
      env: envName,
      operation: approvableSchema.default('migrations.apply').describe('What shall be done'),
      ...targetFields,
      plan: z.string().max(100).optional().describe('Fingerprint of the plan that was looked at; another one is refused'),
      reason: z.string().trim().min(1, 'a reason').max(2000).describe('Why; kept in the journal'),
      minutes: z.coerce.number().int().min(1).max(10_080).optional().describe('How long it can be approved; absent: as long as a confirmation holds'),
    }),
    output: approvalSchema,
  }),
  list: operation({
    name: 'approvals.list', access: 'read', http: 'GET /approvals', shell: { command: 'approvals list' }, errors: ['not_found', ...kept],
    summary: 'List requests for approval, the newest first: who, why, for what, and what became of them.',
    input: z.object({ env: envName.optional(), state: approvalStateSchema.optional().describe('Only those in this state'), limit: z.coerce.number().int().min(1).max(500).default(200) }),
    output: z.object({ approvals: z.array(approvalSchema) }),
  }),
  get: operation({
    name: 'approvals.get', access: 'read', scope: { approval: 'approval' }, http: 'GET /approvals/{approval}', shell: { command: 'approvals show', arguments: ['approval'] }, errors: ['not_found', ...kept],
    summary: 'Show a request for approval with the plan as it is now, its risk, and whether it is still the one that was asked for.',
    input: z.object({ approval }),
    output: z.object({ approval: approvalSchema, /** Null: it is closed, or the plan cannot be made now. */ plan: approvalPlanSchema.nullable(), /** Why it cannot be made. */ problem: z.string().nullable() }),
  }),
  approve: operation({
    name: 'approvals.approve', access: 'write', role: 'approver', scope: { approval: 'approval' }, http: 'POST /approvals/{approval}/approve', shell: { command: 'approvals approve', arguments: ['approval'] }, errors: [...reach, ...closed],
    summary: 'Approve the plan of somebody else, which confirms exactly that plan once; with --run-now it starts at once.',
    input: z.object({ approval, note: note.describe('What to say with it'), runNow: z.boolean().default(false).describe('Start it at once, in the name of the person who asked') }),
    output: z.object({ approval: approvalSchema, /** Of `runNow`. */ jobId: z.string().nullable() }),
  }),
  reject: operation({
    name: 'approvals.reject', access: 'write', role: 'approver', scope: { approval: 'approval' }, http: 'POST /approvals/{approval}/reject', shell: { command: 'approvals reject', arguments: ['approval'] }, errors: ['not_found', ...closed, 'reason_required'],
    summary: 'Reject a request for approval, with a reason.',
    input: z.object({ approval, reason: z.string().trim().min(1, 'a reason').max(2000).describe('Why not') }),
    output: approvalSchema,
  }),
  withdraw: operation({
    name: 'approvals.withdraw', access: 'write', role: 'developer', scope: { approval: 'approval' }, http: 'POST /approvals/{approval}/withdraw', shell: { command: 'approvals withdraw', arguments: ['approval'] }, errors: ['not_found', ...closed],
    summary: 'Withdraw a request of your own, or an approval of yours that was not used.',
    input: z.object({ approval }), output: approvalSchema,
  }),
  run: operation({
    name: 'approvals.run', access: 'destructive', role: 'developer', scope: { approval: 'approval' }, job: true, http: 'POST /approvals/{approval}/run', shell: { command: 'approvals run', arguments: ['approval'] }, errors: [...reach, ...closed],
    summary: 'Run what was approved, once; a plan that is another one by then is refused.',
    input: z.object({ approval }), output: jobStarted,
  }),
}
