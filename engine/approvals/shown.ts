import type { Caller } from '#shared/access/roles.ts'
import type { Approval } from '#shared/contract/approvals.ts'
import type { Person } from '../confirmations/confirmation-store.ts'
import { personText } from '../confirmations/confirmations.ts'
import { isSamePerson } from '../confirmations/people.ts'
import { hasRole } from './allowed.ts'
import type { KeptApproval } from './approval-table.ts'

/** Who looks at a request: the person of the engine, with the roles of the caller. */
export interface Viewer {
  person: Person
  caller?: Caller | undefined
}

/** A request as somebody sees it, with what that person may do with it. */
export function shownApproval(kept: KeptApproval, viewer: Viewer): Approval {
  const { id, env, envId, operation, target, plan, from, to, scripts, reason, by, source, createdAt, expiresAt, state, decidedBy, decidedAt, note, jobId, startedBy, endedAt, problem } = kept
  return {
    id, env, envId, operation, target, plan, from, to, scripts: [...scripts], reason, by: personText(by), source, createdAt: iso(createdAt), expiresAt: iso(expiresAt), state,
    decidedBy: decidedBy && personText(decidedBy), decidedAt: decidedAt === null ? null : iso(decidedAt), note, jobId, startedBy, endedAt: endedAt === null ? null : iso(endedAt), problem,
    mine: isMine(kept, viewer), can: abilities(kept, viewer),
  }
}

export function isMine({ by }: KeptApproval, { person }: Viewer): boolean {
  return isSamePerson(by.user, person)
}

function abilities(kept: KeptApproval, viewer: Viewer): Approval['can'] {
  const { envId, state } = kept
  const mine = isMine(kept, viewer)
  const role = (wanted: Parameters<typeof hasRole>[2]) => hasRole(viewer.caller, envId, wanted)
  const decidable = state === 'asked' && !mine && role('approver')
  return { approve: decidable, reject: decidable, run: state === 'approved' && mayRun(kept, viewer), withdraw: (state === 'asked' || state === 'approved') && mayWithdraw(kept, viewer) }
}

/** Whoever asked, or an operator. */
export function mayRun(kept: KeptApproval, viewer: Viewer): boolean {
  return hasRole(viewer.caller, kept.envId, isMine(kept, viewer) ? 'developer' : 'operator')
}

/** Whoever asked takes the request back, whoever approved the approval. */
export function mayWithdraw({ by, decidedBy, state }: KeptApproval, { person }: Viewer): boolean {
  return isSamePerson(by.user, person) || (state === 'approved' && decidedBy !== null && isSamePerson(decidedBy.user, person))
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
