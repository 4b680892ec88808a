import type { StrataClient } from '#shared/contract/client.ts'
import { createEngine, type EngineLog } from '#engine/create-engine.ts'
import { dataFolder } from '#engine/data-folder.ts'
import type { Engine } from '#engine/engine.ts'
import { completeEnvironment } from '#engine/environments/complete-environment.ts'
import { StaticEnvironments } from '#engine/environments/static-environments.ts'
import { parseAsLibpq } from '#engine/postgres/settings/parse-as-libpq.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'
import { contractClient } from '../contract-client.ts'
import { programVersion, projectRoot } from '../project-root.ts'
import { overridden } from './overridden-environments.ts'
import { openStoreEngine } from './store-engine.ts'
import { urlEnvironment, type Target, type TargetOptions } from './target.ts'

/** An engine of this process and a client to it. */
export interface Session {
  engine: Engine
  client: StrataClient
  /** Name of the environment that the command works on, when it names one. */
  env: string | undefined
  close(): Promise<void>
}

export async function openSession(target: Target, options: TargetOptions, log: EngineLog): Promise<Session> {
  const engine = target.kind === 'url' ? urlEngine(target.url, options, log) : await openStoreEngine('shell', log)
  try {
    const environments = target.kind === 'url' ? engine.environments : overridden(engine.environments, options)
    const served: Engine = environments === engine.environments ? engine : { ...engine, environments }
    const env = target.kind === 'url' ? engine.environments.list()[0]?.name : target.env
    const client = contractClient(served, (failure, operation, cause) => log('error', `${operation}: ${failure.message}`, cause))
    return { engine, client, env: env === undefined ? undefined : environments.get(env).name, close: () => engine.close() }
  } catch (thrown) {
    await engine.close()
    throw thrown
  }
}

/** Nothing is stored, and nothing that is stored is read. */
function urlEngine(url: string, options: TargetOptions, log: EngineLog): Engine {
  const { connection, password, notes } = parseAsLibpq(url)
  for (const note of notes) log('info', note)
  const now = new Date().toISOString()
  const identity = { id: 'url', sample: false, hasPassword: password !== undefined, createdAt: now, updatedAt: now }
  const environments = new StaticEnvironments(completeEnvironment(urlEnvironment(connection, options), identity))
  const vault = new MemoryVault(password === undefined ? [] : [[identity.id, password]])
  return createEngine({ host: 'shell', version: programVersion(), dataFolder: dataFolder(), root: projectRoot(), environments, vault, log })
}
