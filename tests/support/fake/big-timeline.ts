import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import type { FakeData } from './data.ts'

/** `many`: ten thousand events in three years. `rich`: one of every kind. `edited`: a journal that was edited by hand. */
export type TimelineWorld = 'many' | 'rich' | 'edited'

const minute = 60_000
const day = 1440 * minute
const people = ['lena', 'jun', 'dba', 'mira', 'deploy-bot', 'oskar']
const reasons = ['CHG-1182: order indexes', 'Nightly release', 'INC-88: wrong default', 'Before maintenance', '']

/** Events of that world in place of the usual ones. */
export function eventsOf(world: TimelineWorld | undefined, data: FakeData, now: number): TimelineEvent[] {
  if (world === 'many') return manyEvents(now)
  if (world === 'rich' || world === 'edited') return [...data.events, ...richEvents(now)].map((event) => (world === 'edited' && event.id === 'prod-20' ? { ...event, chain: 'broken' as const, note: 'Its words are not those that were sealed.' } : event))
  return data.events
}

/** Work by day, more of it lately: as histories are. Versions rise; what is undone is what was applied last. */
export function manyEvents(now: number, count = 10_000): TimelineEvent[] {
  const random = generator(11)
  const envs = ['dev', 'stg', 'prod', 'dev', 'stg']
  const times = Array.from({ length: count }, () => now - Math.floor(random() ** 1.4 * 1095) * day - Math.floor((random() + random()) * 0.5 * day)).toSorted((a, b) => a - b)
  const versions = new Map<string, number>()
  return times.map((at, number) => oneOf(number, envs[Math.floor(random() * envs.length)] ?? 'dev', at, random, versions))
}

function oneOf(number: number, env: string, at: number, random: () => number, versions: Map<string, number>): TimelineEvent {
  const kind = kindOf(random())
  const version = versionAfter(kind, env, versions)
  const by = people[Math.floor(random() * people.length)] ?? 'dba'
  return {
    ...blank, id: `${env}-many-${number}`, env, at: new Date(at).toISOString(), kind, runId: `run-${Math.floor(number / 3)}`, version, script: version === null ? null : `V${version}__step_${version}.sql`,
    description: version === null ? '1.8 GB, 9 tables' : `step ${version}`, by, reason: reasons[Math.floor(random() * reasons.length)] || null, ms: Math.floor(random() * 9_000), problem: kind === 'migration_failed' ? 'A lock could not be had within 5 s.' : null,
  }
}

function versionAfter(kind: TimelineEvent['kind'], env: string, versions: Map<string, number>): string | null {
  if (!kind.startsWith('migration')) return null
  const at = versions.get(env) ?? 0
  if (kind === 'migration_applied') versions.set(env, at + 1)
  if (kind === 'migration_undone') versions.set(env, Math.max(0, at - 1))
  return String(kind === 'migration_undone' ? Math.max(1, at) : at + 1)
}

function kindOf(share: number): TimelineEvent['kind'] {
  if (share < 0.62) return 'migration_applied'
  if (share < 0.8) return 'backup'
  if (share < 0.88) return 'rehearsal'
  if (share < 0.92) return 'migration_undone'
  if (share < 0.95) return 'confirmation'
  if (share < 0.97) return 'migration_failed'
  return share < 0.99 ? 'drift' : 'restore'
}

const blank: Omit<TimelineEvent, 'id' | 'env' | 'at' | 'kind'> = {
  runId: null, version: null, script: null, description: '', by: 'dba', host: 'ops-1', reason: null, ms: null, planFingerprint: '9c41e7a2'.repeat(8), backupId: null, problem: null, journalled: true, chain: 'sealed',
}

function richEvents(now: number): TimelineEvent[] {
  const made: TimelineEvent[] = []
  const add = (env: string, age: number, kind: TimelineEvent['kind'], more: Partial<TimelineEvent>) => made.push({ ...blank, id: `${env}-rich-${made.length}`, env, at: new Date(now - age * day).toISOString(), kind, ...more })
  const [before, after] = ['51ab'.repeat(16), 'e7d0'.repeat(16)]
  add('prod', 8.2, 'confirmation', { description: 'V9 revenue view', reason: 'CHG-1151', planFingerprint: '9c41e7a2'.repeat(8) })
  add('prod', 8.3, 'rehearsal', { description: '1.6 GB, 9 tables: equal', ms: 181_000 })
  add('prod', 3.4, 'override', { description: 'a backup was running', reason: 'INC-88' })
  add('prod', 3.1, 'rollback', { description: 'back to V10', version: '10', reason: 'INC-88: prices were wrong', ms: 41_000, before: after, after: before, log: 'Safety backup production-20261119\nU11__order_indexes.sql done in 812 ms\nSchema equals the fingerprint of Nov 18, 05:28' })
  add('prod', 2.6, 'put_back', { description: 'shop, kept since Nov 19', ms: 2_100 })
  add('prod', 1.2, 'replaced_dropped', { description: 'shop_20261119', ms: 900 })
  add('stg', 2.4, 'drift', {
    description: '3 objects changed outside of migrations', before, after,
    details: { count: 3, between: { from: new Date(now - 2.9 * day).toISOString(), to: new Date(now - 2.4 * day).toISOString() }, roles: [{ role: 'lena', why: 'owns the new index' }], snapshotId: null, objects: [{ change: 'added', kind: 'index', name: 'public.orders_total_idx', owner: 'lena' }, { change: 'changed', kind: 'table', name: 'public.orders', owner: 'shop_owner' }, { change: 'removed', kind: 'view', name: 'reporting.best_customers', owner: 'shop_owner' }] },
  })
  add('stg', 1.6, 'drift_resolved', { description: 'the schema is as the migrations made it', ms: 80 })
  add('stg', 0.8, 'waiver', { description: 'S108 for V15', reason: 'The table is empty', details: { rule: 'S108' } })
  add('stg', 0.5, 'run_unknown', { description: 'V15 to V17', problem: 'The connection was lost while committing.' })
  add('dev', 6.4, 'undo_failed', { version: '12', script: 'U12__stock.sql', description: 'stock', problem: 'column "stock" does not exist' })
  add('dev', 6.2, 'archive', { description: '112 rows of products', ms: 60 })
  add('dev', 3.6, 'rollback_failed', { description: 'back to V13', problem: 'a table is used by another session' })
  add('dev', 1.4, 'run_cancelled', { description: 'V16', problem: 'Cancelled by lena.' })
  return made
}

const edited: Diagnostic[] = [
  { code: 'journal-row-edited', severity: 'error', subject: 'production', message: 'Row 41 of the journal, V10 of Nov 18, was edited after it was written.', help: 'Ask who may write to flyway_schema_history_journal; compare with the copy on another machine.' },
  { code: 'journal-rows-missing', severity: 'error', subject: 'production', message: 'Rows 52 to 54 of the journal are missing.', help: 'The copy on this machine still has them: they are shown as such.' },
]

export function withTimelineWorld(usual: Handlers<'timeline'>, world: TimelineWorld | undefined): Handlers<'timeline'> {
  if (world !== 'edited') return usual
  return {
    ...usual,
    list: async (input, context) => ({ ...(await usual.list(input, context)), findings: edited }),
    check: async (input, context) => ({ ...(await usual.check(input, context)), ok: false, rows: 61, sealed: 60, open: 1, mirrored: 3, findings: edited }),
  }
}

/** The same numbers in every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
