import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import { fleetInputSchema, fleetStatesSchema, type FleetInput, type FleetStates } from '#shared/contract/fleet.ts'
import type { StoreDatabase } from '../../store/store-database.ts'
import { isDuplicate } from '../../store/store-trouble.ts'
import { fleetStatements as sql } from './fleets.sql.ts'

/** A fleet as it is kept: environments by id, and the name of the first as it was. */
export interface KeptFleet {
  id: string
  envId: string
  env: string
  /** With `env` and `servers` as ids. */
  settings: FleetInput
  createdAt: number
  updatedAt: number
}

interface Row {
  id: string; name: string; envId: string; env: string; settings: string; createdAt: number; updatedAt: number
}

/** The fleets of a store. */
export class FleetsTable {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async list(): Promise<KeptFleet[]> {
    return (await this.#database.all<Row>(sql.list)).map(keptFleet)
  }

  /** By id or, case-insensitively, by name. Throws `not_found`. */
  async get(idOrName: string): Promise<KeptFleet> {
    const row = await this.#find(idOrName)
    if (!row) throw new AppError('not_found', { what: 'fleet', name: idOrName })
    return keptFleet(row)
  }

  /** Throws `already_exists`. */
  async create(settings: FleetInput, env: string): Promise<KeptFleet> {
    await this.#refuseTaken(settings.name)
    const id = randomUUID()
    await this.#named(settings.name, this.#database.run(sql.insert, { id, name: settings.name, key: keyOf(settings.name), envId: settings.env, env, settings: JSON.stringify(settings), at: Date.now() }))
    return this.get(id)
  }

  /** What was read of other members is forgotten. Throws `already_exists`. */
  async update(id: string, settings: FleetInput, env: string): Promise<KeptFleet> {
    const before = await this.get(id)
    await this.#refuseTaken(settings.name, id)
    const states = sameMembers(before.settings, settings) ? ((await this.#database.get<{ states: string | null }>(sql.states, { id }))?.states ?? null) : null
    await this.#named(settings.name, this.#database.run(sql.update, { id, name: settings.name, key: keyOf(settings.name), envId: settings.env, env, settings: JSON.stringify(settings), states, at: Date.now() }))
    return this.get(id)
  }

  async delete(id: string): Promise<void> {
    await this.#database.run(sql.delete, { id })
  }

  /** As they were read last; what another version wrote and this one cannot read counts as never read. */
  async states(id: string): Promise<FleetStates | null> {
    const row = await this.#database.get<{ states: string | null }>(sql.states, { id })
    if (!row?.states) return null
    const read = fleetStatesSchema.safeParse(JSON.parse(row.states))
    return read.success ? read.data : null
  }

  async keepStates(id: string, states: FleetStates): Promise<void> {
    await this.#database.run(sql.keepStates, { id, states: JSON.stringify(states) })
  }

  #find(idOrName: string): Promise<Row | undefined> {
    return this.#database.get<Row>(sql.find, { name: idOrName, key: keyOf(idOrName) })
  }

  async #refuseTaken(name: string, own?: string): Promise<void> {
    const found = await this.#find(name)
    if (found && found.id !== own) throw taken(found.name)
  }

  /** Of two who give the same name at once, the store refuses one. */
  async #named(name: string, writing: Promise<number>): Promise<void> {
    await writing.catch((thrown: unknown) => Promise.reject(isDuplicate(thrown) ? taken(name) : thrown))
  }
}

function taken(name: string): AppError {
  return new AppError('already_exists', { what: 'Fleet', name }, { where: { field: 'name' } })
}

function keptFleet({ id, envId, env, settings, createdAt, updatedAt }: Row): KeptFleet {
  return { id, envId, env, settings: fleetInputSchema.parse(JSON.parse(settings)), createdAt, updatedAt }
}

function keyOf(name: string): string {
  return name.trim().normalize('NFC').toLowerCase()
}

function sameMembers(a: FleetInput, b: FleetInput): boolean {
  const whose = ({ env, servers, of, by, members, pattern, query, excludes }: FleetInput) => JSON.stringify([env, servers, of, by, members, pattern, query, excludes])
  return whose(a) === whose(b)
}
