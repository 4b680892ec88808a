import { z } from 'zod'
import { appErrorSchema } from './app-error.ts'
import { confirmationToken } from './confirmations.ts'
import { diagnosticSchema } from './diagnostics.ts'
import { envName, jobStarted, operation } from './operation.ts'
import { planSchema, planStepSchema } from './migrations.ts'

const databaseName = z.string().min(1).max(63)
/** Of a database or schema; `*` stands for any characters, `?` for one. */
const namePattern = z.string().min(1).max(200)
const fleetName = z.string().min(1).max(100).describe('Name or id of the fleet')
const runId = z.string().min(1).max(64).describe('Id of the run')
const version = z.string().max(50).describe('A version such as 12 or 1.2.3')
const nullableText = z.string().nullable()

/** How far a run of a fleet goes at a time, and when it stops. */
const limits = {
  concurrency: z.int().min(1).max(32).default(4).describe('Members that are migrated at a time'),
  canaries: z.int().min(0).max(100).default(1).describe('Members that go first, taken from every distinct state in turn'),
  canaryNames: z.array(z.string().min(1).max(300)).max(100).default([]).describe('Member that goes first, in place of a number'),
  afterCanaries: z.enum(['wait', 'go_on']).default('wait').describe('Once all canaries are done: wait for a go-ahead, or go on'),
  stopAfterFailures: z.int().min(0).max(10_000).default(1).describe('Stop when so many members failed; 0: never for their number'),
  stopAfterPercent: z.int().min(0).max(100).default(0).describe('Stop when so many per cent of the members failed; 0: never for their share'),
  backup: z.boolean().default(true).describe('Back up each member before it is changed'),
  lockTimeoutMs: z.int().min(0).max(3_600_000).optional().describe('Time to wait for a lock; absent: as the environment says'),
}
export const fleetLimitsSchema = z.object(limits)
export type FleetLimits = z.infer<typeof fleetLimitsSchema>

const fields = {
  name: z.string().min(1).max(60).regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, 'letters, digits, blanks, dots, hyphens and underscores'),
  env: envName.describe('Environment whose migrations, policies and credentials hold for every member'),
  servers: z.array(envName).max(20).default([]).describe('Environment whose server has members; none: the one of the fleet'),
  of: z.enum(['databases', 'schemas']).default('databases').describe('Whether a member is a database, or a schema of the database of the environment'),
  by: z.enum(['list', 'pattern', 'query']).default('list').describe('How the members are found'),
  members: z.array(databaseName).max(5_000).default([]).describe('Name of a member, where they are listed'),
  pattern: z.string().max(200).default('').describe('Pattern of names, such as tenant_*'),
  query: z.string().max(10_000).default('').describe('Query whose rows give the names, in one column of text'),
  excludes: z.array(namePattern).max(500).default([]).describe('Name or pattern of what is not a member'),
  ...limits,
}

/** What a person gives. */
export const fleetInputSchema = z.object(fields)
export type FleetInput = z.infer<typeof fleetInputSchema>

export const fleetRunStateSchema = z.enum([
  'preparing', 'running',
  /** The canaries are done; somebody has to let it go on. */
  'waiting',
  /** No further member is begun; those that run finish. */
  'stopping',
  'succeeded',
  /** Every member had its turn, and not all are done. */
  'incomplete',
  'stopped',
  /** It could not begin; nothing was changed. */
  'failed',
  /** The process that ran it is gone. */
  'interrupted',
])
export type FleetRunState = z.infer<typeof fleetRunStateSchema>

export const fleetMemberStateSchema = z.enum([
  'queued', 'running', 'done', 'failed', 'skipped',
  /** The connection was lost in COMMIT, or the process died; the history has not been read since. */
  'unknown',
])
export type FleetMemberState = z.infer<typeof fleetMemberStateSchema>

export const fleetCountsSchema = z.object({ queued: z.int(), running: z.int(), done: z.int(), failed: z.int(), skipped: z.int(), unknown: z.int() })
export type FleetCounts = z.infer<typeof fleetCountsSchema>

const runFields = {
  id: z.string(),
  fleetId: z.string(), fleet: z.string(), env: z.string(),
  state: fleetRunStateSchema,
  /** Why it stopped or stops, in a sentence; null where it did not. */
  stop: nullableText,
  by: z.string(), reason: nullableText,
  startedAt: z.iso.datetime(), endedAt: z.iso.datetime().nullable(),
  total: z.int(), canaries: z.int(),
  counts: fleetCountsSchema,
}
export const fleetRunSummarySchema = z.object(runFields)
export type FleetRunSummary = z.infer<typeof fleetRunSummarySchema>

