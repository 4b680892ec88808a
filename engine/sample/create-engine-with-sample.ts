import { createEngine, type EngineOptions } from '../create-engine.ts'
import type { Engine, Vault } from '../engine.ts'
import { MemoryVault } from '../vault/memory-vault.ts'
import { EmbeddedSample } from './embedded-sample.ts'

/** As `createEngine`, with the sample. `root`: folder with node_modules and migrations-sample, of a packed app its archive. */
export function createEngineWithSample(options: Omit<EngineOptions, 'sample'>, root: string): Engine {
  const vault = options.vault ?? new MemoryVault()
  const sample: EmbeddedSample = new EmbeddedSample(root, options.dataFolder, () => plain)
  const engine = createEngine({ root, ...options, vault: startingVault(vault, sample), sample })
  const plain: Engine = { ...engine, vault }
  return engine
}

/** Who asks for the password of an environment of the sample is about to connect: then its server must be there. */
function startingVault(vault: Vault, sample: EmbeddedSample): Vault {
  return {
    get info() {
      return vault.info
    },
    get: async (key) => {
      if (sample.owns(key)) await sample.start()
      return vault.get(key)
    },
    set: (key, secret) => vault.set(key, secret),
    delete: (key) => vault.delete(key),
  }
}
