import { AppError } from '#shared/contract/app-error.ts'
import { roleOn, type Caller } from '#shared/access/roles.ts'
import type { Engine, EnvironmentStore } from '../engine.ts'

/** The environments on which a caller has a role; to that caller there are no others. */
export function visibleEnvironments(store: EnvironmentStore, { grants }: Pick<Caller, 'grants'>): EnvironmentStore {
  const sees = (id: string) => roleOn(grants, id) !== undefined
  return {
    list: () => store.list().filter(({ id }) => sees(id)),
    get: (idOrName) => {
      const environment = store.get(idOrName)
      if (!sees(environment.id)) throw new AppError('not_found', { what: 'environment', name: idOrName })
      return environment
    },
    create: (input, options) => store.create(input, options),
    update: (id, input) => store.update(id, input),
    setHasPassword: (id, hasPassword) => store.setHasPassword(id, hasPassword),
    delete: (id) => store.delete(id),
  }
}

/** The engine as a caller has it: who acts is that caller, and what is out of sight is not there. */
export function engineFor(engine: Engine, caller: Caller): Engine {
  return { ...engine, actor: { user: caller.name, host: engine.actor.host }, environments: visibleEnvironments(engine.environments, caller) }
}
