import { AppError } from '#shared/contract/app-error.ts'
import { environmentInputSchema, type EnvironmentClass, type EnvironmentInput } from '#shared/contract/environments.ts'
import type { EnvironmentStore, Vault } from '../engine.ts'
import { parseAsLibpq } from '../postgres/settings/parse-as-libpq.ts'
import { MemoryVault } from '../vault/memory-vault.ts'
import { completeEnvironment } from './complete-environment.ts'
import { StaticEnvironments } from './static-environments.ts'

export interface UrlEnvironmentOptions {
  /** A postgres:// URL or libpq's name=value form; what it leaves open comes from the PG* variables, as with psql. */
  url: string
  migrationsFolder: string
  schema?: string
  historyTable?: string
  class?: EnvironmentClass
}

const name = 'url'

/** What `createEngine` needs to work on one database without a store. Throws `bad_request`, which quotes nothing of the URL. */
export function environmentFromUrl({ url, ...given }: UrlEnvironmentOptions): { environments: EnvironmentStore; vault: Vault; notes: string[] } {
  const { connection, password, notes } = parseAsLibpq(url)
  const at = new Date().toISOString()
  const input = checkedInput({ ...given, name, connection })
  const environment = completeEnvironment(input, { id: name, sample: false, hasPassword: password !== undefined, createdAt: at, updatedAt: at })
  return { environments: new StaticEnvironments(environment), vault: new MemoryVault(password === undefined ? [] : [[environment.id, password]]), notes }
}

function checkedInput(input: unknown): EnvironmentInput {
  const parsed = environmentInputSchema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError('bad_request', { problem: `${issue?.path.join('.')}: ${issue?.message}` })
}
