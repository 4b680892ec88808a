import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { DeployAction } from '#shared/contract/hooks-incoming.ts'
import type { Caller } from '#shared/access/roles.ts'

/** What a deployment does where nobody has said anything. */
export function usualAction({ class: environmentClass }: Pick<Environment, 'class'>): DeployAction {
  return environmentClass === 'production' ? 'ask' : 'migrate'
}

/** What it does now. An environment that has become production since asks first: nobody has said that it may migrate. */
export function actionNow({ class: environmentClass }: Pick<Environment, 'class'>, { action, production }: { action: DeployAction; production: boolean }): DeployAction {
  return action === 'migrate' && environmentClass === 'production' && !production ? 'ask' : action
}

/**
 * That a deployment migrates production with nobody looking is for an owner to say, by typing the name of the environment.
 * Gives whether that was said. Throws `role_missing`, `confirmation_required`.
 */
export function checkAction(environment: Environment, action: DeployAction, { confirm, caller }: { confirm?: string | undefined; caller?: Caller | undefined }): boolean {
  if (action !== 'migrate' || environment.class !== 'production') return false
  const owner = !caller || caller.kind === 'local' || caller.grants.some(({ env, role }) => role === 'owner' && (env === '*' || env === environment.id))
  if (!owner) throw new AppError('role_missing', { what: 'Letting deployments migrate by themselves', role: 'owner', env: environment.name })
  if (confirm !== environment.name) throw new AppError('confirmation_required', { env: environment.name }, { where: { field: 'confirm' }, state: 'Deployments still migrate nothing by themselves.' })
  return true
}
