import type { z } from 'zod'
import { createBackup, deleteBackup, listBackups, restoreBackup, showBackup } from './backups.ts'
import type { DescribedCall } from './call.ts'
import { generateToken, migrate, rollBack, validateToken } from './migrating.ts'
import {
  createBackupBody, createBackupQuery, describedBackup, listedBackup, messageAnswer, migrateQuery, migrateWithBackupQuery, migrateWithConfirmationBody, none, restoreQuery, rollbackQuery, tokenAnswer, tokenQuery, validAnswer, whereQuery,
} from './schemas.ts'

/** A route of the described API, over operations of the contract. */
export interface DescribedRoute {
  method: 'GET' | 'POST' | 'DELETE'
  /** Below `/api/database/migration`; `{backupId}` is a part of the path. */
  path: `/${string}`
  /** Operation of the contract whose role, confirmation and errors it has. */
  operation: string
  summary: string
  query: z.ZodObject
  /** Absent: none is read. */
  body?: z.ZodObject
  answer: z.ZodType
  run(call: DescribedCall, input: Record<string, unknown>): Promise<unknown>
}

export const describedPrefix = '/api/database/migration'

interface Typed<Q extends z.ZodObject, B extends z.ZodObject> extends Omit<DescribedRoute, 'query' | 'body' | 'run'> {
  query: Q
  body?: B
  run(call: DescribedCall, input: z.infer<Q> & z.infer<B> & { backupId: string }): Promise<unknown>
}

/** The input was validated by the schemas that type it. */
function route<Q extends z.ZodObject, B extends z.ZodObject = typeof none>({ run, ...rest }: Typed<Q, B>): DescribedRoute {
  return { ...rest, run: (call, input) => run(call, input as Parameters<typeof run>[1]) }
}

/** Every route, for the server, the document and whoever tries them all. */
export const describedRoutes: readonly DescribedRoute[] = [
  route({ method: 'POST', path: '/migrate', operation: 'migrations.apply', query: migrateQuery, answer: messageAnswer, summary: 'Migrate without a backup, where no confirmation is asked for.', run: (call, input) => migrate(call, { ...input, createBackup: false }) }),
  route({ method: 'POST', path: '/migrate-with-backup', operation: 'migrations.apply', query: migrateWithBackupQuery, answer: messageAnswer, summary: 'Migrate after a backup; the answer names version, number of migrations and backup.', run: migrate }),
  route({ method: 'POST', path: '/migrate-with-confirmation', operation: 'migrations.apply', query: whereQuery, body: migrateWithConfirmationBody, answer: messageAnswer, summary: 'Migrate with the token of generate-token, which holds once, for a time, for the plan as it was.', run: migrate }),
  route({ method: 'POST', path: '/rollback', operation: 'rollback.run', query: rollbackQuery, answer: messageAnswer, summary: 'Really go back to a version, and say how and what could not be brought back.', run: rollBack }),
  route({ method: 'POST', path: '/generate-token', operation: 'confirmations.create', query: whereQuery, answer: tokenAnswer, summary: 'Make a token that confirms the migrations that are pending now.', run: generateToken }),
  route({ method: 'GET', path: '/validate-token', operation: 'confirmations.check', query: tokenQuery, answer: validAnswer, summary: 'Say whether a token still holds; it is not used up.', run: validateToken }),
  route({ method: 'POST', path: '/backup/create', operation: 'backups.create', query: createBackupQuery, body: createBackupBody, answer: describedBackup, summary: 'Make a backup, of all tables or of some.', run: createBackup }),
  route({ method: 'GET', path: '/backup/list', operation: 'backups.list', query: whereQuery, answer: listedBackup.array(), summary: 'List the backups of the environment, the newest first.', run: listBackups }),
  route({ method: 'GET', path: '/backup/{backupId}', operation: 'backups.show', query: none, answer: describedBackup, summary: 'Show one backup.', run: showBackup }),
  route({ method: 'POST', path: '/backup/{backupId}/restore', operation: 'restores.replace', query: restoreQuery, answer: messageAnswer, summary: 'Replace the database by a backup of it; the one that was there is kept.', run: restoreBackup }),
  route({ method: 'DELETE', path: '/backup/{backupId}', operation: 'backups.delete', query: none, answer: messageAnswer, summary: 'Delete a backup from the disk.', run: deleteBackup }),
]
