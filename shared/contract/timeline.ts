import { z } from 'zod'
import { appErrorSchema } from './app-error.ts'
import { diagnosticSchema } from './diagnostics.ts'
import { envName, jobStarted, operation } from './operation.ts'

const kinds = ['migration_applied', 'migration_failed', 'migration_undone', 'undo_failed', 'baseline', 'repair', 'backup', 'rehearsal', 'restore', 'put_back', 'replaced_dropped', 'archive', 'drift', 'drift_resolved', 'confirmation', 'waiver', 'override', 'rollback', 'rollback_failed',
  'run_cancelled', 'run_unknown',
] as const

/**
 * How an event stands in the journal's chain. `sealed`: in the chain, and as it was written; `open`: written, not yet sealed by the next writer;
 * `broken`: it is not as it was sealed, or what was before it is missing; `mirror`: only this machine's copy has it, the journal of the database does not.
 */
export const chainStates = ['sealed', 'open', 'broken', 'mirror'] as const

export const timelineEventSchema = z.object({
  id: z.string(),
  env: z.string(),
  at: z.iso.datetime(),
  kind: z.enum(kinds),
  /** Run that it belongs to; events of one run share it. */
  runId: z.string().nullable(),
  version: z.string().nullable(),
  script: z.string().nullable(),
  description: z.string(),
  /** Database user and person: who. */
  by: z.string(),
  host: z.string().nullable(),
  reason: z.string().nullable(),
  ms: z.number().nullable(),
  planFingerprint: z.string().nullable(),
  backupId: z.string().nullable(),
  /** Message of a failure. */
  problem: z.string().nullable(),
  /** False: known from the history table or from files alone; made by another tool, an older version, or where no journal could be written. */
  journalled: z.boolean(),
  /** Fingerprint of the schema before and after it, where known; SHA-256, hex, of the schema without the history's own tables. */
  before: z.string().nullish(),
  after: z.string().nullish(),
  /** Facts of its kind: of a drift the objects and who may have made them, of a waiver the rule. */
  details: z.record(z.string(), z.unknown()).nullish(),
  /** What was said while it ran, shortened. */
  log: z.string().nullish(),
  /** Absent where it is not from a journal. */
  chain: z.enum(chainStates).optional(),
  /** What a reader should know of it: dated before the event that it follows, another branch of the story, edited. */
  note: z.string().optional(),
})
export type TimelineEvent = z.infer<typeof timelineEventSchema>

/** Facts of a drift event: what changed outside of migrations. */
export const driftDetailsSchema = z.object({
  /** The objects, those most telling first; at most 200 of `count`. Null: not known here, because no snapshot of before is kept on this machine. */
  objects: z.array(z.object({ change: z.enum(['added', 'removed', 'changed']), kind: z.string(), name: z.string(), owner: z.string().nullable() })).nullable(),
  count: z.int().nullable(),
  /** Last moment at which the schema was known to be as the journal has it, and when the change was seen. */
  between: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
  /** Roles that may have made it, as far as the server knows; empty: not known. */
  roles: z.array(z.object({ role: z.string(), why: z.string() })),
  snapshotId: z.string().nullable(),
})
export type DriftDetails = z.infer<typeof driftDetailsSchema>

/** Fields that choose events; `list` and `export` take them. */
const choice = {
  env: envName.optional(),
  kinds: z.array(z.enum(kinds)).max(kinds.length).optional().describe('Kind of event; may be repeated. Absent: all'),
  text: z.string().max(500).optional().describe('Only events in whose words this stands: what, who, why, version, script, problem'),
  from: z.iso.datetime({ offset: true }).optional().describe('Not before this moment, as in 2026-05-01T08:00:00Z'),
  to: z.iso.datetime({ offset: true }).optional().describe('Before this moment'),
}

const event = z.string().min(1).max(2000).describe('Id of an event')
const point = z.object({ env: envName, event: event.nullish().describe('Absent: as it is now') })

