import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { DriftDetails } from '#shared/contract/timeline.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../../engine.ts'
import { recordEvent, type JournalEvent } from '../../history/journal-event.ts'
import type { KnownSchema } from '../../history/mirror.ts'
import { withSession } from '../../migrations/locked-session.ts'
import { ownSchema, schemaFingerprint } from '../../preview/shadow/compare-base.ts'
import { changeMarkSql } from '../../schema/change-mark.sql.ts'
import { loadSnapshot } from '../../schema/loaded-snapshots.ts'
import { MemorySnapshots } from '../../schema/snapshot-store.ts'
import { keepSnapshot, readEnvironment } from '../../schema/take-snapshot.ts'
import { readPresent } from '../read-story.ts'
import type { Story } from '../story.ts'
import { changedObjects, objectsInWords } from './changed-objects.ts'
import { basisOf, findReference, openDrift, type Reference } from './reference.ts'
import { findSuspects } from './suspects.ts'

/** `first`: nothing was known, and what is now is the measure from here on. `found` and `resolved` have written an event. */
export type DriftOutcome = 'first' | 'same' | 'found' | 'still' | 'resolved'

interface Look {
  engine: Engine
  environment: Environment
  client: pg.Client
  story: Story
  mark: string
}

/**
 * Looks whether the schema is as the journal has it, and writes a `drift` or `drift_resolved` event when that has changed. Asks the
 * catalogs for a change mark first and reads the schema only when that is another one. Throws what connecting and reading throw.
 */
export async function lookForDrift(engine: Engine, environment: Environment, { signal }: { signal?: AbortSignal } = {}): Promise<DriftOutcome> {
  return withSession(engine, environment, async (client) => {
    const mark = (await client.query<{ mark: string }>(changeMarkSql)).rows[0]?.mark ?? ''
    const look: Look = { engine, environment, client, mark, story: await readPresent(engine, client, environment) }
    const known = await engine.mirror.known(environment)
    const reference = await findReference(engine, environment, look.story, known)
    if (reference && known?.mark === mark && known.basis === basisOf(look.story)) return unchanged(look, known)
    const snapshot = await readEnvironment(engine, environment, { signal })
    return reference ? judge(look, reference, snapshot) : adopt(look, snapshot)
  })
}

/** As above for a host that looks from time to time, or before a run: whatever goes wrong is said in the log and keeps nobody from anything. */
export async function noticeDrift(engine: Engine, environment: Environment, log: (level: 'info' | 'warning', text: string) => void, limitMs = 10_000): Promise<DriftOutcome | undefined> {
  try {
    const outcome = await lookForDrift(engine, environment, { signal: AbortSignal.timeout(limitMs) })
    if (outcome === 'found') log('warning', 'The schema was changed outside of migrations since the last of them: the timeline says what.')
    return outcome
  } catch (thrown) {
    log('info', `It is not known whether the schema was changed outside of migrations: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    return undefined
  }
}

async function unchanged({ engine, environment }: Look, known: KnownSchema): Promise<DriftOutcome> {
  if (known.seen !== known.fingerprint) return 'still'
  await engine.mirror.setKnown(environment, { ...known, goodAt: new Date().toISOString() })
  return 'same'
}

/** What is now becomes what later drift is told from. Nothing is written to the database. */
async function adopt(look: Look, snapshot: Snapshot): Promise<DriftOutcome> {
  const { engine, environment } = look
  const fingerprint = schemaFingerprint(snapshot, environment)
  const kept = engine.snapshots instanceof MemorySnapshots ? undefined : await keepSnapshot(engine, environment, snapshot, { trigger: 'after_migrating' })
  await remember(look, { fingerprint, snapshotId: kept?.info.id ?? null, goodAt: new Date().toISOString() }, fingerprint)
  return 'first'
}

async function judge(look: Look, reference: Reference, snapshot: Snapshot): Promise<DriftOutcome> {
  const fingerprint = schemaFingerprint(snapshot, look.environment)
  const open = openDrift(look.story)
  const now = new Date().toISOString()
  if (fingerprint === reference.fingerprint) {
    await remember(look, { ...reference, goodAt: now }, fingerprint)
    if (!open) return 'same'
    await tell(look, 'drift_resolved', 'The schema is again as the migrations left it', { before: open.row.after, after: fingerprint })
    return 'resolved'
  }
  await remember(look, reference, fingerprint)
  if (open?.row.after === fingerprint) return 'still'
  const before = reference.snapshotId === null ? undefined : await loadSnapshot(look.engine, reference.snapshotId).catch(() => undefined)
  const changed = before && changedObjects(ownSchema(before, look.environment), ownSchema(snapshot, look.environment))
  await tellDrift(look, { changed, from: reference.goodAt, before: reference.fingerprint, after: fingerprint })
  return 'found'
}

export interface FoundDrift {
  /** Undefined: there is nothing here to compare with. */
  changed: ReturnType<typeof changedObjects> | undefined
  /** ISO 8601. */
  from: string
  before: string
  after: string
}

export async function tellDrift(look: Pick<Look, 'engine' | 'environment' | 'client'>, { changed, from, before, after }: FoundDrift): Promise<void> {
  const roles = await findSuspects(look.client, changed?.objects ?? null)
  const details: DriftDetails = { objects: changed?.objects ?? null, count: changed?.count ?? null, between: { from, to: new Date().toISOString() }, roles, snapshotId: null }
  const what = changed ? `: ${objectsInWords(changed)}` : '; what, is not known on this machine'
  await tell(look, 'drift', `Changed outside of migrations${what}`, { before, after, details })
  const { engine, environment } = look
  engine.news.tell({ kind: 'drift_found', envId: environment.id, env: environment.name, at: details.between.to, text: `${environment.name} was changed outside of migrations${what}`, by: roles.map(({ role }) => role).join(', '), facts: { objects: changed?.count ?? null, since: from } })
}

export async function tell({ engine, environment, client }: Pick<Look, 'engine' | 'environment' | 'client'>, kind: 'drift' | 'drift_resolved', description: string, facts: Pick<JournalEvent, 'before' | 'after' | 'details'>): Promise<void> {
  await recordEvent(engine, client, environment, { kind, runId: randomUUID(), actor: engine.actor, reason: '', backupId: null, version: null, description, ms: 0, problem: null, ...facts })
}

async function remember({ engine, environment, story, mark }: Look, reference: Reference, seen: string): Promise<void> {
  const { fingerprint, snapshotId, goodAt } = reference
  await engine.mirror.setKnown(environment, { basis: basisOf(story), fingerprint, snapshotId, goodAt, mark, seen })
}
