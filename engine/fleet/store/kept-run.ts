import { z } from 'zod'
import { appErrorSchema, type AppErrorData } from '#shared/contract/app-error.ts'
import { fleetLimitsSchema, type FleetMemberState, type FleetRunState } from '#shared/contract/fleet.ts'

/** What was asked of a run. */
export const runRequestSchema = z.object({
  actor: z.object({ user: z.string(), host: z.string() }),
  reason: z.string().nullable(),
  to: z.string().nullable(),
  limits: fleetLimitsSchema,
})
export type RunRequest = z.infer<typeof runRequestSchema>

const plannedStatesSchema = z.array(z.object({ fingerprint: z.string(), steps: z.array(z.object({ script: z.string(), checksum: z.int() })) }))
export type PlannedStates = z.infer<typeof plannedStatesSchema>

export interface KeptRun {
  id: string
  fleetId: string
  fleet: string
  envId: string
  env: string
  state: FleetRunState
  stop: string | null
  cancel: boolean
  goAhead: boolean
  request: RunRequest
  plan: string
  states: PlannedStates
  owner: string | null
  error: AppErrorData | null
  startedAt: number
  endedAt: number | null
}

export interface RunRow extends Omit<KeptRun, 'cancel' | 'goAhead' | 'request' | 'states' | 'error'> {
  cancel: number
  goAhead: number
  request: string
  states: string
  error: string | null
}

export function keptRun(row: RunRow): KeptRun {
  return {
    ...row, cancel: row.cancel === 1, goAhead: row.goAhead === 1, request: runRequestSchema.parse(JSON.parse(row.request)), states: plannedStatesSchema.parse(JSON.parse(row.states)),
    error: errorOf(row.error),
  }
}

export interface KeptMember {
  id: string
  runId: string
  position: number
  label: string
  serverId: string
  server: string
  database: string
  schema: string
  canary: boolean
  planned: string | null
  state: FleetMemberState
  released: boolean
  owner: string | null
  attempts: number
  before: string | null
  after: string | null
  migrations: number
  ms: number | null
  backup: string | null
  error: AppErrorData | null
  startedAt: number | null
  endedAt: number | null
}

export interface MemberRow extends Omit<KeptMember, 'canary' | 'released' | 'error'> {
  canary: number
  released: number
  error: string | null
}

export function keptMember(row: MemberRow): KeptMember {
  return { ...row, canary: row.canary === 1, released: row.released === 1, error: errorOf(row.error) }
}

function errorOf(text: string | null): AppErrorData | null {
  return text === null ? null : appErrorSchema.parse(JSON.parse(text))
}

/** A new member of a run. */
export interface NewMember {
  label: string
  serverId: string
  server: string
  database: string
  schema: string
  canary: boolean
  planned: string | null
  state: FleetMemberState
  version: string | null
  error: AppErrorData | null
}
