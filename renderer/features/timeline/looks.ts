import type { TimelineEvent } from '#shared/contract/timeline.ts'
import type { Tone } from '../../ui/tone.ts'

export type Kind = TimelineEvent['kind']
export type Shape = 'disc' | 'square' | 'checked' | 'back' | 'cross' | 'triangle' | 'settled' | 'bar' | 'diamond' | 'down' | 'swap' | 'stamp' | 'flag' | 'question' | 'ring'

/** Colour, shape and rank of a kind of event; the word comes from the translations. The gravest has the highest rank. */
export interface Look {
  tone: Tone
  shape: Shape
  rank: number
  /** The word stands over the mark where there is room; a migration says its version instead. */
  named?: true
}

export const looks: Record<Kind, Look> = {
  migration_applied: { tone: 'info', shape: 'disc', rank: 1 },
  migration_failed: { tone: 'bad', shape: 'cross', rank: 9 },
  migration_undone: { tone: 'vio', shape: 'back', rank: 6 },
  undo_failed: { tone: 'bad', shape: 'cross', rank: 9 },
  baseline: { tone: 'neutral', shape: 'bar', rank: 3 },
  repair: { tone: 'vio', shape: 'diamond', rank: 4 },
  backup: { tone: 'ok', shape: 'square', rank: 0 },
  rehearsal: { tone: 'ok', shape: 'checked', rank: 0 },
  restore: { tone: 'ok', shape: 'down', rank: 5, named: true },
  put_back: { tone: 'vio', shape: 'swap', rank: 6, named: true },
  replaced_dropped: { tone: 'neutral', shape: 'ring', rank: 2 },
  archive: { tone: 'vio', shape: 'diamond', rank: 4 },
  drift: { tone: 'warn', shape: 'triangle', rank: 7, named: true },
  drift_resolved: { tone: 'ok', shape: 'settled', rank: 1 },
  confirmation: { tone: 'neutral', shape: 'stamp', rank: 1 },
  waiver: { tone: 'warn', shape: 'flag', rank: 2 },
  override: { tone: 'warn', shape: 'flag', rank: 3 },
  rollback: { tone: 'vio', shape: 'back', rank: 6, named: true },
  rollback_failed: { tone: 'bad', shape: 'cross', rank: 9, named: true },
  run_cancelled: { tone: 'warn', shape: 'ring', rank: 7 },
  run_unknown: { tone: 'warn', shape: 'question', rank: 8 },
}

const of = (...kinds: readonly Kind[]) => (kind: Kind) => kinds.includes(kind)

/** Only of these the version is what they did; of others it is where the database stood. */
const versioned = of('migration_applied', 'migration_failed', 'migration_undone', 'undo_failed', 'baseline', 'repair')

/** "V9", where the event is about a version. */
export function versionWord({ kind, version }: Pick<TimelineEvent, 'kind' | 'version'>): string | null {
  return version !== null && versioned(kind) ? `V${version}` : null
}

/** Groups that a person filters by. */
export const filters = {
  all: () => true,
  migrations: of('migration_applied', 'migration_failed', 'migration_undone', 'baseline', 'repair', 'run_cancelled', 'run_unknown'),
  undos: of('migration_undone', 'undo_failed', 'rollback', 'rollback_failed', 'put_back'),
  backups: of('backup', 'rehearsal', 'restore', 'put_back', 'replaced_dropped', 'archive'),
  drift: of('drift', 'drift_resolved'),
  consent: of('confirmation', 'waiver', 'override'),
  problems: (kind: Kind) => looks[kind].rank >= 7,
} as const
export type Filter = keyof typeof filters

export function isFilter(word: string | null): word is Filter {
  return word !== null && word in filters
}

export function kindsOf(filter: Filter): Kind[] {
  return (Object.keys(looks) as Kind[]).filter(filters[filter])
}
