import type pg from 'pg'
import type { ClientTool } from '#shared/contract/backups.ts'
import type { DoctorStep, Environment } from '#shared/contract/environments.ts'
import type { Target } from '../settings/target.ts'
import type { Examined } from './examined.ts'

/** What earlier steps found out, for those that follow. */
export interface Examination {
  subject: Examined
  environment: Environment
  signal: AbortSignal
  findClientTools: (() => Promise<ClientTool[]>) | undefined
  target?: Target
  latencyMs?: number
  /** What the server says to a request for TLS. */
  offersTls?: boolean
  session?: pg.Client
  /** Why the session could not be opened although the user was accepted. */
  databaseProblem?: unknown
  serverVersion?: string
  serverMajor?: number
  /** False on a standby or for a user without rights: nothing can be migrated. */
  createsTables?: boolean
}

export type Finding = Pick<DoctorStep, 'outcome' | 'message' | 'help'>

export const ok = (message: string): Finding => ({ outcome: 'ok', message })
export const warning = (message: string, help: string): Finding => ({ outcome: 'warning', message, help })
export const failed = (message: string, help: string): Finding => ({ outcome: 'failed', message, help })
export const skipped = (message: string): Finding => ({ outcome: 'skipped', message })

/** What an earlier step must have left behind. */
export function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A step of the examination ran before its time')
  return value
}
