import { claimed, ended, type ScheduleStore, type SlotClaim, type SlotEnd, type SlotRow } from '../backups/keeping/schedule-store.ts'
import type { ProcessOwner } from '../jobs/process-owner.ts'
import type { Database } from './open-store.ts'
import { scheduleStatements as sql } from './schedule.sql.ts'

type Stored = Omit<SlotRow, 'owner'> & { owner: string }

export class ScheduleTable implements ScheduleStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  list(): SlotRow[] {
    return this.#database.prepare<[], Stored>(sql.list).all().map(fromStored)
  }

  claim(claim: SlotClaim): boolean {
    return this.#change(claim, (row) => claimed(row, claim))
  }

  end(end: SlotEnd): void {
    this.#change(end, (row) => (row?.slot === end.slot ? ended(row, end) : undefined))
  }

  /** In one transaction that writes from the start: what another process does meanwhile is seen. */
  #change({ envId, what }: Pick<SlotRow, 'envId' | 'what'>, next: (row: SlotRow | undefined) => SlotRow | undefined): boolean {
    const step = this.#database.transaction(() => {
      const stored = this.#database.prepare<[Pick<SlotRow, 'envId' | 'what'>], Stored>(sql.get).get({ envId, what })
      const row = next(stored && fromStored(stored))
      if (row) this.#database.prepare(sql.save).run({ ...row, owner: JSON.stringify(row.owner) })
      return row !== undefined
    })
    return step.immediate()
  }
}

function fromStored({ owner, ...row }: Stored): SlotRow {
  return { ...row, owner: JSON.parse(owner) as ProcessOwner }
}
