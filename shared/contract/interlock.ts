import { z } from 'zod'
import { envName, operation } from './operation.ts'

/** A session that dumps or migrates a database. */
export const busySessionSchema = z.object({
  pid: z.int(), user: z.string().nullable(), application: z.string().nullable(),
  /** Null: this role is not shown it. */
  since: z.iso.datetime().nullable(),
  /** False: it only looks like a dump, because it holds a lock on every table. */
  certain: z.boolean(),
  /** In words, with what is known of it. */
  who: z.string(),
})
export type BusySession = z.infer<typeof busySessionSchema>

/** What a run or a backup waits for, in place of an input of its own. */
export const interlockInput = {
  wait: z.boolean().optional().describe('Wait until a dump, or of a backup a migration, that runs there has ended'),
  override: z.string().trim().min(1, 'a reason').max(2000).optional().describe('Go on although a dump, or of a backup a migration, runs there: the reason, kept in the journal'),
}

const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied'] as const

export const interlockContract = {
  check: operation({
    name: 'interlock.check', access: 'read', http: 'GET /environments/{env}/interlock', shell: { command: 'busy', arguments: ['env'] }, errors: reach,
    summary: 'Say who dumps and who migrates a database now.',
    input: z.object({ env: envName }),
    output: z.object({
      env: z.string(), dumps: z.array(busySessionSchema), migrations: z.array(busySessionSchema),
      /** What cannot be seen from here, in sentences. */
      notes: z.array(z.string()),
    }),
  }),
}
