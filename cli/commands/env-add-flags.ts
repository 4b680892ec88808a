import type { policiesSchema } from '#shared/contract/environments.ts'
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
  passwordStdin?: boolean
  json?: boolean
}

/** Throws `bad_request` through the schema's own words when a duration makes no sense. */
export function policiesOf({ backup, confirm, lockTimeout, statementTimeout, outOfOrder, previewRows, previewTimeout, archiveDays }: EnvAddFlags): Partial<Record<keyof typeof policiesSchema.shape, unknown>> {
  return {
    backupBeforeMigrating: backup !== false,
    confirm,
    lockTimeoutMs: milliseconds(lockTimeout),
    statementTimeoutMs: milliseconds(statementTimeout),
    outOfOrder: outOfOrder === true,
    previewRows: number(previewRows),
    previewTimeoutMs: milliseconds(previewTimeout),
    archiveDays: number(archiveDays),
  }
}

/** What makes no sense stays as it is. */
function milliseconds(text: string | undefined): number | string | undefined {
  return text === undefined ? undefined : (parseDuration(text) ?? text)
}

function number(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text
}
