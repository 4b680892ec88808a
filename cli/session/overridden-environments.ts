import { resolve } from 'node:path'
import { connectionSchema, type Connection, type Environment } from '#shared/contract/environments.ts'
import type { EnvironmentStore, Vault } from '#engine/engine.ts'
import { shadowVaultKey } from '#engine/environments/shadow-server.ts'
import { parseAsLibpq } from '#engine/postgres/settings/parse-as-libpq.ts'
import type { TargetOptions } from './target.ts'

/** The store as it is, but with what the command line says of folder, schema and history table in place of what is saved. */
export function overridden(store: EnvironmentStore, { dir, schema, historyTable, shadow }: TargetOptions): EnvironmentStore {
  const changes: Partial<Environment> = {
    ...(dir !== undefined && { migrationsFolder: resolve(dir) }),
    ...(schema !== undefined && { schema }),
    ...(historyTable !== undefined && { historyTable }),
    ...(shadow !== undefined && { shadow: shadowConnection(shadow).connection }),
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

/** The server of `--shadow`, as libpq would complete its address. */
export function shadowConnection(address: string): { connection: Connection; password: string | undefined } {
  const { connection, password } = parseAsLibpq(address)
  return { connection: connectionSchema.parse({ database: 'postgres', ...connection }), password }
}

/** The vault, which also knows the password of `--shadow` for every environment of the command. */
export function withShadowPassword(vault: Vault, store: EnvironmentStore, { shadow }: TargetOptions): Vault {
  if (shadow === undefined) return vault
  const { password } = shadowConnection(shadow)
  const keys = new Set(store.list().map(({ id }) => shadowVaultKey(id)))
  return { ...vault, info: vault.info, get: async (key) => (keys.has(key) ? password : vault.get(key)), set: (key, secret) => vault.set(key, secret), delete: (key) => vault.delete(key) }
}
