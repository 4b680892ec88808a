import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { HookCall, incomingHooks, IncomingHook, Trigger } from '#shared/contract/hooks-incoming.ts'
import type { HooksWorld } from './hooks.ts'

const minute = 60_000
const iso = (ms: number) => new Date(ms).toISOString()
const secret = 'strata_hook_q4nT1c0mUkC8d2Wm0bGZ6xYv5rJ7sLpE9aHfKiOtDyU'

/** A hook of a pipeline, a channel and a folder that cannot be read, with who called. */
export function fakeIncoming({ empty, now, environments, moody }: HooksWorld): Pick<Handlers<'hooks'>, keyof typeof incomingHooks> {
  const calls = empty ? [] : firstCalls(now)
  const lastOf = (id: string) => calls.find(({ hookId }) => hookId === id) ?? null
  const made = { createdAt: iso(now - 20 * 24 * 60 * minute), createdBy: 'lena@dev-7' }
  let hooks: IncomingHook[] = empty ? [] : [
    { id: '6f1c2b7e-0a51-4c39-9a55-2b1d6a0c7f10', name: 'Deploy staging', env: { id: 'stg', name: 'staging' }, action: 'migrate', enabled: true, rotatedAt: null, last: lastOf('6f1c2b7e-0a51-4c39-9a55-2b1d6a0c7f10'), ...made },
    { id: 'd2a84c11-77aa-4f0e-8d7a-5be0c8f3e902', name: 'Deploy production', env: { id: 'prod', name: 'production' }, action: 'ask', enabled: true, rotatedAt: iso(now - 3000 * minute), last: lastOf('d2a84c11-77aa-4f0e-8d7a-5be0c8f3e902'), ...made },
  ]
  let triggers: Trigger[] = empty ? [] : [
    { id: 't1', env: { id: 'dev', name: 'development' }, kind: 'listen', target: 'strata_deployed', action: 'migrate', enabled: true, dueAt: null, problem: null, last: lastOf('t1'), ...made },
    { id: 't2', env: { id: 'stg', name: 'staging' }, kind: 'folder', target: '/srv/releases/shop', action: 'ask', enabled: true, dueAt: null, problem: 'The folder cannot be read (EACCES).', last: null, ...made },
  ]
  const environment = (key: string) => environments().find(({ id, name }) => id === key || name === key) ?? missing('environment', key)
  const hookOf = (key: string) => hooks.find(({ id, name }) => id === key || name === key) ?? missing('incoming hook', key)
  const triggerOf = (key: string) => triggers.find(({ id }) => id === key) ?? missing('trigger', key)
  const check = ({ name, class: kind }: Environment, action: string | undefined, confirm: string | undefined) => {
    if (action === 'migrate' && kind === 'production' && confirm !== name) throw new AppError('confirmation_required', { env: name }, { where: { field: 'confirm' } })
  }
  const usual = ({ class: kind }: Environment) => (kind === 'production' ? 'ask' : 'migrate')
  return {
    incoming: async () => {
      await moody()
      return { hooks }
    },
    createIncoming: ({ name, env, action, confirm }) => {
      const of = environment(env)
      check(of, action, confirm)
      if (hooks.some((each) => each.name === name)) throw new AppError('already_exists', { what: 'Incoming hook', name }, { where: { field: 'name' } })
      const hook: IncomingHook = { id: `hook-${hooks.length + 1}`, name, env: { id: of.id, name: of.name }, action: action ?? usual(of), enabled: true, rotatedAt: null, last: null, createdAt: iso(Date.now()), createdBy: 'lena@dev-7' }
      hooks = [...hooks, hook]
      return { hook, secret }
    },
    updateIncoming: ({ hook: key, name, action, enabled, confirm }) => {
      const old = hookOf(key)
      check(environment(old.env.id), action, confirm)
      const next = { ...old, name: name ?? old.name, action: action ?? old.action, enabled: enabled ?? old.enabled }
      hooks = hooks.map((each) => (each.id === old.id ? next : each))
      return next
    },
    rotateIncoming: ({ hook }) => ({ hook: hookOf(hook), secret }),
    deleteIncoming: ({ hook }) => {
      const { id, name } = hookOf(hook)
      hooks = hooks.filter((each) => each.id !== id)
      return { removed: name }
    },
    calls: async () => {
      await moody()
      return { calls }
    },
    triggers: async () => {
      await moody()
      return { triggers }
    },
    createTrigger: ({ env, kind, channel, folder, action, confirm }) => {
      const of = environment(env)
      check(of, action, confirm)
      const trigger: Trigger = { id: `t${triggers.length + 1}`, env: { id: of.id, name: of.name }, kind, target: kind === 'listen' ? (channel ?? 'strata_deployed') : (folder ?? of.migrationsFolder), action: action ?? usual(of), enabled: true, dueAt: null, problem: null, last: null, createdAt: iso(Date.now()), createdBy: 'lena@dev-7' }
      triggers = [...triggers, trigger]
      return trigger
    },
    updateTrigger: ({ trigger: id, action, enabled, confirm }) => {
      const old = triggerOf(id)
      check(environment(old.env.id), action, confirm)
      const next = { ...old, action: action ?? old.action, enabled: enabled ?? old.enabled }
      triggers = triggers.map((each) => (each.id === id ? next : each))
      return next
    },
    deleteTrigger: ({ trigger: id }) => {
      triggers = triggers.filter((each) => each.id !== triggerOf(id).id)
      return { removed: id }
    },
  }
}

function missing(what: string, name: string): never {
  throw new AppError('not_found', { what, name })
}

function firstCalls(now: number): HookCall[] {
  const one = (id: string, ago: number, change: Partial<HookCall>): HookCall => ({
    id, at: iso(now - ago * minute), source: 'http', hook: 'Deploy staging', hookId: '6f1c2b7e-0a51-4c39-9a55-2b1d6a0c7f10', env: 'staging', by: 'gitlab', address: '203.0.113.24', outcome: 'started', code: null, text: 'Deployed 2.14.0 (3f2c1a9) by gitlab', jobId: 'job-1', approvalId: null, ...change,
  })
  return [
    one('k5', 12, {}),
    one('k4', 13, { outcome: 'refused', code: 'replayed', text: 'This request was seen before.', by: '', jobId: null }),
    one('k3', 190, { hook: 'Deploy production', hookId: 'd2a84c11-77aa-4f0e-8d7a-5be0c8f3e902', env: 'production', outcome: 'asked', text: 'Deployed 2.13.2 by gitlab', jobId: null, approvalId: 'a1' }),
    one('k2', 410, { source: 'listen', hook: 'strata_deployed', hookId: 't1', env: 'development', by: 'jun', address: null, text: 'Deployed 2.14.0-rc.1 by jun' }),
    one('k1', 1500, { hook: 'deploy', hookId: null, env: null, by: '', address: '198.51.100.7', outcome: 'refused', code: 'signature_invalid', text: 'The request is not signed as it must be: no hook of this name signs so', jobId: null }),
  ]
}
