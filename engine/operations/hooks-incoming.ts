import { statSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { incomingHooks } from '#shared/contract/hooks-incoming.ts'
import { personText } from '../confirmations/confirmations.ts'
import type { Engine } from '../engine.ts'
import { CallsTable } from '../hooks/calls-table.ts'
import { checkAction, usualAction } from '../hooks/deploy-policy.ts'
import { IncomingTable } from '../hooks/incoming-table.ts'
import { shownHook, shownTrigger } from '../hooks/shown.ts'
import { newHookSecret } from '../hooks/signing.ts'
import { TriggersTable } from '../hooks/triggers-table.ts'
import { incomingKey } from '../hooks/webhook-secrets.ts'

type Own = Pick<Handlers<'hooks'>, keyof typeof incomingHooks>

export function incomingOperations(engine: Engine): Own {
  return { ...hookOperations(engine), ...triggerOperations(engine), calls: async ({ limit }) => ({ calls: await new CallsTable(engine.database).list(limit) }) }
}

function hookOperations(engine: Engine): Omit<Own, 'calls' | 'triggers' | 'createTrigger' | 'updateTrigger' | 'deleteTrigger'> {
  const table = new IncomingTable(engine.database)
  return {
    incoming: async () => ({ hooks: await Promise.all((await table.list()).map((hook) => shownHook(engine, hook))) }),
    createIncoming: async ({ name, env, action, confirm }, { caller }) => {
      const environment = engine.environments.get(env)
      const wanted = action ?? usualAction(environment)
      const production = checkAction(environment, wanted, { confirm, caller })
      const hook = await table.add({ name, envId: environment.id, action: wanted, production, createdBy: personText(engine.actor) })
      const secret = newHookSecret()
      await engine.vault.set(incomingKey(hook.id), secret).catch(async (thrown: unknown) => {
        await table.delete(hook.id)
        throw thrown
      })
      return { hook: await shownHook(engine, hook), secret }
    },
    updateIncoming: async ({ hook: key, name, action, enabled, confirm }, { caller }) => {
      const hook = await table.get(key)
      const production = action === undefined || action === hook.action ? hook.production : checkAction(engine.environments.get(hook.envId), action, { confirm, caller })
      const next = { ...hook, production, name: name ?? hook.name, action: action ?? hook.action, enabled: enabled ?? hook.enabled }
      await table.update(next)
      return shownHook(engine, next)
    },
    rotateIncoming: async ({ hook: key }) => {
      const hook = await table.get(key)
      const secret = newHookSecret()
      await engine.vault.set(incomingKey(hook.id), secret)
      const next = { ...hook, rotatedAt: Date.now() }
      await table.update(next)
      return { hook: await shownHook(engine, next), secret }
    },
    deleteIncoming: async ({ hook: key }) => {
      const hook = await table.get(key)
      await table.delete(hook.id)
      await engine.vault.delete(incomingKey(hook.id))
      return { removed: hook.name }
    },
  }
}

function triggerOperations(engine: Engine): Pick<Own, 'triggers' | 'createTrigger' | 'updateTrigger' | 'deleteTrigger'> {
  const table = new TriggersTable(engine.database)
  return {
    triggers: async () => ({ triggers: await Promise.all((await table.list()).map((trigger) => shownTrigger(engine, trigger))) }),
    createTrigger: async ({ env, kind, channel, folder, action, confirm }, { caller }) => {
      const environment = engine.environments.get(env)
      const wanted = action ?? usualAction(environment)
      const production = checkAction(environment, wanted, { confirm, caller })
      const target = kind === 'listen' ? (channel ?? 'strata_deployed') : folderOf(environment, folder)
      return shownTrigger(engine, await table.add({ envId: environment.id, kind, target, action: wanted, production, createdBy: personText(engine.actor) }))
    },
    updateTrigger: async ({ trigger: id, action, enabled, confirm }, { caller }) => {
      const trigger = await table.get(id)
      const production = action === undefined || action === trigger.action ? trigger.production : checkAction(engine.environments.get(trigger.envId), action, { confirm, caller })
      await table.update({ id, production, action: action ?? trigger.action, enabled: enabled ?? trigger.enabled })
      return shownTrigger(engine, await table.get(id))
    },
    deleteTrigger: async ({ trigger: id }) => {
      await table.get(id)
      await table.delete(id)
      return { removed: id }
    },
  }
}

/** A folder that can be read. Throws `folder_missing`. */
function folderOf({ migrationsFolder }: Environment, folder = migrationsFolder): string {
  if (folder === '' || (!isAbsolute(folder) && folder !== migrationsFolder)) throw new AppError('folder_missing', { folder: folder || 'of migrations' }, { where: { field: 'folder' }, help: 'Give the whole path of a folder on the machine of the server.' })
  const path = resolve(folder)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new AppError('folder_missing', { folder: path }, { where: { field: 'folder' } })
  return path
}
