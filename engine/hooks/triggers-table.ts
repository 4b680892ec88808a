import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { DeployAction, Trigger } from '#shared/contract/hooks-incoming.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { triggerStatements as sql } from './incoming.sql.ts'

export interface KeptTrigger {
  id: string
  envId: string
  kind: Trigger['kind']
  target: string
  action: DeployAction
  /** An owner has said so for a production environment. */
  production: boolean
  enabled: boolean
  createdAt: number
  createdBy: string
  dueAt: number | null
  payload: string | null
  seen: string | null
  problem: string | null
}

type Row = Omit<KeptTrigger, 'enabled' | 'production'> & { enabled: number; production: number }

export class TriggersTable {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async list(): Promise<KeptTrigger[]> {
    return (await this.#database.all<Row>(sql.list)).map(fromRow)
  }

  /** Throws `not_found`. */
  async get(id: string): Promise<KeptTrigger> {
    const row = await this.#database.get<Row>(sql.get, { id })
    if (!row) throw new AppError('not_found', { what: 'trigger', name: id })
    return fromRow(row)
  }

  /** Throws `already_exists`. */
  async add(trigger: Pick<KeptTrigger, 'envId' | 'kind' | 'target' | 'action' | 'production' | 'createdBy'>): Promise<KeptTrigger> {
    const id = randomUUID()
    if ((await this.#database.run(sql.insert, { ...trigger, id, production: trigger.production ? 1 : 0, enabled: 1, createdAt: Date.now() })) === 0) throw new AppError('already_exists', { what: 'Trigger', name: trigger.target })
    return this.get(id)
  }

  async update({ id, action, production, enabled }: Pick<KeptTrigger, 'id' | 'action' | 'production' | 'enabled'>): Promise<void> {
    await this.#database.run(sql.update, { id, action, production: production ? 1 : 0, enabled: enabled ? 1 : 0 })
  }

  async delete(id: string): Promise<void> {
    await this.#database.run(sql.delete, { id })
  }

  /** It fires at that time, unless more comes before. */
  async arm(id: string, dueAt: number, payload: string | null): Promise<void> {
    await this.#database.run(sql.arm, { id, dueAt, payload })
  }

  /** As `arm` where what lies in the folder is another thing than at the last look, whichever process had that. */
  async armIfChanged(id: string, seen: string, dueAt: number): Promise<void> {
    if ((await this.#database.run(sql.firstLook, { id, seen })) === 0) await this.#database.run(sql.armChanged, { id, seen, dueAt })
  }

  /** The payload, where this process is the one to act; undefined: it is not due, or another one acts. */
  async fire(id: string, now: number): Promise<{ payload: string | null } | undefined> {
    return this.#database.get(sql.fire, { id, now })
  }

  async setProblem(id: string, problem: string | null): Promise<void> {
    await this.#database.run(sql.problem, { id, problem })
  }
}

function fromRow({ enabled, production, ...row }: Row): KeptTrigger {
  return { ...row, enabled: enabled === 1, production: production === 1 }
}
