import { AppError } from '#shared/contract/app-error.ts'
import { settingsSchema, type Settings } from '#shared/contract/app.ts'
import type { Caller } from '#shared/access/roles.ts'
import type { Engine } from '../engine.ts'
import { accountsOf } from './accounts.ts'

/** Language and theme of a user of the server; what that user never changed is as the store has it. */
export async function settingsOf(engine: Engine, caller: Caller | undefined): Promise<Settings> {
  const common = engine.settings.get()
  if (caller?.kind !== 'user') return common
  const user = await accountsOf(engine).users.find(caller.id)
  const own = settingsSchema.partial().safeParse(JSON.parse(user?.settings ?? '{}'))
  return { ...common, ...(own.success && given(own.data)) }
}

/** Of a user its own, of the person at the store those of the store. */
export async function changeSettings(engine: Engine, caller: Caller | undefined, patch: Partial<Settings>): Promise<Settings> {
  if (caller === undefined || caller.kind === 'local') return engine.settings.change(patch)
  if (caller.kind !== 'user') throw new AppError('not_allowed', { what: 'Changing settings without being a person' })
  const changed = { ...(await settingsOf(engine, caller)), ...given(patch) }
  await accountsOf(engine).users.setSettings(caller.id, JSON.stringify(changed))
  return changed
}

function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}
