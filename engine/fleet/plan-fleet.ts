import { crc32 } from 'node:zlib'
import { AppError, toAppError, type AppErrorData } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { FleetLimits, FleetPlan } from '#shared/contract/fleet.ts'
import type { PlanStep } from '#shared/contract/migrations.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { checkRunnable } from '../migrations/check-runnable.ts'
import { confirmationOf } from '../migrations/confirmation.ts'
import { planSteps, versionAfter } from '../migrations/plan.ts'
import { sha256 } from '../migrations/read-folder.ts'
import type { Situation } from '../migrations/situation.ts'
import { chooseCanaries } from './choose-canaries.ts'
import type { ReadStates } from './read-states.ts'

/** A migration as it was planned. */
export interface PlannedStep {
  script: string
  /** CRC-32 as Flyway counts it. */
  checksum: number
}

/** What a member in this state is to be given. */
export interface PlannedState {
  fingerprint: string
  steps: PlannedStep[]
}

export interface PlannedFleet {
  plan: Omit<FleetPlan, 'backup'>
  /** By fingerprint. */
  states: Map<string, PlannedState>
}

export interface PlanRequest {
  fleet: string
  base: Environment
  limits: Pick<FleetLimits, 'canaries' | 'canaryNames'>
  to?: string | undefined
}

type ShownState = FleetPlan['states'][number]

/** One plan for each distinct state. Throws `version_unknown` where no state knows the version. */
export async function planFleet({ members, states }: ReadStates, { fleet, base, limits, to }: PlanRequest): Promise<PlannedFleet> {
  const planned = await Promise.all([...states.values()].map(({ state, situation }) => planState(state, situation, to)))
  const unknown = planned.find(({ shown }) => shown.problem?.code === 'version_unknown')
  if (unknown?.shown.problem && planned.every(({ shown }) => shown.problem?.code === 'version_unknown')) throw AppError.from(unknown.shown.problem)
  const able = planned.filter(({ shown }) => shown.problem === null && shown.scripts.length > 0)
  const shown = planned.map((one) => one.shown)
  const count = (chosen: readonly { shown: ShownState }[]) => chosen.reduce((sum, one) => sum + one.shown.members.length, 0)
  const unread = members.flatMap(({ status: { label, error } }) => (error ? [{ label, error }] : []))
  const plan: PlannedFleet['plan'] = {
    fleet, env: base.name, at: new Date().toISOString(), fingerprint: fleetFingerprint(planned, to), states: shown, steps: uniqueSteps(planned.flatMap(({ steps }) => steps)), unread,
    canaries: chooseCanaries(limits, able.map((one) => one.shown.members)), confirmation: confirmationOf(base),
    total: count(able), upToDate: count(planned.filter(({ shown: { problem, scripts } }) => problem === null && scripts.length === 0)), unable: unread.length + count(planned.filter((one) => one.shown.problem !== null)),
  }
  return { plan, states: new Map(planned.map(({ shown: { fingerprint }, steps }) => [fingerprint, { fingerprint, steps: steps.map(plannedStep) }])) }
}

interface StatePlan {
  shown: ShownState
  steps: PlanStep[]
}

async function planState(state: { fingerprint: string; members: string[] }, situation: Situation, to: string | undefined): Promise<StatePlan> {
  const { fingerprint, members } = state
  const base: ShownState = { fingerprint, members, from: situation.current, to: situation.current, scripts: [], problem: null, diagnostics: situation.diagnostics }
  try {
    checkRunnable(situation, 'up')
    const { steps, diagnostics } = await planSteps(situation, { direction: 'up', to })
    return { steps, shown: { ...base, to: versionAfter(situation.rows, steps, situation.current), scripts: steps.map(({ script }) => script), problem: firstError(diagnostics), diagnostics } }
  } catch (thrown) {
    return { steps: [], shown: { ...base, problem: knownProblem(thrown) } }
  }
}

/** A script that cannot run is known before anything runs. */
function firstError(diagnostics: ShownState['diagnostics']): AppErrorData | null {
  const found = diagnostics.find(({ severity }) => severity === 'error')
  return found ? new AppError('validation_failed', { problem: found.message }, { ...(found.where && { where: found.where }), ...(found.help && { help: found.help }) }).data : null
}

function knownProblem(thrown: unknown): AppErrorData {
  const error = toAppError(thrown)
  if (error.code === 'internal') throw thrown
  return error.data
}

function uniqueSteps(steps: readonly PlanStep[]): PlanStep[] {
  return [...new Map(steps.map((step) => [step.script, step])).values()]
}

function plannedStep({ script, sql }: PlanStep): PlannedStep {
  return { script, checksum: flywayChecksum(sql, crc32) }
}

/** Of everything that a run depends on: who is in which state, and what each state is given. */
function fleetFingerprint(planned: readonly StatePlan[], to: string | undefined): string {
  const lines = planned.map(({ shown, steps }) => JSON.stringify([shown.fingerprint, shown.problem?.code ?? null, shown.members.toSorted(), steps.map(({ script, transactional, sql }) => [script, transactional, sql])]))
  return sha256(['strata-fleet-plan-1', to ?? '', ...lines.toSorted()].join('\n'))
}
