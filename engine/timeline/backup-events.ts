import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { rehearsalRunId, rehearsalWords } from '../backups/keeping/rehearsal-event.ts'
import type { StoredBackup } from '../backups/manifests.ts'

/** What lies beside the archives on this machine, as events. */
export function backupEvents({ manifest, findings }: StoredBackup, nameOf: (manifest: StoredBackup['manifest']) => string): TimelineEvent[] {
  const shared = { version: manifest.migrationVersion, script: null, planFingerprint: null, backupId: manifest.id, journalled: false }
  const made: TimelineEvent = {
    ...shared, id: `backup/${manifest.id}`, env: nameOf(manifest), at: manifest.createdAt, kind: 'backup', runId: manifest.id, description: `Backup ${manifest.id}`,
    ...personOf(manifest.by), reason: manifest.reason || null, ms: manifest.ms, problem: null,
  }
  const restored = findings.restores.map((restore): TimelineEvent => ({
    ...shared, id: `restore/${restore.id}`, env: restore.env, at: restore.at, kind: 'restore', runId: restore.id,
    description: `Restore of ${manifest.id} into ${restore.database}: ${restore.outcome}`, ...personOf(restore.by), reason: restore.reason || null, ms: restore.ms, problem: restore.problem,
  }))
  const rehearsed = findings.rehearsals.map((rehearsal): TimelineEvent => ({
    ...shared, id: rehearsalRunId(manifest.id, rehearsal.at), env: nameOf(manifest), at: rehearsal.at, kind: 'rehearsal', runId: rehearsalRunId(manifest.id, rehearsal.at),
    description: rehearsalWords(manifest.id, rehearsal), ...personOf(rehearsal.by), reason: null, ms: rehearsal.ms, problem: rehearsal.problems.join('\n') || null,
  }))
  return [made, ...restored, ...rehearsed]
}

function personOf(by: string): { by: string; host: string | null } {
  const at = by.lastIndexOf('@')
  return at < 0 ? { by, host: null } : { by: by.slice(0, at), host: by.slice(at + 1) }
}

/** One backup, restore or rehearsal is one event: what a journal tells is not told again by the files here. */
export function withoutTold(local: readonly TimelineEvent[], journalled: readonly TimelineEvent[]): TimelineEvent[] {
  const told = new Set(journalled.filter(({ kind }) => kind === 'backup' || kind === 'restore' || kind === 'rehearsal').map(({ kind, runId }) => `${kind} ${runId}`))
  return local.filter(({ kind, runId }) => !told.has(`${kind} ${runId}`))
}
