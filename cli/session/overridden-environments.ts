import { resolve } from 'node:path'
import type { Environment } from '#shared/contract/environments.ts'
import type { EnvironmentStore } from '#engine/engine.ts'
import type { TargetOptions } from './target.ts'

/** The store as it is, but with what the command line says of folder, schema and history table in place of what is saved. */
export function overridden(store: EnvironmentStore, { dir, schema, historyTable }: TargetOptions): EnvironmentStore {
  const changes: Partial<Environment> = {
    ...(dir !== undefined && { migrationsFolder: resolve(dir) }),
    ...(schema !== undefined && { schema }),
    ...(historyTable !== undefined && { historyTable }),
  }
  if (Object.keys(changes).length === 0) return store
  return {
    list: () => store.list(),
    get: (idOrName) => ({ ...store.get(idOrName), ...changes }),
    create: (input, options) => store.create(input, options),
    update: (id, input) => store.update(id, input),
    setHasPassword: (id, hasPassword) => store.setHasPassword(id, hasPassword),
    delete: (id) => store.delete(id),
  }
}
