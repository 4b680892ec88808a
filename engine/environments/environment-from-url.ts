import { AppError } from '#shared/contract/app-error.ts'
import { environmentInputSchema, type Connection, type EnvironmentClass, type EnvironmentInput } from '#shared/contract/environments.ts'
import type { EnvironmentStore, Vault } from '../engine.ts'
import { parseConnectionString } from '../postgres/settings/connection-string.ts'
import { serviceConnection } from '../postgres/settings/target.ts'
import { readService } from '../postgres/settings/service-file.ts'
import { userName } from '../user-name.ts'
import { MemoryVault } from '../vault/memory-vault.ts'
import { completeEnvironment } from './complete-environment.ts'
import { StaticEnvironments } from './static-environments.ts'

export interface UrlEnvironmentOptions {
  /** A postgres:// URL or libpq's name=value form; what it leaves open comes from the PG* variables, as with psql. */
  url: string
  migrationsFolder?: string
  schema?: string
  historyTable?: string
  backupFolder?: string
  class?: EnvironmentClass
  variables?: NodeJS.ProcessEnv
}

/** Name of the one environment of a run with `--url`. */
export const urlEnvironmentName = 'url'

/** What `createEngine` needs to work on one database without a store. Throws `bad_request`, which quotes nothing of the URL. */
export function environmentFromUrl({ url, variables = process.env, ...input }: UrlEnvironmentOptions): { environments: EnvironmentStore; vault: Vault; notes: string[] } {
  const { connection, password, notes } = parseConnectionString(url)
  const parsed = checkedInput({ ...definedOnly(input), name: urlEnvironmentName, connection: withVariables(connection, variables) })
  const at = new Date().toISOString()
  const secret = password ?? variables.PGPASSWORD
  const environment = completeEnvironment(parsed, { id: urlEnvironmentName, sample: false, hasPassword: Boolean(secret), createdAt: at, updatedAt: at })
  return { environments: new StaticEnvironments(environment), vault: new MemoryVault(secret ? [[environment.id, secret]] : []), notes }
}

function checkedInput(input: unknown): EnvironmentInput {
  const parsed = environmentInputSchema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError('bad_request', { problem: `${issue?.path.join('.')}: ${issue?.message}` })
}

/** libpq's order: what is given, then the service, then the PG* variables, then the defaults. */
function withVariables(given: Partial<Connection>, variables: NodeJS.ProcessEnv): Record<string, unknown> {
  const service = given.service ?? variables.PGSERVICE
  const fromVariables = {
    host: variables.PGHOST || variables.PGHOSTADDR,
    port: variables.PGPORT,
    database: variables.PGDATABASE,
    user: variables.PGUSER,
    sslmode: variables.PGSSLMODE,
    sslrootcert: variables.PGSSLROOTCERT,
    sslcert: variables.PGSSLCERT,
    sslkey: variables.PGSSLKEY,
  }
  const merged: Record<string, unknown> = { ...definedOnly(fromVariables), ...(service && serviceConnection(readService(service, variables))), ...given, ...(service && { service }) }
  const user = merged.user ?? userName()
  return { ...merged, user, database: merged.database ?? user }
}

function definedOnly(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))
}
