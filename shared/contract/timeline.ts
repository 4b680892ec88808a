import { z } from 'zod'
import { appErrorSchema } from './app-error.ts'
import { envName, operation } from './operation.ts'

export const timelineEventSchema = z.object({
  id: z.string(),
  env: z.string(),
  at: z.iso.datetime(),
  kind: z.enum(['migration_applied', 'migration_failed', 'migration_undone', 'undo_failed', 'baseline', 'repair', 'backup', 'rehearsal', 'restore', 'put_back', 'replaced_dropped', 'archive', 'drift', 'drift_resolved', 'confirmation', 'waiver', 'override', 'rollback', 'rollback_failed',
    'run_cancelled', 'run_unknown',
  ]),
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
  /** False: known from the history table alone, made by another tool or an older version. */
  journalled: z.boolean(),
})
export type TimelineEvent = z.infer<typeof timelineEventSchema>

export const timelineContract = {
  list: operation({
    name: 'timeline.list', access: 'read', http: 'GET /timeline', shell: { command: 'history' }, errors: ['not_found'],
    summary: 'Show what happened to the environments: migrations, undos, backups, restores, who, when and why.',
    input: z.object({ env: envName.optional(), limit: z.coerce.number().int().min(1).max(10_000).default(1000) }),
    output: z.object({
      events: z.array(timelineEventSchema),
      /** Environments that could not be read now; their lanes stay empty with this as the reason. */
      unreachable: z.array(z.object({ env: z.string(), error: appErrorSchema })),
    }),
  }),
}
