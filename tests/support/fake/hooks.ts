import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Delivery, DeliveryDetail, DeliveryTry, Webhook } from '#shared/contract/hooks.ts'
import { fakeIncoming } from './hooks-incoming.ts'

export interface HooksWorld {
  empty: boolean
  now: number
  environments: () => Environment[]
  moody: () => Promise<void>
}

const minute = 60_000
const iso = (ms: number) => new Date(ms).toISOString()

/** Two webhooks, one of which does not answer, with what was sent to them. */
export function fakeHooks(world: HooksWorld): Handlers<'hooks'> {
  const { empty, now, environments, moody } = world
  const named = (envs: readonly string[]) => envs.map((key) => environments().find(({ id, name }) => id === key || name === key)).filter((env) => env !== undefined).map(({ id, name }) => ({ id, name }))
  let webhooks: Webhook[] = empty ? [] : firstWebhooks(now)
  let deliveries: DeliveryDetail[] = empty ? [] : firstDeliveries(now)
  const find = (key: string) => webhooks.find(({ id, name }) => id === key || name === key) ?? missing('webhook', key)
  const delivery = (id: string) => deliveries.find((each) => each.id === id) ?? missing('delivery', id)
  const shown = (): Webhook[] => webhooks.map((webhook) => {
    const own = deliveries.filter(({ webhookId }) => webhookId === webhook.id)
    return { ...webhook, last: own[0] ?? null, dead: own.filter(({ state }) => state === 'dead').length, waiting: own.filter(({ state }) => state === 'waiting').length }
  })
  const attempt = (one: DeliveryDetail): DeliveryDetail => {
    const failing = find(one.webhookId).address.includes('pager')
    const attempts = [...one.attempts, tried(Date.now(), failing ? 503 : 200)]
    const next: DeliveryDetail = { ...one, attempts, tries: attempts.length, status: failing ? 503 : 200, problem: failing ? 'the receiver answered 503' : null, state: failing ? 'waiting' : 'delivered', nextAt: failing ? iso(Date.now() + 5_000) : null }
    deliveries = [next, ...deliveries.filter(({ id }) => id !== one.id)]
    return next
  }
  return {
    list: async () => {
      await moody()
      return { webhooks: shown() }
    },
    create: ({ url, envs, ...given }) => {
      const { host, protocol } = new URL(url)
      if (/^(localhost|127\.|10\.|192\.168\.)/.test(host)) throw new AppError('address_refused', { address: `${protocol}//${host}`, problem: 'it is this machine itself' }, { where: { field: 'url' } })
      if (webhooks.some(({ name }) => name === given.name)) throw new AppError('already_exists', { what: 'Webhook', name: given.name }, { where: { field: 'name' } })
      const webhook: Webhook = { ...given, id: `w${webhooks.length + 1}`, address: `${protocol}//${host}`, envs: named(envs), createdAt: iso(Date.now()), createdBy: 'lena@dev-7', last: null, waiting: 0, dead: 0 }
      webhooks = [...webhooks, webhook]
      return { webhook, secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDkNQ0w3PUUvE=' }
    },
    update: ({ webhook: key, url, envs, ...change }) => {
      const old = find(key)
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const next: Webhook = { ...old, ...given, ...(envs && { envs: named(envs) }), ...(url && { address: new URL(url).origin }) }
      webhooks = webhooks.map((each) => (each.id === old.id ? next : each))
      return next
    },
    rotate: ({ webhook }) => ({ webhook: find(webhook), secret: 'whsec_u8xVtq0mE0RDxc7b6t8e7QvVnO3cC3vXv3pQK8Rz1mA=' }),
    delete: ({ webhook }) => {
      const { id, name } = find(webhook)
      webhooks = webhooks.filter((each) => each.id !== id)
      deliveries = deliveries.filter(({ webhookId }) => webhookId !== id)
      return { removed: name }
    },
    test: ({ webhook: key }) => {
      const { id, name } = find(key)
      return attempt(sent(`msg_test${deliveries.length}`, { webhookId: id, webhook: name, kind: 'test', env: '', createdAt: iso(Date.now()) }, []))
    },
    deliveries: async ({ webhook, state, limit }) => {
      await moody()
      return { deliveries: deliveries.filter((each) => (webhook === undefined || each.webhookId === webhook) && (state === undefined || each.state === state)).slice(0, limit) }
    },
    delivery: ({ delivery: id }) => delivery(id),
    retry: ({ delivery: id }) => attempt(delivery(id)),
    discard: ({ delivery: id }) => {
      deliveries = deliveries.filter((each) => each.id !== delivery(id).id)
      return { discarded: id }
    },
    ...fakeIncoming(world),
  }
}

function missing(what: string, name: string): never {
  throw new AppError('not_found', { what, name })
}

function firstWebhooks(now: number): Webhook[] {
  const one = (id: string, name: string, change: Partial<Webhook>): Webhook => ({
    id, name, address: 'https://hooks.slack.com', kinds: ['migration_finished', 'migration_failed', 'approval_asked', 'drift_found', 'backup_failed', 'rehearsal_failed'], envs: [], template: 'slack', enabled: true,
    createdAt: iso(now - 40 * 24 * 60 * minute), createdBy: 'lena@dev-7', last: null, waiting: 0, dead: 0, ...change,
  })
  return [
    one('w1', 'Database channel', {}),
    one('w2', 'On-call pager', { address: 'https://pager.example.com', template: 'json', kinds: ['migration_failed', 'backup_failed', 'rehearsal_failed'], envs: [{ id: 'prod', name: 'production' }] }),
    one('w3', 'Audit archive', { address: 'https://audit.example.com:8443', template: 'json', enabled: false }),
  ]
}

function firstDeliveries(now: number): DeliveryDetail[] {
  const ago = (minutes: number) => now - minutes * minute
  const chat = { webhookId: 'w1', webhook: 'Database channel' }
  const pager = { webhookId: 'w2', webhook: 'On-call pager' }
  return [
    sent('msg_8c1f0a', { ...pager, kind: 'backup_failed', env: 'production', createdAt: iso(ago(4)) }, [tried(ago(4), 503), tried(ago(3), 503)], ago(-3)),
    sent('msg_7b44e2', { ...chat, kind: 'drift_found', env: 'staging', createdAt: iso(ago(31)) }, [tried(ago(31), 200)]),
    sent('msg_6a90cc', { ...chat, kind: 'migration_finished', env: 'staging', createdAt: iso(ago(95)) }, [tried(ago(95), 429), tried(ago(94), 200)]),
    sent('msg_5d21b7', { ...pager, kind: 'migration_failed', env: 'production', createdAt: iso(ago(2900)) }, Array.from({ length: 9 }, (_none, index) => tried(ago(2900 - 200 * index), index < 3 ? null : 503))),
    sent('msg_4e7710', { ...chat, kind: 'approval_asked', env: 'production', createdAt: iso(ago(3020)) }, [tried(ago(3020), 200)]),
  ]
}

function tried(at: number, status: number | null): DeliveryTry {
  const problem = status === 200 ? null : status === null ? 'nothing answers there' : `the receiver answered ${status}`
  return { at: iso(at), ms: status === null ? 12 : 184, status, problem, answer: status === null ? null : status === 200 ? 'ok' : 'upstream connect error or disconnect/reset before headers' }
}

function sent(id: string, about: Pick<Delivery, 'webhookId' | 'webhook' | 'kind' | 'env' | 'createdAt'>, attempts: DeliveryTry[], nextAt?: number): DeliveryDetail {
  const last = attempts.at(-1)
  const state = last && last.problem === null ? 'delivered' : nextAt === undefined ? 'dead' : 'waiting'
  const data = { text: `${about.env}: ${about.kind.replaceAll('_', ' ')}.`, environment: about.env, environmentId: 'prod', by: 'lena@dev-7', jobId: null }
  return { ...about, id, state, nextAt: nextAt === undefined ? null : iso(nextAt), tries: attempts.length, status: last?.status ?? null, problem: last?.problem ?? null, attempts, body: JSON.stringify({ type: about.kind.replaceAll('_', '.'), timestamp: about.createdAt, data }) }
}
