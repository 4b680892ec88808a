import type { backupRulesSchema, policiesSchema } from '#shared/contract/environments.ts'
import { parseDuration } from './duration.ts'

export interface EnvAddFlags {
  url?: string
  class: 'development' | 'staging' | 'production'
  dir: string
  schema?: string
  historyTable?: string
  backupFolder?: string
  backup?: boolean
  confirm?: boolean
  lockTimeout?: string
  statementTimeout?: string
  outOfOrder?: boolean
  shadow?: string
  previewRows?: string
  previewTimeout?: string
  archiveDays?: string
  confirmationMinutes?: string
  secondPerson?: boolean
  rollbackOnFailure?: boolean
  keepReplacedDays?: string
  backupFormat?: string
  backupJobs?: string
  backupCompression?: string
  backupGlobals?: boolean
  backupEncrypt?: boolean
  backupEvery?: string
  backupAt?: string
  backupWeekday?: string
  backupVerify?: boolean
  backupKeep?: string
  backupKeepDays?: string
  passwordStdin?: boolean
  json?: boolean
}

/** Throws `bad_request` through the schema's own words when a duration makes no sense. */
export function policiesOf({ backup, confirm, lockTimeout, statementTimeout, outOfOrder, previewRows, previewTimeout, archiveDays, ...flags }: EnvAddFlags): Partial<Record<keyof typeof policiesSchema.shape, unknown>> {
  return {
    backupBeforeMigrating: backup !== false,
    confirm,
    lockTimeoutMs: milliseconds(lockTimeout),
    statementTimeoutMs: milliseconds(statementTimeout),
    outOfOrder: outOfOrder === true,
    previewRows: number(previewRows),
    previewTimeoutMs: milliseconds(previewTimeout),
    archiveDays: number(archiveDays),
    confirmationMinutes: number(flags.confirmationMinutes),
    secondPerson: flags.secondPerson,
    rollbackOnFailure: flags.rollbackOnFailure,
    keepReplacedDays: number(flags.keepReplacedDays),
  }
}

/** Rules of the backups: what is not given stays open, and what makes no sense is named where all requests are checked. */
export function backupRulesOf(flags: EnvAddFlags): Partial<Record<keyof typeof backupRulesSchema.shape, unknown>> {
  const schedule = flags.backupEvery === undefined ? undefined : { every: flags.backupEvery, at: flags.backupAt, weekday: number(flags.backupWeekday) }
  const limit = { count: number(flags.backupKeep), days: number(flags.backupKeepDays) }
  return {
    format: flags.backupFormat,
    jobs: number(flags.backupJobs),
    compression: flags.backupCompression,
    globals: flags.backupGlobals,
    encrypt: flags.backupEncrypt,
    rehearse: flags.backupVerify,
    schedule,
    retention: { manual: limit, scheduled: limit, automatic: limit },
  }
}

/** What makes no sense stays as it is. */
function milliseconds(text: string | undefined): number | string | undefined {
  return text === undefined ? undefined : (parseDuration(text) ?? text)
}

function number(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text
}
