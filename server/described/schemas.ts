import { z } from 'zod'

/** Version as migration files have it. */
const version = z.string().min(1).max(50).regex(/^\d+(?:[._]\d+)*$/, 'a version such as 2.0.0')
const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const names = z.array(z.string().min(1).max(200)).max(1000)

/** Which environment is meant; absent: header X-Strata-Environment, the active profile, or the only one. */
const environment = z.string().min(1).max(100).optional().describe('Name or id of the environment; absent: the header X-Strata-Environment, the profile in STRATA_PROFILE, or the only environment there is')

/** What may be said beside, where the environment asks for confirmation and the described call has no place for it. */
const consent = {
  confirm: z.string().max(100).optional().describe('The name of the environment, where it asks for confirmation'),
  reason: z.string().max(2000).optional().describe('Why; kept in the journal'),
  confirmationToken: z.string().max(200).optional().describe('Token of a confirmation, in place of the typed name'),
}

export const none = z.object({})
export const whereQuery = z.object({ environment })
export const migrateQuery = z.object({ environment, ...consent })
export const migrateWithBackupQuery = z.object({ environment, createBackup: flag.default(true).describe('Make a backup first'), ...consent })
export const migrateWithConfirmationBody = z.object({
  confirmationToken: z.string().min(1).max(200).describe('As generate-token has given it'),
  confirmedBy: z.string().trim().min(1).max(200).describe('Person who confirms; stands in the journal beside the caller'),
  reason: z.string().trim().min(1).max(1700).describe('Why; kept in the journal'),
  createBackup: z.boolean().default(true).describe('Make a backup first'),
})
export const rollbackQuery = z.object({ environment, targetVersion: version.describe('Version to go back to; 0: before the first'), ...consent })
export const tokenQuery = z.object({ environment, token: z.string().min(1).max(200) })
export const createBackupQuery = z.object({ environment, migrationVersion: version.describe('Version that the backup is made for'), tables: z.union([names, z.string().min(1).max(10_000).transform((text) => text.split(',').map((name) => name.trim()).filter(Boolean))]).optional().describe('Tables as schema.name; absent or empty: all') })
export const createBackupBody = z.object({ tables: names.optional().describe('Tables as schema.name; absent or empty: all') })
export const restoreQuery = z.object({ ...consent, endSessions: flag.default(false).describe('End the sessions that use the database') })

export const messageAnswer = z.object({ message: z.string() })
export const tokenAnswer = z.object({ token: z.uuid(), validityMinutes: z.string().regex(/^\d+$/).describe('A number, as text') })
export const validAnswer = z.object({ valid: z.boolean() })
export const listedBackup = z.object({
  backupId: z.string().describe('Such as backup_2_0_0_20250120_143022'),
  migrationVersion: z.string().nullable().describe('Version that it was made for, else the highest that was applied'),
  backupPath: z.string(),
  backupTime: z.string().describe('ISO 8601 in the local time of the server, without a zone'),
  backupSize: z.number().describe('Bytes'),
  status: z.enum(['SUCCESS', 'FAILED']).describe('FAILED: its file is missing or damaged'),
  restored: z.boolean().describe('It was restored since'),
})
export const describedBackup = listedBackup.extend({ description: z.string() })
export type DescribedBackup = z.infer<typeof describedBackup>
