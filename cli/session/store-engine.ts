import type { AppInfo } from '#shared/contract/app.ts'
import type { EngineLog } from '#engine/create-engine.ts'
import { dataFolder } from '#engine/data-folder.ts'
import type { Engine } from '#engine/engine.ts'
import { programVersion, projectRoot } from '../project-root.ts'

/** An engine with the saved environments; what it needs is loaded here, because a run with --url needs none of it. */
export async function openStoreEngine(host: AppInfo['host'], log: EngineLog): Promise<Engine> {
  const [{ openShellVault }, { createEngineWithSample }] = await Promise.all([
    import('#engine/vault/open-shell-vault.ts'),
    import('#engine/sample/create-engine-with-sample.ts'),
  ])
  const folder = dataFolder()
  return createEngineWithSample({ host, version: programVersion(), dataFolder: folder, vault: await openShellVault(folder), log }, projectRoot())
}
