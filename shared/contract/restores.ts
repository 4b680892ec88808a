import { z } from 'zod'
import { restoreResultSchema } from './backups.ts'
import { confirmationToken } from './confirmations.ts'
import { restoredTablesContract } from './restored-tables.ts'
import { envName, jobStarted, operation } from './operation.ts'

const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied', 'server_unsupported', 'cancelled'] as const
const confirmed = ['confirmation_required', 'reason_required', 'confirmation_invalid', 'second_person_required'] as const
const restoring = ['client_missing', 'backup_damaged', 'backup_newer', 'backup_unusable', 'backup_locked', 'restore_failed', 'disk_full', 'backup_failed'] as const
const swapping = ['target_in_use', 'swap_unfinished', 'outcome_unknown'] as const

/** A session in a database that is to be replaced. */
export const sessionSchema = z.object({
  pid: z.int(), user: z.string(), application: z.string(),
  /** Address it comes from; null: the server's own socket. */
  client: z.string().nullable(),
  state: z.string(), since: z.iso.datetime(),
  /** It belongs to this Strata and waits for nothing: it is ended without being asked for. */
  own: z.boolean(),
  /** Whether this user may end it. */
  endable: z.boolean(),
})
export type DatabaseSession = z.infer<typeof sessionSchema>

/** What replacing a database would do, and what stands in its way, before anything is done. */
export const replaceCheckSchema = z.object({
  database: z.string(), server: z.string(), user: z.string(),
  /** Name under which the database that is there now is kept, and until when; null: until somebody drops it. The name has the time of the swap in it. */
  aside: z.string(), keepUntil: z.iso.datetime().nullable(),
  /** Null: this user may not ask for it. */
  bytes: z.number().nullable(),
  sessions: z.array(sessionSchema),
  /** What makes it impossible; empty: it can begin. */
  problems: z.array(z.string()),
  /** What one should know before. */
  notes: z.array(z.string()),
})
export type ReplaceCheck = z.infer<typeof replaceCheckSchema>

/** Result of the jobs that swap two databases. */
export const swapResultSchema = z.object({
  database: z.string(),
  /** `held`: everything is ready beside, and nothing was swapped; `swap` names it for `restores.resume`. */
  outcome: z.enum(['swapped', 'held', 'went_back']),
  /** Where the database is that was there before. */
  aside: z.object({ database: z.string(), until: z.iso.datetime().nullable() }).nullable(),
  swap: z.string().nullable(),
  /** Sessions that were ended. */
  ended: z.int(),
  /** What a person should know now, each a sentence. */
  notes: z.array(z.string()),
  ms: z.number(),
})
export type SwapResult = z.infer<typeof swapResultSchema>

/** Result of the job `restores.replace`. */
export const replaceResultSchema = swapResultSchema.extend({
  backup: z.string(),
  /** Of the database as it was before; null: none was made, as the person wanted it. */
  safetyBackup: z.string().nullable(),
  /** How the restored database compares with the manifest. */
  comparison: restoreResultSchema.omit({ backup: true, database: true, ms: true }),
})
export type ReplaceResult = z.infer<typeof replaceResultSchema>

/** A database that was replaced and is kept. */
export const replacedSchema = z.object({
  database: z.string(),
  /** The name that it had. */
  of: z.string(),
  at: z.iso.datetime(), by: z.string(), reason: z.string(),
  /** Backup that took its place; null: another database that had been kept. */
  backup: z.string().nullable(),
  /** Null: until somebody drops it. */
  until: z.iso.datetime().nullable(), expired: z.boolean(),
  bytes: z.number().nullable(),
  /** Why it cannot be put back now; null: it can. */
  problem: z.string().nullable(),
})
export type Replaced = z.infer<typeof replacedSchema>

/** A swap that was begun and whose end nobody wrote down, as the server shows it now. */
export const unfinishedSwapSchema = z.object({
  swap: z.string(), env: z.string(), database: z.string(), kind: z.enum(['replace', 'put_back']),
  /** before: nothing is swapped; after: it took effect; blocked: one of the two databases is gone or was renamed; unreachable: the server cannot be asked. */
  side: z.enum(['before', 'after', 'blocked', 'unreachable']),
  /** Database that is ready to take its place. */
  ready: z.string(), aside: z.string(),
  backup: z.string().nullable(),
  at: z.iso.datetime(), by: z.string(), reason: z.string(),
  /** New sessions are refused since the swap was begun. */
  closed: z.boolean(),
  forward: z.boolean(), back: z.boolean(),
  /** What was found, what forward and what back would do, each a sentence. */
  found: z.string(), ifForward: z.string(), ifBack: z.string(),
})
export type UnfinishedSwap = z.infer<typeof unfinishedSwapSchema>

