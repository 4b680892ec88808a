import { resolve } from 'node:path'
import type { StrataClient } from '#shared/contract/client.ts'
import type { Engine } from '#engine/engine.ts'
import { createEngine, type EngineLog } from '#engine/create-engine.ts'
import { dataFolder } from '#engine/data-folder.ts'
import { environmentFromUrl } from '#engine/environments/environment-from-url.ts'
import { programVersion } from '../project-root.ts'
import { contractClient } from '../contract-client.ts'
import { overridden } from './overridden-environments.ts'
import { openStoreEngine } from './store-engine.ts'
import type { Target, TargetOptions } from './target.ts'

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
    if (env !== undefined && environments.get(env).sample) await engine.sample.start()
    return { engine, client: contractClient(served, (failure, operation, cause) => log('error', `${operation}: ${failure.message}`, cause)), env, close: () => engine.close() }
  } catch (thrown) {
    await engine.close()
    throw thrown
  }
}

/** Nothing is stored, and nothing that is stored is read. */
function urlEngine(url: string, { dir = 'migrations', schema, historyTable, class: environmentClass }: TargetOptions, log: EngineLog): Engine {
  const given = environmentFromUrl({ url, migrationsFolder: resolve(dir), schema, historyTable, class: environmentClass })
  for (const note of given.notes) log('info', note)
  return createEngine({ host: 'shell', version: programVersion(), dataFolder: dataFolder(), environments: given.environments, vault: given.vault, log })
}