/** What an environment was after an event. */
export const timelineStateSchema = z.object({
  env: z.string(),
  event: timelineEventSchema,
  /** Highest version of the migrations then; null: none. */
  version: z.string().nullable(),
  /** Applied then, in the order in which they were applied. */
  versions: z.array(z.object({ version: z.string(), script: z.string(), description: z.string(), at: z.iso.datetime() })),
  repeatables: z.array(z.object({ script: z.string(), checksum: z.number().nullable(), at: z.iso.datetime() })),
  /** Of the schema then; null: not known. */
  fingerprint: z.string().nullable(),
  /** Snapshot of the schema then that is kept on this machine. */
  snapshotId: z.string().nullable(),
  /** Backups from before it, the newest first. */
  backups: z.array(z.object({ id: z.string(), at: z.iso.datetime(), version: z.string().nullable() })),
  /** Drift that was found after it. */
  driftSince: z.array(timelineEventSchema),
  /** Versions applied since and not undone; versions undone since. */
  since: z.object({ applied: z.array(z.string()), undone: z.array(z.string()) }),
})
export type TimelineState = z.infer<typeof timelineStateSchema>

export const chainReportSchema = z.object({
  env: z.string(),
  /** Nothing was found that should not be. */
  ok: z.boolean(),
  /** Rows of the journal; of them in the chain, and written but not sealed yet. */
  rows: z.int(), sealed: z.int(), open: z.int(),
  /** Events that only this machine's copy has. */
  mirrored: z.int(),
  /** Hash of the newest link: two reports with the same one are about the same story. */
  head: z.string().nullable(),
  findings: z.array(diagnosticSchema),
})
export type ChainReport = z.infer<typeof chainReportSchema>

const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied', 'server_unsupported', 'history_unusable'] as const

export const timelineContract = {
  list: operation({
    name: 'timeline.list', access: 'read', http: 'GET /timeline', shell: { command: 'history' }, errors: ['not_found'],
    summary: 'Show what happened to the environments: migrations, undos, backups, restores, drift, who, when and why.',
    input: z.object({ ...choice, before: event.optional().describe('Id of an event: only those that come after it in this list, which are older'), limit: z.coerce.number().int().min(1).max(10_000).default(1000) }),
    output: z.object({
      /** The newest first; within one environment in the order of its journal, whatever its clock said. */
      events: z.array(timelineEventSchema),
      /** There are older ones: ask again with the last id as `before`. */
      more: z.boolean().optional(),
      /** Environments that could not be read now; their lanes show what this machine saw last, at `since`; null: it has never seen any. */
      unreachable: z.array(z.object({ env: z.string(), error: appErrorSchema, since: z.iso.datetime().nullish() })),
      /** What is to be said of the journals: edited rows, missing rows, an earlier state put back. `subject` is the environment. */
      findings: z.array(diagnosticSchema).optional(),
    }),
  }),
  state: operation({
    name: 'timeline.state', access: 'read', http: 'GET /environments/{env}/timeline/state', errors: reach,
    summary: 'Say what an environment was after an event: its version, its migrations, its schema, the backups before it.',
    input: z.object({ env: envName, event }), output: timelineStateSchema,
  }),
  compare: operation({
    name: 'timeline.compare', access: 'read', role: 'developer', scope: { 'a.env': 'environment', 'b.env': 'environment' }, job: true, http: 'POST /timeline/compare',
    errors: [...reach, 'lock_timeout', 'schema_changing', 'cancelled', 'source_invalid', 'shadow_unavailable', 'shadow_failed', 'client_missing'],
    summary: 'Compare the schemas of two points in time, of one environment or of two; the result is a comparison as that of compare.run.',
    input: z.object({ a: point, b: point }), output: jobStarted,
  }),
  check: operation({
    name: 'timeline.check', access: 'read', http: 'GET /environments/{env}/timeline/check', shell: { command: 'history check' }, errors: reach,
    summary: 'Check the chain of the journal: edited, missing, inserted and reordered rows, against itself and against what this machine has seen.',
    input: z.object({ env: envName }), output: chainReportSchema,
  }),
  export: operation({
    name: 'timeline.export', access: 'read', http: 'GET /timeline/export', shell: { command: 'history export' }, errors: ['not_found'],
    summary: 'Write the timeline as one page to keep or print, or as data.',
    input: z.object({ ...choice, format: z.enum(['html', 'json', 'csv']).default('html') }),
    output: z.object({ format: z.enum(['html', 'json', 'csv']), text: z.string(), /** Proposed name of a file. */ name: z.string(), events: z.int() }),
  }),
}
