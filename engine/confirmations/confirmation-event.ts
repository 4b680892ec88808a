import type { JournalEvent } from '../history/journal-event.ts'
import { personText, shortPlan } from './confirmations.ts'
import type { KeptConfirmation, Person } from './confirmation-store.ts'

/** What the journal says of a confirmation: that it was given, or, by the person who runs, that it was used. */
export function confirmationEvent(kept: KeptConfirmation, what: 'given' | 'used', actor: Person, runId: string = kept.id): JournalEvent {
  const { operation, plan, reason, by, second, tokenHash } = kept
  const about = `${operation}${plan === '' ? '' : `, plan ${shortPlan(plan)}`}`
  const with_ = second === null ? '' : ` with ${second} as the second person`
  const description = what === 'given' ? `Confirmed${with_}: ${about}` : tokenHash === null ? `Confirmed${with_} and used: ${about}` : `Used the confirmation of ${personText(by)}${with_}: ${about}`
  return { kind: 'confirmation', runId, actor, reason, backupId: null, version: null, description, ms: 0, problem: null, planFingerprint: plan === '' ? null : plan }
}
