import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { EnvironmentStore } from '../engine.ts'

/** The one environment that a command line names by its URL, or none: nothing is stored, and nothing can be changed. */
export class StaticEnvironments implements EnvironmentStore {
  readonly #environment: Environment | undefined

  constructor(environment?: Environment) {
    this.#environment = environment
  }

  list(): Environment[] {
    return this.#environment ? [this.#environment] : []
  }

  get(idOrName: string): Environment {
    const only = this.#environment
    if (!only || (idOrName !== only.id && idOrName.toLowerCase() !== only.name.toLowerCase())) throw new AppError('not_found', { what: 'environment', name: idOrName })
    return only
  }

  async create(): Promise<Environment> {
    throw refused('Adding an environment')
  }

  async update(): Promise<Environment> {
    throw refused('Changing an environment')
  }

  async setHasPassword(): Promise<Environment> {
    throw refused('Keeping a password')
  }

  async delete(): Promise<void> {
    throw refused('Removing an environment')
  }
}

function refused(what: string): AppError {
  return new AppError('not_allowed', { what }, { help: 'This run was given its target by --url and keeps nothing. Leave --url out to work with saved environments.' })
}
