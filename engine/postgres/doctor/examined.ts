import { AppError } from '#shared/contract/app-error.ts'
import type { Environment, EnvironmentInput } from '#shared/contract/environments.ts'
import type { Engine, Vault } from '../../engine.ts'
import { completeEnvironment } from '../../environments/complete-environment.ts'

/** What the doctor looks at: a saved environment, or settings that are not saved yet. */
export interface Examined {
  environment: Environment
  actor: Engine['actor']
  vault: Pick<Vault, 'get'>
  addresses: Pick<Engine['addresses'], 'databases'>
}

export function examined(engine: Pick<Engine, 'environments' | 'vault' | 'actor' | 'addresses'>, env: string | undefined, draft: EnvironmentInput | undefined): Examined {
  const { actor, vault, addresses } = engine
  const saved = env === undefined ? undefined : engine.environments.get(env)
  if (!draft) {
    if (!saved) throw new AppError('bad_request', { problem: 'name an environment or give the settings to test' })
    return { environment: saved, actor, vault, addresses }
  }
  const { password, shadowPassword: _other, ...input } = draft
  const at = new Date().toISOString()
  const environment = completeEnvironment(input, { id: saved?.id ?? 'draft', sample: saved?.sample ?? false, hasPassword: false, createdAt: at, updatedAt: at })
  return { environment, actor, addresses, vault: { get: async (key) => password ?? (saved && (await vault.get(key))) } }
}
