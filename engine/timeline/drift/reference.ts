import type { Engine } from '../../engine.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { JournalRow } from '../../history/journal.ts'
import type { KnownSchema } from '../../history/mirror.ts'
import { snapshotOf } from '../state-at.ts'
import { momentOf, type Story, type StoryRow } from '../story.ts'

/** What the journal explains: the schema after the last change that it tells of. */
export interface Reference {
  fingerprint: string
  snapshotId: string | null
  /** When the schema last was that; ISO 8601. */
  goodAt: string
}

const changes: ReadonlySet<JournalRow['kind']> = new Set(['migration_applied', 'migration_failed', 'migration_undone', 'undo_failed', 'restore', 'put_back', 'rollback', 'rollback_failed'])

/** Names the last change that is known of, journalled or not. */
export function basisOf({ rows, history }: Pick<Story, 'rows' | 'history'>): string {
  const last = rows.findLast(({ row, chain }) => chain !== 'mirror' && changes.has(row.kind))
  return `${last ? `${last.row.id} ${last.link?.digest ?? ''}` : ''}/${history.at(-1)?.rank ?? ''}`
}

/** From what this machine knows, or from the journal where another machine has written down the schema after its last change. */
export async function findReference(engine: Engine, environment: Environment, story: Story, known: KnownSchema | undefined): Promise<Reference | undefined> {
  if (known?.basis === basisOf(story)) return known
  const present = story.rows.filter(({ chain }) => chain !== 'mirror')
  const at = present.findLastIndex(({ row }) => row.kind === 'schema' && row.after !== null)
  const found = present[at]
  if (!found?.row.after) return undefined
  const moment = momentOf(found.row)
  if (present.slice(at).some(({ row }) => changes.has(row.kind)) || story.history.some(({ installedOn }) => Date.parse(installedOn) > moment)) return undefined
  return { fingerprint: found.row.after, snapshotId: await snapshotOf(engine, environment, story.rows, found.row.after), goodAt: new Date(moment).toISOString() }
}

/** The drift that was found last, unless it went away or a change came after it. */
export function openDrift({ rows }: Story): StoryRow | undefined {
  const last = rows.findLast(({ row, chain, link }) => (chain !== 'mirror' || link === null) && (row.kind === 'drift' || row.kind === 'drift_resolved' || changes.has(row.kind)))
  return last?.row.kind === 'drift' ? last : undefined
}
