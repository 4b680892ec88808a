import { claimed, ended, type ScheduleStore, type SlotClaim, type SlotEnd, type SlotRow } from '../backups/keeping/schedule-store.ts'
import { livingHere, type LivingOwners, type ProcessOwner } from '../jobs/process-owner.ts'
import { scheduleStatements as sql } from './schedule.sql.ts'
import type { StoreDatabase } from './store-database.ts'

type Stored = Omit<SlotRow, 'owner'> & { owner: string }

export class ScheduleTable implements ScheduleStore {
  readonly #database: StoreDatabase
  readonly #living: LivingOwners

  constructor(database: StoreDatabase, living: LivingOwners = livingHere) {
    this.#database = database
    this.#living = living
  }

  async list(): Promise<SlotRow[]> {
    return (await this.#database.all<Stored>(sql.list)).map(fromStored)
  }

  async claim(claim: SlotClaim): Promise<boolean> {
    const isAlive = claim.isAlive ?? (await this.#living())
    return this.#change(claim, (row) => claimed(row, claim, isAlive))
  }

  async end(end: SlotEnd): Promise<void> {
    await this.#change(end, (row) => (row?.slot === end.slot ? ended(row, end) : undefined))
  }

  /** In one transaction that keeps others out from the start: what another process does meanwhile is seen. */
  #change({ envId, what }: Pick<SlotRow, 'envId' | 'what'>, next: (row: SlotRow | undefined) => SlotRow | undefined): Promise<boolean> {
    return this.#database.transaction(async (database) => {
      const stored = await database.get<Stored>(sql.get, { envId, what })
      const row = next(stored && fromStored(stored))
      if (row) await database.run(sql.save, { ...row, owner: JSON.stringify(row.owner) })
      return row !== undefined
    })
  }
}

function fromStored({ owner, ...row }: Stored): SlotRow {
  return { ...row, owner: JSON.parse(owner) as ProcessOwner }
}
