import { z } from 'zod'
import { confirmationToken } from './confirmations.ts'
import { envName, jobStarted, operation } from './operation.ts'

const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied', 'server_unsupported', 'lock_timeout', 'cancelled'] as const

/** Rows or values that a migration kept before it destroyed them: one table in the schema strata_archive. */
export const archiveSchema = z.object({
  /** Name of the table in strata_archive. */
  table: z.string(),
  /** Table, and columns, that the data came from. */
  relation: z.string(), columns: z.array(z.string()),
  /** unknown: the table was not made by a migration of Strata, or its comment was changed. */
  kind: z.enum(['drop_table', 'drop_column', 'truncate', 'narrowing_type', 'update', 'delete', 'renamed', 'unknown']),
  script: z.string().nullable(), version: z.string().nullable(),
  at: z.iso.datetime().nullable(), by: z.string().nullable(),
  rows: z.number(), bytes: z.number(),
  expiresAt: z.iso.datetime().nullable(),
  /** Why it cannot be put back now; null: it can. */
  problem: z.string().nullable(),
})
export type Archive = z.infer<typeof archiveSchema>

/** Result of the job `archives.putBack`. */
export const putBackResultSchema = z.object({
  table: z.string(), relation: z.string(),
  /** Rows that were missing, rows that got other values, rows that are there with other values and were left. */
  inserted: z.int(), updated: z.int(), left: z.int(),
  notes: z.array(z.string()),
})
export type PutBackResult = z.infer<typeof putBackResultSchema>

const table = z.string().min(1).max(63).describe('Name of the archive')

export const archivesContract = {
  list: operation({
    name: 'archives.list', access: 'read', http: 'GET /environments/{env}/archives', shell: { command: 'archive list', arguments: ['env'] }, errors: reach,
    summary: 'List data that migrations have kept before destroying it.', input: z.object({ env: envName }), output: z.object({ archives: z.array(archiveSchema), bytes: z.number() }),
  }),
  putBack: operation({
    name: 'archives.putBack', access: 'destructive', job: true, http: 'POST /environments/{env}/archives/{table}/put-back', shell: { command: 'archive put-back', arguments: ['env', 'table'] }, errors: [...reach, 'confirmation_required', 'reason_required', 'confirmation_invalid', 'second_person_required', 'statement_failed', 'outcome_unknown'],
    summary: 'Put archived rows or values back where they came from; rows that are there again are left as they are.',
    input: z.object({ env: envName, table, reason: z.string().max(2000).optional(), confirm: z.string().max(100).optional(), confirmation: confirmationToken, overwrite: z.boolean().default(false).describe('Overwrite values that were changed since') }), output: jobStarted,
  }),
  drop: operation({
    name: 'archives.drop', access: 'destructive', http: 'DELETE /environments/{env}/archives/{table}', shell: { command: 'archive drop', arguments: ['env', 'table'] }, errors: [...reach, 'confirmation_required', 'reason_required', 'confirmation_invalid', 'second_person_required'],
    summary: 'Drop an archive for good.', input: z.object({ env: envName, table, reason: z.string().max(2000).optional(), confirm: z.string().max(100).optional(), confirmation: confirmationToken }), output: z.object({ dropped: z.string() }),
  }),
  expire: operation({
    name: 'archives.expire', access: 'destructive', http: 'POST /environments/{env}/archives/expire', shell: { command: 'archive expire', arguments: ['env'] }, errors: [...reach, 'confirmation_required', 'reason_required', 'confirmation_invalid', 'second_person_required'],
    summary: 'Drop the archives whose time is over.', input: z.object({ env: envName, dryRun: z.boolean().default(false), reason: z.string().max(2000).optional(), confirm: z.string().max(100).optional(), confirmation: confirmationToken }), output: z.object({ dropped: z.array(z.string()) }),
  }),
}
