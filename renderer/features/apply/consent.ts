import type { Environment } from '#shared/contract/environments.ts'
import type { Plan } from '#shared/contract/migrations.ts'
import { firstInterlock, interlockRequest, isInterlockSaid, type InterlockChoice } from '../../app/interlock.ts'
import type { SecondConsent } from '../../app/second-consent.ts'

/** What a person has said in the dialog. */
export interface Consent {
  backup: boolean
  /** Said out loud where a backup was wanted and cannot be made. */
  withoutBackup: boolean
  lockSeconds: number
  statementSeconds: number
  name: string
  reason: string
  second: SecondConsent | null
  /** Of a dump that runs there. */
  interlock: InterlockChoice
}

export function firstConsent({ policies }: Environment, plan: Plan): Consent {
  return {
    backup: plan.backup.planned, withoutBackup: false, name: '', reason: '', second: null, interlock: firstInterlock,
    lockSeconds: policies.lockTimeoutMs / 1000, statementSeconds: policies.statementTimeoutMs / 1000,
  }
}

/** A backup that is wanted and cannot be made stops the run until somebody says to go on without. */
export function backupMissing(plan: Plan, consent: Consent): boolean {
  return consent.backup && plan.backup.problem !== undefined && !consent.withoutBackup
}

export function isComplete({ name }: Environment, plan: Plan, consent: Consent): boolean {
  if (plan.steps.length === 0 || backupMissing(plan, consent) || !isInterlockSaid(consent.interlock)) return false
  if (plan.confirmation.name && consent.name.trim() !== name) return false
  if (plan.confirmation.secondPerson && !consent.second) return false
  return !plan.confirmation.reason || consent.reason.trim() !== ''
}

/** The consent as the operation wants it, bound to the plan that was on screen. */
export function runInput(env: string, to: string | undefined, plan: Plan, consent: Consent) {
  const reason = consent.reason.trim()
  return {
    env, ...interlockRequest(consent.interlock), planFingerprint: plan.fingerprint, backup: consent.backup && plan.backup.problem === undefined,
    lockTimeoutMs: Math.round(consent.lockSeconds * 1000), statementTimeoutMs: Math.round(consent.statementSeconds * 1000),
    ...(to !== undefined && { to }), ...(reason !== '' && { reason }), ...(plan.confirmation.name && { confirm: consent.name.trim() }),
    ...(consent.second?.token !== undefined && { confirmation: consent.second.token }),
  }
}
