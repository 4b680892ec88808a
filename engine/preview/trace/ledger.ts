import type { TracedLock, TracedStatement } from '#shared/contract/preview.ts'
import { lockModeOf, strongest, type LockMode } from './lock-modes.ts'
import type { Counters, LockedRow, RelationRow } from './measure.sql.ts'
import { toRelation, type Relation } from './relation.ts'
import { indexActions } from './index-actions.ts'

/** What a statement did to a relation, by the counters of its session. */
export interface Touched extends Counters {
  relation: Relation
}

/** What a statement did. */
export interface Change {
  locks: TracedLock[]
  /** Relations of before the batch that have another file now, with the number of rows that they had; TRUNCATE gives one too. */
  newFiles: Relation[]
  touched: Touched[]
  indexes: TracedStatement['indexes']
}

const nothing: Counters = { scans: 0, read: 0, inserted: 0, updated: 0, deleted: 0 }

/** Keeps what was there before each statement of a batch, so that what it did is the difference. */
export class Ledger {
  readonly #first = new Set<string>()
  readonly #known = new Map<string, Relation>()
  readonly #held = new Map<string, LockMode[]>()
  readonly #counters = new Map<string, Counters>()

  /** `relations`: all that the batch finds. */
  constructor(relations: readonly RelationRow[]) {
    for (const { oid } of relations) this.#first.add(oid)
    this.know(relations)
  }

  /** Relations as they are now. */
  know(relations: readonly RelationRow[]): void {
    this.#known.clear()
    for (const row of relations) this.#known.set(row.oid, toRelation(row))
  }

  /** A transaction begins: nothing is held, and the counters start where earlier ones left them. */
  begin(baseline: readonly (Counters & { oid: string })[]): void {
    this.#held.clear()
    this.#counters.clear()
    for (const { oid, ...counters } of baseline) this.#counters.set(oid, counters)
  }

  isNew(oid: string): boolean {
    return !this.#first.has(oid)
  }

  /** Relations of before the batch that are locked now. */
  get held(): { relation: Relation; modes: readonly LockMode[] }[] {
    return [...this.#held].flatMap(([oid, modes]) => {
      const relation = this.#known.get(oid)
      return relation && !this.isNew(oid) && relation.kind !== 'catalog' && relation.kind !== 'toast' ? [{ relation, modes }] : []
    })
  }

  get relations(): ReadonlyMap<string, Relation> {
    return this.#known
  }

  /** Takes what the session has locked after a statement, and gives what is new of it. */
  take(rows: readonly LockedRow[]): Change {
    const before = new Map(this.#known)
    const present = new Map(rows.flatMap((row) => (row.name === null ? [] : [[row.oid, toRelation(row as RelationRow)] as const])))
    const change: Change = { locks: [], newFiles: [], touched: [], indexes: indexActions(before, present, gone(rows), this.isNew.bind(this)) }
    const fresh = new Map<string, { relation: Relation; modes: LockMode[] }>()
    for (const row of rows) {
      const now = present.get(row.oid)
      const relation = before.get(row.oid) ?? now
      if (!relation) continue
      fresh.set(row.oid, { relation, modes: this.#newModes(row) })
      const touched = this.#newCounters(row, relation)
      if (touched) change.touched.push(touched)
      const old = before.get(row.oid)
      if (now && old && now.file !== old.file && !this.isNew(row.oid)) change.newFiles.push({ ...now, estimate: old.estimate })
      if (now) this.#known.set(row.oid, now)
      else this.#known.delete(row.oid)
    }
    change.locks = this.#locks([...fresh.values()])
    this.#released(rows)
    return change
  }

  #newModes({ oid, modes }: LockedRow): LockMode[] {
    const held = this.#held.get(oid) ?? []
    const now = modes.flatMap((mode) => lockModeOf(mode) ?? [])
    this.#held.set(oid, now)
    return strongest(now.filter((mode) => !held.includes(mode)), [])
  }

  #newCounters({ oid, scans, read, inserted, updated, deleted }: LockedRow, relation: Relation): Touched | undefined {
    const before = this.#counters.get(oid) ?? nothing
    this.#counters.set(oid, { scans, read, inserted, updated, deleted })
    if (relation.kind === 'toast' || relation.kind === 'catalog' || relation.kind === 'index') return undefined
    // TRUNCATE takes back what was counted before it.
    const since = (now: number, then: number) => (now < then ? now : now - then)
    const found = { relation, scans: since(scans, before.scans), read: since(read, before.read), inserted: since(inserted, before.inserted), updated: since(updated, before.updated), deleted: since(deleted, before.deleted) }
    return found.scans + found.inserted + found.updated + found.deleted > 0 ? found : undefined
  }

  /** A TOAST table counts as its table, which is locked as strongly; catalogs matter where others would wait. */
  #locks(fresh: readonly { relation: Relation; modes: readonly LockMode[] }[]): TracedLock[] {
    const shown = fresh.filter(({ relation: { kind } }) => kind !== 'toast')
    const locks = shown.flatMap(({ relation: { title, kind, oid }, modes }) => modes.map((mode): TracedLock => ({ mode, relation: title, kind, isNew: kind !== 'catalog' && this.isNew(oid), how: 'measured' })))
    const felt = locks.filter(({ kind, mode }) => kind !== 'catalog' || !weakOnCatalogs.has(mode))
    return felt.filter((lock) => !lock.isNew || !felt.some((other) => !other.isNew && other.relation === lock.relation))
  }

  /** ROLLBACK TO SAVEPOINT gives locks back. */
  #released(rows: readonly LockedRow[]): void {
    const still = new Set(rows.map(({ oid }) => oid))
    for (const oid of this.#held.keys()) if (!still.has(oid)) this.#held.delete(oid)
  }
}

const weakOnCatalogs = new Set<LockMode>(['ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE'])

function gone(rows: readonly LockedRow[]): string[] {
  return rows.flatMap(({ oid, name }) => (name === null ? [oid] : []))
}
