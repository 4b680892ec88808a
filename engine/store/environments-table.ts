import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import { environmentSchema, type Environment, type EnvironmentInput } from '#shared/contract/environments.ts'
import { completeEnvironment } from '../environments/complete-environment.ts'
import type { EnvironmentStore } from '../engine.ts'
import { environmentStatements as sql } from './environments.sql.ts'
import type { RowImage } from './row-image.ts'
import type { StoreDatabase } from './store-database.ts'
import { isDuplicate, storeUnusable, writing } from './store-trouble.ts'

export interface EnvironmentRow {
  id: string
  name: string
  class: string
  colour: string | null
  connection: string
  migrations_folder: string
  schema: string
  history_table: string
  backup_folder: string | null
  policies: string
  backups: string
  sample: number
  has_password: number
  shadow: string | null
  created_at: string
  updated_at: string
}

type Input = Omit<EnvironmentInput, 'password' | 'shadowPassword'>

/** The saved environments, in the order they were made in. Names are unique whatever their case. */
export class EnvironmentsTable implements EnvironmentStore {
  readonly #database: StoreDatabase
  readonly #image: RowImage<EnvironmentRow>

  constructor(database: StoreDatabase, image: RowImage<EnvironmentRow>) {
    this.#database = database
    this.#image = image
  }

  list(): Environment[] {
    return this.#image.rows().map(fromRow)
  }

  /** An id wins over a name that looks like it. */
  get(idOrName: string): Environment {
    const rows = this.#image.rows()
    const row = rows.find(({ id }) => id === idOrName) ?? rows.find(({ name }) => nameKey(name) === nameKey(idOrName))
    if (!row) throw new AppError('not_found', { what: 'environment', name: idOrName })
    return fromRow(row)
  }

  async create(input: Input, options: { sample?: boolean } = {}): Promise<Environment> {
    const at = this.#nextMoment()
    const environment = completeEnvironment(input, { id: randomUUID(), sample: options.sample ?? false, hasPassword: false, createdAt: at, updatedAt: at })
    await this.#write(sql.insert, environment)
    return environment
  }

  async update(id: string, input: Input): Promise<Environment> {
    const { id: known, sample, hasPassword, createdAt } = this.get(id)
    const environment = completeEnvironment(input, { id: known, sample, hasPassword, createdAt, updatedAt: new Date().toISOString() })
    await this.#write(sql.update, environment)
    return environment
  }

  async setHasPassword(id: string, hasPassword: boolean): Promise<Environment> {
    await writing(this.#database.run(sql.setHasPassword, { id, hasPassword: hasPassword ? 1 : 0 }))
    await this.#image.changed()
    return this.get(id)
  }

  async delete(id: string): Promise<void> {
    await writing(this.#database.run(sql.remove, { id: this.get(id).id }), 'Nothing was removed.')
    await this.#image.changed()
  }

  /** Later than that of any other, since the list is in this order. */
  #nextMoment(): string {
    const last = this.#image.rows().reduce((latest, { created_at: at }) => Math.max(latest, Date.parse(at)), 0)
    return new Date(Math.max(Date.now(), last + 1)).toISOString()
  }

  async #write(statement: string, environment: Environment): Promise<void> {
    try {
      await this.#database.run(statement, toRow(environment))
    } catch (thrown) {
      throw isDuplicate(thrown) ? new AppError('already_exists', { what: 'Environment', name: environment.name }) : storeUnusable(thrown, 'Nothing was changed.')
    }
    await this.#image.changed()
  }
}

/** A name as it is compared: as a person reads it, whatever its case. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function toRow(environment: Environment): Record<string, string | number | null> {
  return {
    id: environment.id,
    name: environment.name,
    nameKey: nameKey(environment.name),
    class: environment.class,
    colour: environment.colour,
    connection: JSON.stringify(environment.connection),
    migrationsFolder: environment.migrationsFolder,
    schema: environment.schema,
    historyTable: environment.historyTable,
    backupFolder: environment.backupFolder ?? null,
    policies: JSON.stringify(environment.policies),
    backups: JSON.stringify(environment.backups),
    sample: environment.sample ? 1 : 0,
    hasPassword: environment.hasPassword ? 1 : 0,
    shadow: environment.shadow === undefined ? null : JSON.stringify(environment.shadow),
    createdAt: environment.createdAt,
    updatedAt: environment.updatedAt,
  }
}

function fromRow(row: EnvironmentRow): Environment {
  const parsed = environmentSchema.safeParse({
    id: row.id,
    name: row.name,
    class: row.class,
    colour: row.colour,
    connection: JSON.parse(row.connection),
    migrationsFolder: row.migrations_folder,
    schema: row.schema,
    historyTable: row.history_table,
    backupFolder: row.backup_folder ?? undefined,
    policies: JSON.parse(row.policies),
    backups: JSON.parse(row.backups),
    sample: row.sample === 1,
    hasPassword: row.has_password === 1,
    shadow: row.shadow === null ? undefined : JSON.parse(row.shadow),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  })
  if (!parsed.success) throw new AppError('store_unusable', { problem: `environment "${row.name}" is not readable (${parsed.error.issues[0]?.path.join('.')})` }, { cause: parsed.error })
  return parsed.data
}
