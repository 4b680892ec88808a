import { resolve } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { environmentInputSchema, type Connection, type Environment, type EnvironmentInput } from '#shared/contract/environments.ts'

/** What a command line says about the database it means. */
export interface TargetOptions {
  env?: string
  url?: string
  dir?: string
  class?: Environment['class']
  schema?: string
  historyTable?: string
  /** Address of a server for shadow databases. */
  shadow?: string
}

/** `none`: an engine without environments, which opens no store. */
export type Target = { kind: 'saved'; env: string | undefined } | { kind: 'url'; url: string } | { kind: 'none' }

/** A named environment goes before addresses in variables; a target is needed unless the operation works on all. */
export function chooseTarget({ env, url }: TargetOptions, needed: boolean, variables: NodeJS.ProcessEnv): Target {
  if (env !== undefined && url !== undefined) throw badTarget('--env and --url exclude each other')
  if (url !== undefined) return { kind: 'url', url }
  if (env !== undefined) return { kind: 'saved', env }
  const given = addressIn(variables)
  if (given !== undefined && needed) return { kind: 'url', url: given }
  if (needed) throw badTarget('no target is given', 'Say which database: --env NAME (strata env list shows them), or --url postgres://... with --dir FOLDER. The address may also stand in STRATA_URL, or in PGHOST, PGDATABASE and the like.')
  return { kind: 'saved', env: undefined }
}

/** Of the variables of a pipeline; libpq's own name a database when they name it, or a service. */
export function addressIn({ STRATA_URL, DATABASE_URL, PGDATABASE, PGSERVICE }: NodeJS.ProcessEnv): string | undefined {
  return STRATA_URL || DATABASE_URL || (PGDATABASE || PGSERVICE ? 'postgres://' : undefined)
}

function badTarget(problem: string, help?: string): AppError {
  return new AppError('bad_request', { problem }, { help })
}

/** The environment that a URL and its companions stand for. Throws `bad_request`, which quotes nothing of the URL. */
export function urlEnvironment(connection: Partial<Connection>, options: TargetOptions): Omit<EnvironmentInput, 'password'> {
  const input = environmentInputSchema.omit({ password: true }).safeParse({
    name: nameOf(connection.database ?? ''),
    class: options.class ?? 'development',
    connection,
    migrationsFolder: resolve(options.dir ?? 'migrations'),
    ...(options.schema !== undefined && { schema: options.schema }),
    ...(options.historyTable !== undefined && { historyTable: options.historyTable }),
  })
  if (input.success) return input.data
  const [issue] = input.error.issues
  throw badTarget(`${issue?.path.join('.')}: ${issue?.message}`, 'Give the whole address: postgres://user@host:5432/database')
}

/** Environments may not be called everything that a database may be called. */
function nameOf(database: string): string {
  const name = database.replace(/[^\p{L}\p{N} ._-]/gu, '-').replace(/^[^\p{L}\p{N}]+/u, '').slice(0, 60)
  return name || 'database'
}
