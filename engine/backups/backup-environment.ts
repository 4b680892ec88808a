import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'

/** A manifest without an id of its environment was made by an older version, and knows its name alone. */
export function belongsTo(manifest: Manifest, environment: Environment): boolean {
  return manifest.envId === undefined ? manifest.env === environment.name : manifest.envId === environment.id
}

/** The environment that a backup was made from. Throws `not_found`. */
export function environmentOf(engine: Pick<Engine, 'environments'>, manifest: Manifest): Environment {
  const found = engine.environments.list().find((environment) => belongsTo(manifest, environment))
  if (found) return found
  throw new AppError('not_found', { what: 'environment', name: manifest.env }, { help: 'The environment that the backup was made from is gone: name the one whose server takes the new database.' })
}
