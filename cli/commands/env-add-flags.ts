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
  passwordStdin?: boolean
  json?: boolean
}

/** Throws `bad_request` through the schema's own words when a duration makes no sense. */
export function policiesOf({ backup, confirm, lockTimeout, statementTimeout, outOfOrder }: EnvAddFlags): Partial<Record<keyof typeof policiesSchema.shape, unknown>> {
  return {
    backupBeforeMigrating: backup !== false,
    confirm,
    lockTimeoutMs: lockTimeout === undefined ? undefined : (parseDuration(lockTimeout) ?? lockTimeout),
    statementTimeoutMs: statementTimeout === undefined ? undefined : (parseDuration(statementTimeout) ?? statementTimeout),
    outOfOrder: outOfOrder === true,
  }
}
