import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import { environmentSchema, type Environment, type EnvironmentInput } from '#shared/contract/environments.ts'
import { completeEnvironment } from '../environments/complete-environment.ts'
import type { EnvironmentStore } from '../engine.ts'
import { environmentStatements as sql } from './environments.sql.ts'
import type { Database } from './open-store.ts'

interface Row {
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

/** The saved environments. Names are unique whatever their case. */
export class EnvironmentsTable implements EnvironmentStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  list(): Environment[] {
    return this.#database.prepare<[], Row>(sql.list).all().map(fromRow)
  }

  get(idOrName: string): Environment {
    const row = this.#find(idOrName)
    if (!row) throw new AppError('not_found', { what: 'environment', name: idOrName })
    return fromRow(row)
  }

  create(input: Input, options: { sample?: boolean } = {}): Environment {
    const at = new Date().toISOString()
    const environment = completeEnvironment(input, { id: randomUUID(), sample: options.sample ?? false, hasPassword: false, createdAt: at, updatedAt: at })
    this.#write(sql.insert, environment)
    return environment
  }

  update(id: string, input: Input): Environment {
    const { id: known, sample, hasPassword, createdAt } = this.get(id)
    const environment = completeEnvironment(input, { id: known, sample, hasPassword, createdAt, updatedAt: new Date().toISOString() })
    this.#write(sql.update, environment)
    return environment
  }

  setHasPassword(id: string, hasPassword: boolean): Environment {
    this.#database.prepare(sql.setHasPassword).run({ id, hasPassword: hasPassword ? 1 : 0 })
    return this.get(id)
  }

  delete(id: string): void {
    this.#database.prepare(sql.remove).run(this.get(id).id)
  }

  #find(idOrName: string): Row | undefined {
    return this.#database.prepare<[{ id: string; nameKey: string }], Row>(sql.find).get({ id: idOrName, nameKey: nameKey(idOrName) })
  }

  #write(statement: string, environment: Environment): void {
    try {
      this.#database.prepare(statement).run(toRow(environment))
    } catch (thrown) {
      throw (thrown as { code?: string }).code === 'SQLITE_CONSTRAINT_UNIQUE' ? new AppError('already_exists', { what: 'Environment', name: environment.name }) : thrown
    }
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

function fromRow(row: Row): Environment {
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
