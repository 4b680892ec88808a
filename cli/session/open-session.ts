import type { Caller } from '#shared/access/roles.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { StrataClient } from '#shared/contract/client.ts'
import { accountsOf } from '#engine/access/accounts.ts'
import { createEngine, type EngineLog } from '#engine/create-engine.ts'
import { dataFolder } from '#engine/data-folder.ts'
import type { Engine } from '#engine/engine.ts'
import { completeEnvironment } from '#engine/environments/complete-environment.ts'
import { shadowVaultKey } from '#engine/environments/shadow-server.ts'
import { StaticEnvironments } from '#engine/environments/static-environments.ts'
import { parseAsLibpq } from '#engine/postgres/settings/parse-as-libpq.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'
import { contractClient } from '../contract-client.ts'
import { programVersion, projectRoot } from '../project-root.ts'
import { overridden, shadowConnection, withShadowPassword } from './overridden-environments.ts'
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
  const engine = await engineFor(target, options, log)
  try {
    const environments = target.kind === 'saved' ? overridden(engine.environments, options) : engine.environments
    const served: Engine = environments === engine.environments ? engine : { ...engine, environments, vault: withShadowPassword(engine.vault, engine.environments, options) }
    const env = target.kind === 'saved' ? target.env : engine.environments.list()[0]?.name
    const caller = target.kind === 'saved' ? await tokensCaller(engine) : undefined
    const client = contractClient(served, (failure, operation, cause) => log('error', `${operation}: ${failure.message}`, cause), caller)
    return { engine, client, env: env === undefined ? undefined : environments.get(env).name, close: () => engine.close() }
  } catch (thrown) {
    await engine.close()
    throw thrown
  }
}

/** Whom STRATA_TOKEN stands for; undefined without one: whoever has a shell at the store is its owner. Throws `sign_in_required`. */
async function tokensCaller(engine: Engine): Promise<Caller | undefined> {
  const token = process.env.STRATA_TOKEN
  if (!token) return undefined
  const caller = await accountsOf(engine).byToken(token)
  if (!caller) throw new AppError('sign_in_required', {}, { help: 'The token in STRATA_TOKEN is not known in this store, has expired or was revoked.' })
  return caller
}

function engineFor(target: Target, options: TargetOptions, log: EngineLog): Engine | Promise<Engine> {
  if (target.kind === 'saved') return openStoreEngine('shell', log)
  if (target.kind === 'url') return urlEngine(target.url, options, log)
  return createEngine({ ...shellEngine(), environments: new StaticEnvironments(), log })
}

export function shellEngine() {
  return { host: 'shell' as const, version: programVersion(), dataFolder: dataFolder(), root: projectRoot() }
}

/** Nothing is stored, and nothing that is stored is read. */
function urlEngine(url: string, options: TargetOptions, log: EngineLog): Engine {
  const { connection, password, notes } = parseAsLibpq(url)
  for (const note of notes) log('info', note)
  const now = new Date().toISOString()
  const identity = { id: 'url', sample: false, hasPassword: password !== undefined, createdAt: now, updatedAt: now }
  const shadow = options.shadow === undefined ? undefined : shadowConnection(options.shadow)
  const environments = new StaticEnvironments(completeEnvironment({ ...urlEnvironment(connection, options), shadow: shadow?.connection }, identity))
  const secrets: [string, string | undefined][] = [[identity.id, password], [shadowVaultKey(identity.id), shadow?.password]]
  const vault = new MemoryVault(secrets.flatMap(([key, secret]) => (secret === undefined ? [] : [[key, secret] as const])))
  return createEngine({ ...shellEngine(), environments, vault, log })
}
