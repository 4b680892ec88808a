import { resolve } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { environmentInputSchema, type Environment } from '#shared/contract/environments.ts'
import { createEngine, type EngineLog } from '#engine/create-engine.ts'
import { completeEnvironment } from '#engine/environments/complete-environment.ts'
import { StaticEnvironments } from '#engine/environments/static-environments.ts'
import { parseAsLibpq } from '#engine/postgres/settings/parse-as-libpq.ts'
import { connect } from '#engine/postgres/connect.ts'
import { withShadow } from '#engine/preview/shadow-database.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'
import { contractClient } from '../contract-client.ts'
import { shellEngine, type Session } from './open-session.ts'
import { urlEnvironment, type TargetOptions } from './target.ts'

/** An environment of a folder alone: nothing answers at its address, and nothing that only reads files asks there. */
export function folderEnvironment(options: TargetOptions): Environment {
  return complete('folder', environmentInputSchema.parse({ name: 'folder', class: options.class ?? 'production', connection: { host: '127.0.0.1', port: 1, database: 'none', user: 'none' }, migrationsFolder: resolve(options.dir ?? 'migrations'), ...(options.schema !== undefined && { schema: options.schema }) }))
}

function complete(id: string, input: Parameters<typeof completeEnvironment>[0]): Environment {
  const now = new Date().toISOString()
  return completeEnvironment(input, { id, sample: false, hasPassword: false, createdAt: now, updatedAt: now })
}

/** Works with an empty database as the environment: on the server of an address, else on one of this machine. It is dropped at the end, whatever happens. Throws the errors of connections, `shadow_unavailable`. */
export async function inScratch<T>(address: string | undefined, options: TargetOptions, log: EngineLog, work: (session: Session) => Promise<T>): Promise<T> {
  const { places, vault } = placesOf(address, options)
  const engine = createEngine({ ...shellEngine(), environments: new StaticEnvironments(), vault, log })
  const gone = new AbortController()
  try {
    for (const place of places) await (await connect(engine, place, { purpose: 'shadow', signal: gone.signal })).end()
    return await withShadow(engine, engine.shadows, { environments: places, signal: gone.signal, log }, (shadow) => {
      if (places[0] && shadow.environment.id !== places[0].id) throw refused(shadow.major)
      const { connection } = shadow.environment
      const { schema, historyTable } = urlEnvironment(connection, options)
      const environment = { ...shadow.environment, name: 'scratch', class: 'development' as const, connection, migrationsFolder: resolve(options.dir ?? 'migrations'), schema: schema ?? 'public', historyTable: historyTable ?? shadow.environment.historyTable }
      const served = { ...shadow.engine, environments: new StaticEnvironments(environment) }
      const client = contractClient(served, (failure, operation, cause) => log('error', `${operation}: ${failure.message}`, cause))
      return work({ engine: served, client, env: environment.name, close: async () => {} })
    })
  } finally {
    await engine.close()
  }
}

/** Somebody who names a server means that one, and not another. */
function refused(major: number): AppError {
  return new AppError('shadow_unavailable', { problem: 'the user of --shadow may not create databases there', major }, { help: 'Give that user the attribute CREATEDB, or leave --shadow out: then a server of this machine is used.' })
}

function placesOf(address: string | undefined, options: TargetOptions): { places: Environment[]; vault: MemoryVault } {
  if (address === undefined) return { places: [], vault: new MemoryVault() }
  const { connection, password } = parseAsLibpq(address)
  const place = complete('shadow-server', { ...urlEnvironment(connection, { ...options, class: 'development' }), name: 'shadow server' })
  return { places: [place], vault: new MemoryVault(password === undefined ? [] : [[place.id, password]]) }
}