const backupId = z.string().min(1).max(200).regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/).describe('Id of the backup')
const database = z.string().min(1).max(63)
const reason = z.string().max(2000).optional().describe('Why; kept in the journal')
const confirm = z.string().max(100).optional().describe('The name of the environment, where it asks for confirmation')
const endSessions = z.boolean().default(false).describe('End the sessions that are connected to the database')
const jobs = z.int().min(1).max(64).optional().describe('Parallel jobs of pg_restore; else what the environment says')

export const restoresContract = {
  ...restoredTablesContract,
  check: operation({
    name: 'restores.check', access: 'read', http: 'GET /environments/{env}/replace-check', errors: reach,
    summary: 'Say what replacing the database would do, who is connected and what stands in the way.',
    input: z.object({ env: envName }), output: replaceCheckSchema,
  }),
  replace: operation({
    name: 'restores.replace', access: 'destructive', job: true, http: 'POST /backups/{backup}/replace', shell: { command: 'restore replace', arguments: ['backup'] },
    errors: [...reach, ...restoring, ...swapping, ...confirmed],
    summary: 'Replace the database of an environment by a backup; the database that was there is kept under another name.',
    input: z.object({
      backup: backupId, env: envName.optional().describe('Environment whose database is replaced; absent: the one it was made from'),
      endSessions, jobs,
      acceptDifferences: z.boolean().default(false).describe('Swap even where the restored database differs from the manifest'),
      withoutSafetyBackup: z.boolean().default(false).describe('Make no backup of the database before it is replaced; asks for a reason'),
      reason, confirm, confirmation: confirmationToken,
    }),
    output: jobStarted,
  }),
  replaced: operation({
    name: 'restores.replaced', access: 'read', http: 'GET /environments/{env}/replaced', shell: { command: 'restore replaced' }, errors: reach,
    summary: 'List databases that were replaced and are kept.',
    input: z.object({ env: envName }), output: z.object({ replaced: z.array(replacedSchema) }),
  }),
  putBack: operation({
    name: 'restores.putBack', access: 'destructive', job: true, http: 'POST /environments/{env}/replaced/{database}/put-back', shell: { command: 'restore put-back', arguments: ['database'] },
    errors: [...reach, ...swapping, ...confirmed],
    summary: 'Put a replaced database back; what is there now is kept in turn.',
    input: z.object({ env: envName, database: database.describe('Name under which it is kept'), endSessions, reason, confirm, confirmation: confirmationToken }), output: jobStarted,
  }),
  drop: operation({
    name: 'restores.drop', access: 'destructive', http: 'DELETE /environments/{env}/replaced/{database}', shell: { command: 'restore drop', arguments: ['database'] },
    errors: [...reach, 'target_in_use', ...confirmed],
    summary: 'Drop a replaced database for good.',
    input: z.object({ env: envName, database: database.describe('Name under which it is kept'), reason, confirm, confirmation: confirmationToken }), output: z.object({ dropped: z.string() }),
  }),
  expire: operation({
    name: 'restores.expire', access: 'destructive', http: 'POST /environments/{env}/replaced/expire', shell: { command: 'restore expire' }, errors: [...reach, ...confirmed],
    summary: 'Drop the replaced databases whose time is over.',
    input: z.object({ env: envName, dryRun: z.boolean().default(false).describe('Only say which'), reason, confirm, confirmation: confirmationToken }),
    output: z.object({ dropped: z.array(z.string()), kept: z.array(z.object({ database: z.string(), problem: z.string() })) }),
  }),
  unfinished: operation({
    name: 'restores.unfinished', access: 'read', http: 'GET /swaps', shell: { command: 'restore unfinished' }, errors: ['not_found'],
    summary: 'List swaps of databases that were begun and not finished, as the servers show them.',
    input: z.object({ env: envName.optional() }), output: z.object({ swaps: z.array(unfinishedSwapSchema) }),
  }),
  resume: operation({
    name: 'restores.resume', access: 'destructive', job: true, http: 'POST /environments/{env}/swaps/{swap}/resume', shell: { command: 'restore resume', arguments: ['swap'] },
    errors: [...reach, ...swapping, ...confirmed],
    summary: 'Finish a swap that was cut off, or go back to how it was before.',
    input: z.object({ env: envName, swap: z.string().min(1).max(64).describe('Id of the swap'), direction: z.enum(['forward', 'back']).describe('Finish it, or go back'), endSessions, reason, confirm, confirmation: confirmationToken }), output: jobStarted,
  }),
}
