import { z } from 'zod'
import { confirmationToken } from './confirmations.ts'
import { envName, jobStarted, operation } from './operation.ts'

const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied', 'cancelled'] as const
const confirmed = ['confirmation_required', 'reason_required', 'confirmation_invalid', 'second_person_required'] as const

/** A table of a backup, and its name in the schema beside. */
const placedSchema = z.object({ schema: z.string(), name: z.string(), as: z.string() })

/** Result of the job `restores.tables`. */
export const restoredTablesSchema = z.object({ schema: z.string(), backup: z.string(), tables: z.array(placedSchema.extend({ rows: z.number() })), ms: z.number() })
export type RestoredTables = z.infer<typeof restoredTablesSchema>

/** A schema with restored tables, in the environment's database. */
export const besideTablesSchema = z.object({ schema: z.string(), backup: z.string(), at: z.string(), by: z.string(), reason: z.string(), bytes: z.number(), tables: z.array(placedSchema) })
export type BesideTables = z.infer<typeof besideTablesSchema>

/** Values in the order of `columns`, as text and cut to 200 characters; null: there is no such row on that side. */
const sampleSchema = z.object({ backup: z.array(z.string().nullable()).nullable(), now: z.array(z.string().nullable()).nullable() })

/** What a restored table has otherwise than the one that is there. */
export const tableDifferenceSchema = z.object({
  schema: z.string(), name: z.string(),
  /** Why it cannot be merged; null: it can. */
  problem: z.string().nullable(),
  key: z.array(z.string()), columns: z.array(z.string()),
  /** Columns that are on one side only or computed: they are left. */
  left: z.array(z.string()),
  /** Rows that only the backup has, that differ, that only the database has. */
  missing: z.number(), changed: z.number(), extra: z.number(),
  samples: z.object({ missing: z.array(sampleSchema), changed: z.array(sampleSchema), extra: z.array(sampleSchema) }),
  /** Triggers that would fire, and tables that a deletion here reaches by foreign keys. */
  triggers: z.array(z.string()), reached: z.array(z.string()),
})
export type TableDifference = z.infer<typeof tableDifferenceSchema>

/** Result of the job `restores.mergeTables`. */
export const mergeResultSchema = z.object({
  schema: z.string(), tables: z.array(z.object({ schema: z.string(), name: z.string(), inserted: z.number(), updated: z.number(), deleted: z.number() })),
  safetyBackup: z.string().nullable(), ms: z.number(),
})
export type MergeResult = z.infer<typeof mergeResultSchema>

const schema = z.string().min(1).max(63).describe('Schema with the restored tables')
const reason = z.string().max(2000).optional().describe('Why; kept in the journal')
const confirm = z.string().max(100).optional().describe('The name of the environment, where it asks for confirmation')

export const restoredTablesContract = {
  tables: operation({
    name: 'restores.tables', access: 'write', job: true, http: 'POST /backups/{backup}/tables', shell: { command: 'restore tables', arguments: ['backup'] },
    errors: [...reach, ...confirmed, 'client_missing', 'backup_damaged', 'backup_newer', 'backup_unusable', 'backup_locked', 'restore_failed', 'disk_full'],
    summary: 'Restore chosen tables into a schema beside; what is there is not touched.',
    input: z.object({
      backup: z.string().min(1).max(200).regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/).describe('Id of the backup'),
      env: envName.optional().describe('Environment whose database gets the schema; absent: the one it was made from'),
      tables: z.array(z.string().min(3).max(127)).min(1).max(1000).describe('A table as schema.name; may be repeated'), reason, confirm, confirmation: confirmationToken,
    }),
    output: jobStarted,
  }),
  beside: operation({
    name: 'restores.beside', access: 'read', http: 'GET /environments/{env}/restored', shell: { command: 'restore beside' }, errors: reach,
    summary: 'List schemas with restored tables.', input: z.object({ env: envName }), output: z.object({ beside: z.array(besideTablesSchema) }),
  }),
  compareTables: operation({
    name: 'restores.compareTables', access: 'read', role: 'operator', http: 'GET /environments/{env}/restored/{schema}/differences', shell: { command: 'restore compare', arguments: ['schema'] }, errors: reach,
    summary: 'Show what restored tables have otherwise than those that are there, row by primary key.',
    input: z.object({ env: envName, schema }), output: z.object({ tables: z.array(tableDifferenceSchema) }),
  }),
  mergeTables: operation({
    name: 'restores.mergeTables', access: 'destructive', job: true, http: 'POST /environments/{env}/restored/{schema}/merge', shell: { command: 'restore merge', arguments: ['schema'] },
    errors: [...reach, ...confirmed, 'backup_failed', 'client_missing', 'disk_full', 'statement_failed', 'lock_timeout', 'outcome_unknown'],
    summary: 'Merge restored tables into those that are there by primary key: rows that are missing, and what else is asked for, in one transaction.',
    input: z.object({
      env: envName, schema,
      overwrite: z.boolean().default(false).describe('Give rows that differ the values of the backup'),
      deleteExtra: z.boolean().default(false).describe('Delete rows that the backup does not have'),
      tables: z.array(z.string().min(3).max(127)).min(1).max(1000).optional().describe('Merge only this table, as schema.name; may be repeated; absent: all'),
      fireTriggers: z.boolean().default(false).describe('Let triggers of the tables fire; foreign keys are checked either way'),
      withoutSafetyBackup: z.boolean().default(false).describe('Make no backup of the database before; asks for a reason'), reason, confirm, confirmation: confirmationToken,
    }),
    output: jobStarted,
  }),
  dropBeside: operation({
    name: 'restores.dropBeside', access: 'destructive', http: 'DELETE /environments/{env}/restored/{schema}', shell: { command: 'restore drop-tables', arguments: ['schema'] }, errors: [...reach, ...confirmed],
    summary: 'Drop a schema with restored tables; the tables that they came from stay.',
    input: z.object({ env: envName, schema, reason, confirm, confirmation: confirmationToken }), output: z.object({ dropped: z.string() }),
  }),
}
