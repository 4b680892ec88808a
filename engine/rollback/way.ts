import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { RollbackLoss, RollbackMethod, RollbackStep, RollbackWay } from '#shared/contract/rollback.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import { planText } from '#shared/migrations/fingerprint.ts'
import { sha256 } from '../migrations/read-folder.ts'
import type { AppliedEntry } from './applied-state.ts'
import { restoreSeconds, scriptSeconds, sum, type Range } from './durations.ts'
import { isUnwritten, type PlannedScript } from './planned-script.ts'
import { staying } from './reasons.ts'
import { verifiedOf, type UsableBackup } from './usable-backups.ts'

/** A way as it is planned, with what its run needs. */
export interface PlannedWay {
  way: RollbackWay
  scripts: readonly PlannedScript[]
  backup: UsableBackup | undefined
}

export interface WayParts {
  id: RollbackWay['id']
  /** Rank of the point. */
  rank: number
  history: readonly HistoryRow[]
  scripts: readonly PlannedScript[]
  /** Repeatable migrations whose effect stays. */
  staying: readonly AppliedEntry[]
  backup?: UsableBackup | undefined
  /** How long a safety backup takes; undefined: none is made. */
  saving: Range | null | undefined
  archives: (text: string) => RollbackStep['archives']
  losses: readonly RollbackLoss[]
  /** What else speaks against it, errors first. */
  reasons?: readonly Diagnostic[]
}

/** Puts the steps of a way in their order and says whether it can be gone. */
export function assembleWay(parts: WayParts): PlannedWay {
  const { id, backup, losses } = parts
  const scripts = parts.scripts.filter(({ problem }) => problem?.code !== 'repeat-text-gone')
  const steps = stepsOf(parts, scripts)
  const reasons = [...(parts.reasons ?? []), ...parts.scripts.flatMap(({ problem }) => (problem ? [problem] : [])), ...parts.staying.map(staying)]
  const blocked = reasons.some(({ severity }) => severity === 'error')
  const way: RollbackWay = {
    id, possible: blocked ? 'no' : scripts.some(isUnwritten) ? 'after_preview' : 'yes', reasons, steps, losses: [...losses],
    backup: backup ? aboutBackup(backup) : null, seconds: sum(steps.map(({ seconds }) => seconds)), fingerprint: fingerprintOfWay(parts, scripts),
  }
  return { way, scripts, backup }
}

function aboutBackup({ stored, at }: UsableBackup): RollbackWay['backup'] {
  const { id, migrationVersion, bytes } = stored.manifest
  return { id, at: at.toISOString(), version: migrationVersion, bytes, verified: verifiedOf(stored) }
}

type Unnumbered = Omit<RollbackStep, 'number'>

function stepsOf({ backup, saving, history, archives }: WayParts, scripts: readonly PlannedScript[]): RollbackStep[] {
  if (scripts.length === 0 && !backup) return []
  const steps: Unnumbered[] = [
    ...(saving === undefined ? [] : [plain('safety_backup', saving)]),
    ...(backup ? [{ ...plain('restore', restoreSeconds(backup.stored)), backup: backup.stored.manifest.id, version: backup.stored.manifest.migrationVersion }] : []),
    ...scripts.map((script) => scriptStep(script, history, archives)),
    ...(backup ? [plain('swap', instant)] : []),
    plain('check', instant),
  ]
  return steps.map((step, index) => ({ number: index + 1, ...step }))
}

/** What takes next to no time. */
const instant: Range = { low: 0, high: 2 }

function plain(method: RollbackMethod, seconds: Range | null): Unnumbered {
  return { method, script: null, version: null, description: '', trust: null, sql: null, archives: [], loses: [], backup: null, seconds }
}

function scriptStep({ method, entry, script, text, trust, loses }: PlannedScript, history: readonly HistoryRow[], archives: WayParts['archives']): Unnumbered {
  const { version, description } = entry
  return { method, script, version, description, trust, sql: text, archives: text === null ? [] : archives(text), loses: [...loses], backup: null, seconds: scriptSeconds(history, script) }
}

/** SHA-256 over all that the way depends on; the same for the same plan at any time. */
function fingerprintOfWay({ id, rank, history, backup }: WayParts, scripts: readonly PlannedScript[]): string {
  const parts = [['strata-rollback-1', id, rank], ['backup', backup?.stored.manifest.id ?? null, backup?.stored.manifest.sha256 ?? null], ...scripts.map(({ method, script, entry, text }) => ['step', method, script, entry.version, text])]
  return sha256([planText([], history), ...parts.map((part) => JSON.stringify(part))].join('\n'))
}
