import type { Rehearsal } from '#shared/contract/backups.ts'

/** The same in the journal and from the file beside the backup, so that one rehearsal is one event. */
export function rehearsalRunId(backup: string, at: string): string {
  return `rehearsal/${backup}/${at}`
}

const outcomes: Record<Rehearsal['outcome'], string> = { verified: 'verified', differs: 'restored, but it differs', failed: 'failed' }

export function rehearsalWords(backup: string, { server, outcome }: Pick<Rehearsal, 'server' | 'outcome'>): string {
  return `Rehearsal of ${backup} on ${server}: ${outcomes[outcome]}`
}