export const fleetSchema = z.object({
  id: z.string(), ...fields,
  /** False: the environment of the fleet is gone. */
  envKnown: z.boolean(),
  createdAt: z.iso.datetime(), updatedAt: z.iso.datetime(),
  lastRun: fleetRunSummarySchema.nullable(),
})
export type Fleet = z.infer<typeof fleetSchema>

const memberFields = {
  /** Its name in the fleet: the database or schema, with the environment of its server before it where there are several. */
  label: z.string(),
  /** Environment of its server. */
  server: z.string(),
  database: z.string(), schema: z.string(),
}
export const fleetMemberSchema = z.object({ ...memberFields, /** False: it is listed, and the server has none of that name. */ present: z.boolean() })
export type FleetMember = z.infer<typeof fleetMemberSchema>

export const memberStatusSchema = z.object({
  ...memberFields,
  /** Of its distinct state; null where it could not be read. */
  state: nullableText,
  version: nullableText,
  pending: z.int(),
  /** Rows of the history that say that a migration failed. */
  failed: z.int(),
  /** Fingerprint of its tables, views, indexes, constraints and functions, for comparison within the fleet; null where it could not be read. */
  shape: nullableText,
  error: appErrorSchema.nullable(),
})
export type MemberStatus = z.infer<typeof memberStatusSchema>

const pendingSchema = z.object({ script: z.string(), version: nullableText, description: z.string() })

/** Members with the same history and the same pending migrations. */
export const distinctStateSchema = z.object({
  /** SHA-256 over history and pending files. */
  fingerprint: z.string(),
  version: nullableText,
  /** Labels. */
  members: z.array(z.string()),
  pending: z.array(pendingSchema),
  /** Findings of files and history; an error among them keeps these members from being migrated. */
  diagnostics: z.array(diagnosticSchema),
  /** Shapes with their members, the most frequent first: more than one is drift. */
  shapes: z.array(z.object({ shape: z.string(), members: z.array(z.string()) })),
})
export type DistinctState = z.infer<typeof distinctStateSchema>

/** Result of the job `fleet.states`. */
export const fleetStatesSchema = z.object({
  fleet: z.string(), env: z.string(), at: z.iso.datetime(), ms: z.int(),
  members: z.array(memberStatusSchema),
  /** The most frequent first. */
  states: z.array(distinctStateSchema),
})
export type FleetStates = z.infer<typeof fleetStatesSchema>

/** Result of the job `fleet.plan`: each migration once, and for each distinct state which of them run. */
export const fleetPlanSchema = z.object({
  fleet: z.string(), env: z.string(), at: z.iso.datetime(),
  /** SHA-256 over the members with their states and what would run; a run may be bound to it. */
  fingerprint: z.string(),
  states: z.array(z.object({
    fingerprint: z.string(), from: nullableText, to: nullableText, members: z.array(z.string()),
    /** Scripts in order; none: up to date. */
    scripts: z.array(z.string()),
    /** Why these members cannot be migrated; null where they can. */
    problem: appErrorSchema.nullable(),
    diagnostics: z.array(diagnosticSchema),
  })),
  steps: z.array(planStepSchema),
  /** Members that could not be read. */
  unread: z.array(z.object({ label: z.string(), error: appErrorSchema })),
  canaries: z.array(z.string()),
  /** Members that would be changed; that have nothing pending; that cannot be migrated or read. */
  total: z.int(), upToDate: z.int(), unable: z.int(),
  confirmation: planSchema.shape.confirmation,
  backup: z.object({ planned: z.boolean(), problem: z.string().optional(), help: z.string().optional() }),
})
export type FleetPlan = z.infer<typeof fleetPlanSchema>

export const runMemberSchema = z.object({
  ...memberFields,
  state: fleetMemberStateSchema,
  canary: z.boolean(),
  /** Distinct state that it was planned for; null where it could not be read. */
  planned: nullableText,
  before: nullableText, after: nullableText,
  /** Migrations that took effect in this run; 0 and done: it was up to date. */
  migrations: z.int(),
  ms: z.int().nullable(),
  attempts: z.int(),
  /** Process that works or worked on it: host and number. */
  worker: nullableText,
  backup: nullableText,
  startedAt: z.iso.datetime().nullable(), endedAt: z.iso.datetime().nullable(),
  error: appErrorSchema.nullable(),
})
export type RunMember = z.infer<typeof runMemberSchema>

