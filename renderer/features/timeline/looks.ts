import type { TimelineEvent } from '#shared/contract/timeline.ts'
import type { Tone } from '../../ui/tone.ts'

export type Kind = TimelineEvent['kind']
export type Shape = 'disc' | 'square' | 'back' | 'cross' | 'triangle' | 'bar' | 'diamond' | 'down'

/** Colour, shape and rank of each kind of event; the word comes from the translations. The gravest has the highest rank. */
export const looks: Record<Kind, { tone: Tone; shape: Shape; rank: number }> = {
  migration_applied: { tone: 'info', shape: 'disc', rank: 1 },
  migration_failed: { tone: 'bad', shape: 'cross', rank: 9 },
  migration_undone: { tone: 'vio', shape: 'back', rank: 6 },
  undo_failed: { tone: 'bad', shape: 'cross', rank: 9 },
  baseline: { tone: 'neutral', shape: 'bar', rank: 3 },
  repair: { tone: 'vio', shape: 'diamond', rank: 4 },
  backup: { tone: 'ok', shape: 'square', rank: 0 },
  restore: { tone: 'ok', shape: 'down', rank: 5 },
  archive: { tone: 'vio', shape: 'diamond', rank: 4 },
  rehearsal: { tone: 'ok', shape: 'diamond', rank: 0 },
  put_back: { tone: 'vio', shape: 'back', rank: 6 },
  replaced_dropped: { tone: 'neutral', shape: 'down', rank: 2 },
  drift: { tone: 'warn', shape: 'triangle', rank: 7 },
  drift_resolved: { tone: 'ok', shape: 'triangle', rank: 1 },
  confirmation: { tone: 'neutral', shape: 'bar', rank: 1 },
  waiver: { tone: 'warn', shape: 'bar', rank: 2 },
  override: { tone: 'warn', shape: 'bar', rank: 3 },
  rollback: { tone: 'vio', shape: 'back', rank: 6 },
  rollback_failed: { tone: 'bad', shape: 'cross', rank: 9 },
  run_cancelled: { tone: 'warn', shape: 'triangle', rank: 7 },
  run_unknown: { tone: 'warn', shape: 'triangle', rank: 8 },
}

/** Groups that a person filters by. */
export const filters = {
  all: () => true,
  migrations: (kind: Kind) => kind.startsWith('migration') || kind === 'baseline' || kind === 'repair',
  undos: (kind: Kind) => kind === 'migration_undone' || kind === 'undo_failed',
  backups: (kind: Kind) => kind === 'backup' || kind === 'restore' || kind === 'archive',
  problems: (kind: Kind) => looks[kind].rank >= 7,
} as const
export type Filter = keyof typeof filters

/** The event that a mark of several shows. */
export function gravest(events: readonly TimelineEvent[]): TimelineEvent | undefined {
  return events.toSorted((a, b) => looks[b.kind].rank - looks[a.kind].rank)[0]
}
