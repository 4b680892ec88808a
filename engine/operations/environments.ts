import { AppError } from '#shared/contract/app-error.ts'
import type { Environment, EnvironmentInput } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'
import { examine, type DoctorOptions } from '../postgres/doctor/examine.ts'
import { examined } from '../postgres/doctor/examined.ts'
import { parseWithService } from '../postgres/settings/parse-with-service.ts'
import { forgetShadowPassword, savePassword, saveShadowPassword } from '../vault/save-password.ts'

export function environmentsOperations(engine: Engine, doctor: DoctorOptions = {}): Handlers<'environments'> {
  const { environments, vault, jobs } = engine
  return {
    list: () => ({ environments: environments.list() }),
    get: ({ env }) => environments.get(env),
    create: (input) => create(engine, input),
    update: ({ env, environment }) => update(engine, env, environment),
    delete: async ({ env }) => {
      const { id, name, hasPassword, shadow } = environments.get(env)
      if (hasPassword) await vault.delete(id)
      if (shadow) await forgetShadowPassword(engine, id)
      await environments.delete(id)
      return { removed: name }
    },
    parse: ({ text }) => parseWithService(text),
    test: ({ env, draft }) => {
      const subject = examined(engine, env, draft)
      const { password: _secret, shadowPassword: _other, ...input } = draft ?? {}
      return jobs.start({ operation: 'environments.test', env: subject.environment.name, input: { env, draft: draft && input } }, (job) =>
        examine(subject, job, doctor),
      )
    },
  }
}

async function create(engine: Engine, { password, shadowPassword, ...input }: EnvironmentInput): Promise<Environment> {
  const environment = await engine.environments.create(input)
  try {
    await saveShadowPassword(engine, environment, shadowPassword || undefined)
    return await savePassword(engine, environment, password || undefined)
  } catch (thrown) {
    await engine.environments.delete(environment.id)
    throw withState(thrown, 'The environment was not added.')
  }
}

async function update(engine: Engine, env: string, { password, shadowPassword, ...input }: EnvironmentInput): Promise<Environment> {
  const before = engine.environments.get(env)
  const after = await engine.environments.update(before.id, input)
  try {
    // A server that is no longer named takes its password along.
    await saveShadowPassword(engine, after, before.shadow && !after.shadow ? '' : shadowPassword)
    return await savePassword(engine, after, password)
  } catch (thrown) {
    await engine.environments.update(before.id, before)
    throw withState(thrown, 'The environment is as it was before.')
  }
}

function withState(thrown: unknown, state: string): unknown {
  if (!(thrown instanceof AppError)) return thrown
  return AppError.from({ ...thrown.data, state })
}