export const fleetRunSchema = z.object({
  ...runFields,
  limits: fleetLimitsSchema,
  /** Version up to which migrations run; null: all. */
  to: nullableText,
  planFingerprint: z.string(),
  /** Process that decides what is begun next. */
  coordinator: nullableText,
  /** Why it could not begin. */
  error: appErrorSchema.nullable(),
  /** Canaries first, then by name. */
  members: z.array(runMemberSchema),
})
export type FleetRun = z.infer<typeof fleetRunSchema>

/** Result of the jobs `fleet.run` and `fleet.resume`, once the run has ended or waits for a go-ahead. */
export const fleetRunResultSchema = fleetRunSummarySchema
export type FleetRunResult = FleetRunSummary

const readErrors = ['not_found', 'folder_missing', 'file_unreadable', 'duplicate_version', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing',
  'connection_lost', 'permission_denied', 'server_unsupported', 'store_unusable', 'cancelled'] as const
const runErrors = [...readErrors, 'version_unknown', 'plan_changed', 'confirmation_required', 'reason_required', 'confirmation_invalid', 'second_person_required', 'approval_required', 'fleet_stopped'] as const

const consent = {
  reason: z.string().max(2000).optional().describe('Why; kept in the journal of every member'),
  confirm: z.string().optional().describe('The name of the environment, typed by a person, where it asks for confirmation'),
  confirmation: confirmationToken,
}
const runStarted = jobStarted.extend({ runId: z.string() })

