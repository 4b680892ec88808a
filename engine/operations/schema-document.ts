import { roles, type Caller } from '#shared/access/roles.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'
import { schemaDocument } from '../schema/document/schema-documents.ts'

/** The operation `schema.document`: what may come out is told by the caller's role on the environment. */
export function exportDocument(engine: Engine): Handlers<'schema'>['document'] {
  return async ({ env, schemas, kinds, name, definitions }, { caller }) => {
    const environment = environmentOf(engine, caller, env)
    return schemaDocument(engine, environment, { schemas, kinds, name, definitions, mayDefine: mayDefine(caller, environment) })
  }
}

/** Absent: the person at this machine, who may see what the database shows. */
function mayDefine(caller: Caller | undefined, { id }: Environment): boolean {
  return isAtThisMachine(caller) || caller.grants.some(({ env, role }) => (env === '*' || env === id) && roles.indexOf(role) >= roles.indexOf('developer'))
}

function isAtThisMachine(caller: Caller | undefined): caller is undefined {
  return caller === undefined || caller.kind === 'local'
}

/** The one that is named, else that of STRATA_PROFILE, else the only one. Throws `not_found` also for what the caller may not see, and `bad_request`. */
export function environmentOf(engine: Engine, caller: Caller | undefined, asked: string | undefined): Environment {
  const named = asked ?? process.env['STRATA_PROFILE'] ?? ''
  const seen = engine.environments.list().filter(({ id }) => isAtThisMachine(caller) || caller.grants.some(({ env }) => env === '*' || env === id))
  if (named !== '') {
    const environment = engine.environments.get(named)
    if (!seen.some(({ id }) => id === environment.id)) throw new AppError('not_found', { what: 'environment', name: named })
    return environment
  }
  const [only] = seen
  if (!only || seen.length > 1) throw severalEnvironments(seen.length)
  return only
}

function severalEnvironments(count: number): AppError {
  const problem = count === 0 ? 'there is no environment' : `env: there are ${count} environments`
  return new AppError('bad_request', { problem }, { where: { field: 'env' }, help: 'Name one with env=NAME (in a shell --env NAME), or set STRATA_PROFILE to the one that is meant.' })
}
