import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'

/** A manifest without an id of its environment was made by an older version, and knows its name alone. */
export function belongsTo(manifest: Pick<Manifest, 'env' | 'envId'>, environment: Pick<Environment, 'id' | 'name'>): boolean {
  return manifest.envId === undefined ? manifest.env === environment.name : manifest.envId === environment.id
}