export const fleetContract = {
  list: operation({
    name: 'fleet.list', access: 'read', scope: 'visible', http: 'GET /fleets', shell: { command: 'fleet list' }, errors: ['store_unusable'],
    summary: 'List the fleets: groups of databases or schemas that are migrated together.',
    input: z.object({}), output: z.object({ fleets: z.array(fleetSchema) }),
  }),
  get: operation({
    name: 'fleet.get', access: 'read', scope: { fleet: 'fleet' }, http: 'GET /fleets/{fleet}', shell: { command: 'fleet show', arguments: ['fleet'] }, errors: ['not_found', 'store_unusable'],
    summary: 'Show one fleet.',
    input: z.object({ fleet: fleetName }), output: fleetSchema,
  }),
  create: operation({
    name: 'fleet.create', access: 'write', role: 'owner', scope: 'store', http: 'POST /fleets', shell: { command: 'fleet create', arguments: ['name'] }, errors: ['not_found', 'already_exists', 'store_unusable'],
    summary: 'Make a fleet; no database is touched.',
    input: fleetInputSchema, output: fleetSchema,
  }),
  update: operation({
    name: 'fleet.update', access: 'write', role: 'owner', scope: 'store', http: 'PUT /fleets/{fleet}', errors: ['not_found', 'already_exists', 'store_unusable'],
    summary: 'Change a fleet; runs that are under way keep what they began with.',
    input: fleetInputSchema.extend({ fleet: fleetName }), output: fleetSchema,
  }),
  delete: operation({
    name: 'fleet.delete', access: 'write', role: 'owner', scope: 'store', http: 'DELETE /fleets/{fleet}', shell: { command: 'fleet remove', arguments: ['fleet'] }, errors: ['not_found', 'store_unusable'],
    summary: 'Forget a fleet; its databases and the reports of its runs stay.',
    input: z.object({ fleet: fleetName }), output: z.object({ removed: z.string() }),
  }),
  members: operation({
    name: 'fleet.members', access: 'read', scope: { fleet: 'fleet' }, http: 'GET /fleets/{fleet}/members', shell: { command: 'fleet members', arguments: ['fleet'] }, errors: readErrors,
    summary: 'Find the members of a fleet now.',
    input: z.object({ fleet: fleetName }), output: z.object({ members: z.array(fleetMemberSchema), /** Found, and not members by the exclusions. */ excluded: z.array(z.string()) }),
  }),
  find: operation({
    name: 'fleet.find', access: 'write', role: 'owner', scope: 'store', http: 'POST /fleets/find', errors: readErrors,
    summary: 'Find the members that a fleet would have, before it is saved.',
    input: fleetInputSchema, output: z.object({ members: z.array(fleetMemberSchema), excluded: z.array(z.string()) }),
  }),
  states: operation({
    name: 'fleet.states', access: 'read', role: 'developer', scope: { fleet: 'fleet' }, job: true, http: 'POST /fleets/{fleet}/states', shell: { command: 'fleet states', arguments: ['fleet'] }, errors: readErrors,
    summary: 'Read version, pending and failed migrations of every member, and group the members by distinct state.',
    input: z.object({ fleet: fleetName }), output: jobStarted,
  }),
  lastStates: operation({
    name: 'fleet.lastStates', access: 'read', scope: { fleet: 'fleet' }, http: 'GET /fleets/{fleet}/states', errors: ['not_found', 'store_unusable'],
    summary: 'Show the states as they were read last.',
    input: z.object({ fleet: fleetName }), output: z.object({ states: fleetStatesSchema.nullable() }),
  }),
  plan: operation({
    name: 'fleet.plan', access: 'read', role: 'developer', scope: { fleet: 'fleet' }, job: true, http: 'POST /fleets/{fleet}/plan', shell: { command: 'fleet plan', arguments: ['fleet'] }, errors: [...readErrors, 'version_unknown'],
    summary: 'Show what would run on which members: one plan for each distinct state.',
    input: z.object({ fleet: fleetName, to: version.optional() }), output: jobStarted,
  }),
  run: operation({
    name: 'fleet.run', access: 'destructive', scope: { fleet: 'fleet' }, job: true, http: 'POST /fleets/{fleet}/runs', shell: { command: 'fleet run', arguments: ['fleet'] }, errors: runErrors,
    summary: 'Apply the pending migrations to every member: canaries first, a few at a time, until a stop rule holds.',
    input: z.object({
      fleet: fleetName, to: version.optional(), ...consent,
      planFingerprint: z.string().max(100).optional().describe('Run only if the plan is still this one'),
      concurrency: limits.concurrency.unwrap().optional().describe('Members at a time, in place of what the fleet says'),
      afterCanaries: z.enum(['wait', 'go_on']).optional().describe('Once all canaries are done: wait for a go-ahead, or go on'),
      backup: z.boolean().optional().describe('Back up each member before it is changed; absent: as the fleet says'),
    }),
    output: runStarted,
  }),
  resume: operation({
    name: 'fleet.resume', access: 'destructive', scope: { run: 'fleetRun' }, job: true, http: 'POST /fleet-runs/{run}/resume', shell: { command: 'fleet resume', arguments: ['run'] }, errors: runErrors,
    summary: 'Go on with a run that waits, stopped or was interrupted; what is done is not done again.',
    input: z.object({ run: runId, ...consent, failed: z.enum(['again', 'leave']).default('again').describe('Try members that failed again, or leave them') }), output: runStarted,
  }),
  stop: operation({
    name: 'fleet.stop', access: 'write', scope: { run: 'fleetRun' }, http: 'POST /fleet-runs/{run}/stop', shell: { command: 'fleet stop', arguments: ['run'] }, errors: ['not_found', 'store_unusable'],
    summary: 'Begin no further member of a run; those that are being migrated finish, or are cancelled.',
    input: z.object({ run: runId, running: z.enum(['finish', 'cancel']).default('finish').describe('What becomes of the members that are being migrated') }), output: fleetRunSummarySchema,
  }),
  runs: operation({
    name: 'fleet.runs', access: 'read', scope: { fleet: 'fleet' }, http: 'GET /fleet-runs', shell: { command: 'fleet runs' }, errors: ['not_found', 'store_unusable'],
    summary: 'List runs, the newest first.',
    input: z.object({ fleet: fleetName.optional(), limit: z.coerce.number().int().min(1).max(500).default(50) }), output: z.object({ runs: z.array(fleetRunSummarySchema) }),
  }),
  showRun: operation({
    name: 'fleet.showRun', access: 'read', scope: { run: 'fleetRun' }, http: 'GET /fleet-runs/{run}', shell: { command: 'fleet show-run', arguments: ['run'] }, errors: ['not_found', 'store_unusable'],
    summary: 'Show a run with the state of each member.',
    input: z.object({ run: runId }), output: fleetRunSchema,
  }),
  report: operation({
    name: 'fleet.report', access: 'read', scope: { run: 'fleetRun' }, http: 'GET /fleet-runs/{run}/report', shell: { command: 'fleet report', arguments: ['run'] }, errors: ['not_found', 'store_unusable'],
    summary: 'Write the report of a run: what became of every member, failures first.',
    input: z.object({ run: runId, format: z.enum(['markdown', 'json', 'html', 'junit']).default('markdown') }),
    output: z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() }),
  }),
}
