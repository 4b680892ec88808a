import type { TracedLock, TracedStatement } from '../../contract/preview.ts'
import { strength } from '../lock-conflicts.ts'
import { totalSeconds } from '../scale.ts'
import { relationName, relationOf, type Draft, type EffectInput } from './draft.ts'

/** From how many milliseconds on waiting is to be thought about, and from how many it hurts. */
export const careful = 1000
export const danger = 5000

type Blocks = TracedStatement['blocks']

/** Who waits for a lock of the mode. */
export function blocksOf(mode: TracedLock['mode']): Blocks {
  if (mode === 'ACCESS EXCLUSIVE') return ['reads', 'writes', 'locking_reads', 'schema_changes', 'vacuum']
  if (mode === 'EXCLUSIVE') return ['writes', 'locking_reads', 'schema_changes', 'vacuum']
  if (mode === 'SHARE' || mode === 'SHARE ROW EXCLUSIVE') return ['writes', 'schema_changes', 'vacuum']
  return mode === 'SHARE UPDATE EXCLUSIVE' ? ['schema_changes', 'vacuum'] : []
}

function stops({ mode }: Pick<TracedLock, 'mode'>): boolean {
  return blocksOf(mode).includes('writes')
}

function toneOf(highMs: number, waits: boolean): Draft['tone'] {
  if (!waits || highMs < careful) return 'plain'
  return highMs < danger ? 'careful' : 'danger'
}

/** What takes long, and which locks are held meanwhile. */
export function waitLines(input: EffectInput): Draft[] {
  const ran = input.statements.filter(({ outcome }) => outcome === 'ran')
  // A lock stands with the statement that took it first; later ones of the transaction work under it too.
  const under = ran.map((statement, index) => (input.transactional ? ran.slice(0, index + 1) : [statement]).flatMap(({ locks }) => locks))
  return [...ran.flatMap((statement, index) => workLines(statement, under[index] ?? [], input)), ...lockLines(ran, input)]
}

function workLines(statement: TracedStatement, locks: readonly TracedLock[], { basis, schema }: EffectInput): Draft[] {
  const seconds = statement.onTarget?.seconds
  if (!seconds) return []
  const time = { lowMs: seconds.low * 1000, highMs: seconds.high * 1000 }
  const drafts = (relation: string, code: Draft['code'], more: Draft['params'] = {}): Draft[] => {
    const size = basis.sizes.get(relation)
    const mode = strongest(locks, relation)
    if (!size || !mode) return []
    const params = { ...more, table: relationName(relation, schema), rows: Math.max(0, size.rows), ...time, mode, blocks: blocksOf(mode).join(' ') }
    return [{ sign: 'waits', tone: toneOf(time.highMs, stops({ mode })), code, params, statement: statement.number }]
  }
  const rewritten = statement.rewrites.map(({ relation }) => relation)
  const built = statement.indexes.filter(({ action, relation }) => action !== 'dropped' && !rewritten.includes(relation))
  const busy = new Set([...rewritten, ...built.map(({ relation }) => relation)])
  return [
    ...rewritten.flatMap((relation) => drafts(relation, 'table-rewritten-rows')),
    ...built.flatMap(({ relation, name }) => drafts(relation, 'index-built', { name: relationName(name, schema) })),
    ...statement.scans.filter(({ relation }) => !busy.has(relation) && stopsSomething(locks, relation)).flatMap(({ relation }) => drafts(relation, 'table-scanned')),
  ]
}

function stopsSomething(locks: readonly TracedLock[], relation: string): boolean {
  const mode = strongest(locks, relation)
  return mode !== undefined && blocksOf(mode).length > 0
}

function strongest(locks: readonly TracedLock[], relation: string): TracedLock['mode'] | undefined {
  return locks.filter((lock) => lock.relation === relation).map(({ mode }) => mode).toSorted((one, other) => strength(other) - strength(one))[0]
}

/** A lock that somebody waits for, from the statement that takes it on. */
export interface HeldLock {
  relation: string
  mode: TracedLock['mode']
  statement: number
  /** Until it is given back, on the target; null: nothing in that time grows with the data. */
  seconds: { low: number; high: number } | null
  /** In the shadow. */
  ms: number
}

const tables: ReadonlySet<TracedLock['kind']> = new Set(['table', 'partitioned_table', 'materialized_view'])

/** The strongest lock on each table that others use; in a transaction it is held until the end. */
export function heldLocks(statements: readonly TracedStatement[], transactional: boolean): HeldLock[] {
  const held = new Map<string, HeldLock>()
  for (const [index, statement] of statements.entries()) {
    for (const { relation, mode } of statement.locks.filter((lock) => tables.has(lock.kind) && !lock.isNew && stops(lock))) {
      const known = held.get(relation)
      if (known && strength(known.mode) >= strength(mode)) continue
      const until = statements.slice(index, transactional ? undefined : index + 1)
      held.set(relation, { relation, mode, statement: statement.number, seconds: totalSeconds(until), ms: until.reduce((all, { ms }) => all + (ms ?? 0), 0) })
    }
  }
  return [...held.values()]
}

/** Locks that are not told by the work that is done under them; the brief ones of one mode in one line. */
function lockLines(statements: readonly TracedStatement[], input: EffectInput): Draft[] {
  const held = heldLocks(statements, input.transactional).filter((lock) => !isDropped(lock, input))
  const own = (lock: HeldLock) => (statements.find(({ number }) => number === lock.statement)?.onTarget?.seconds?.high ?? 0) * 1000
  const long = held.filter(({ seconds }) => seconds !== null && seconds.high * 1000 >= careful)
  const drafts = long.filter((lock) => own(lock) < (lock.seconds?.high ?? 0) * 900).map(({ relation, mode, seconds, statement }): Draft => {
    const time = { lowMs: (seconds?.low ?? 0) * 1000, highMs: (seconds?.high ?? 0) * 1000 }
    return { sign: 'waits', tone: toneOf(time.highMs, true), code: 'lock-held', params: { table: relationName(relation, input.schema), mode, ...time, blocks: blocksOf(mode).join(' ') }, statement }
  })
  const brief = held.filter((lock) => !long.includes(lock) && own(lock) === 0)
  return [...drafts, ...byMode(brief).map((locks) => briefLine(locks, input))]
}

function isDropped({ relation }: HeldLock, { deltas }: EffectInput): boolean {
  return deltas.some(({ change, id, kind }) => change === 'removed' && kind === 'table' && relationOf(id) === relation)
}

function byMode(locks: readonly HeldLock[]): HeldLock[][] {
  const modes = new Set(locks.map(({ mode }) => mode))
  return [...modes].map((mode) => locks.filter((lock) => lock.mode === mode))
}

function briefLine(locks: readonly HeldLock[], { schema }: EffectInput): Draft {
  const [first] = locks as [HeldLock]
  const ms = Math.max(...locks.map((lock) => lock.ms))
  const params = { table: locks.map(({ relation }) => relationName(relation, schema)).join(', '), mode: first.mode, lowMs: ms, highMs: ms, blocks: blocksOf(first.mode).join(' ') }
  return { sign: 'waits', code: 'lock-brief', params, statement: first.statement }
}
