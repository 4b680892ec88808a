import { join } from 'node:path'
import type { AppInfo } from '#shared/contract/app.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { EngineLog } from '#engine/create-engine.ts'
import { dataFolder } from '#engine/data-folder.ts'
import type { Engine } from '#engine/engine.ts'
import { programVersion, projectRoot } from '../project-root.ts'

/** An engine with the saved environments; what it needs is loaded here, because a run with --url needs none of it. */
export async function openStoreEngine(host: AppInfo['host'], log: EngineLog, variables: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const address = variables['STRATA_STORE']
  if (address) return openSharedEngine(host, log, address, variables)
  const [{ openShellVault }, { createEngineWithSample }] = await Promise.all([
    import('#engine/vault/open-shell-vault.ts'),
    import('#engine/sample/create-engine-with-sample.ts'),
  ])
  const folder = dataFolder(variables)
  return createEngineWithSample({ host, version: programVersion(), dataFolder: folder, vault: await openShellVault(folder), log }, projectRoot())
}

/** An engine on the store of several processes. The sample belongs to one machine, so there is none. */
async function openSharedEngine(host: AppInfo['host'], log: EngineLog, address: string, variables: NodeJS.ProcessEnv): Promise<Engine> {
  // The text may hold a password: it is not repeated.
  if (!/^postgres(ql)?:\/\/|=/.test(address)) throw new AppError('bad_request', { problem: 'STRATA_STORE is no address of a database' }, { help: 'Write it as postgres://user@host:5432/database, or leave it out: then the store is a file of this machine.' })
  const [{ openPostgresStore }, { createEngine }] = await Promise.all([import('#engine/store/postgres/open-postgres-store.ts'), import('#engine/create-engine.ts')])
  const folder = dataFolder(variables)
  const store = await openPostgresStore(address, {
    schema: variables['STRATA_STORE_SCHEMA'] || 'strata',
    keyFile: variables['STRATA_KEY_FILE'] || join(folder, 'store.key'),
    onTrouble: (thrown) => log('error', 'The store', thrown),
  })
  return createEngine({ host, version: programVersion(), dataFolder: folder, root: projectRoot(), store, log })
}
