import type { Delivery, DeliveryDetail, Webhook } from '#shared/contract/hooks.ts'
import type { IncomingHook, Trigger } from '#shared/contract/hooks-incoming.ts'
import type { Engine } from '../engine.ts'
import { CallsTable } from './calls-table.ts'
import { DeliveriesTable, type KeptDelivery } from './deliveries-table.ts'
import type { KeptHook } from './incoming-table.ts'
import type { KeptTrigger } from './triggers-table.ts'
import type { KeptWebhook } from './webhooks-table.ts'

/** What the boundary shows of what is kept. */
type Kept = Pick<Engine, 'database' | 'environments'>

export async function shownWebhook(engine: Kept, { createdAt, kinds, envs, ...webhook }: KeptWebhook): Promise<Webhook> {
  const deliveries = new DeliveriesTable(engine.database)
  const counts = await deliveries.counts(webhook.id)
  const count = (...states: Delivery['state'][]) => counts.filter(({ state }) => states.includes(state)).reduce((sum, row) => sum + row.count, 0)
  const [last] = await deliveries.list({ webhookId: webhook.id, limit: 1 })
  return {
    ...webhook, kinds: [...kinds], envs: envs.map((id) => environmentNamed(engine, id)), createdAt: iso(createdAt),
    last: last ? shownDelivery(last) : null, waiting: count('waiting', 'sending'), dead: count('dead'),
  }
}

export function shownDelivery({ id, webhookId, webhook, kind, env, state, createdAt, nextAt, tries }: KeptDelivery): Delivery {
  const last = tries.at(-1)
  return { id, webhookId, webhook, kind, env, state, createdAt: iso(createdAt), nextAt: state === 'waiting' ? iso(nextAt) : null, tries: tries.length, status: last?.status ?? null, problem: last?.problem ?? null }
}

export function shownDetail(delivery: KeptDelivery): DeliveryDetail {
  return { ...shownDelivery(delivery), body: delivery.body, attempts: [...delivery.tries] }
}

export async function shownHook(engine: Kept, { id, name, envId, action, enabled, createdAt, createdBy, rotatedAt }: KeptHook): Promise<IncomingHook> {
  return { id, name, action, enabled, createdBy, env: environmentNamed(engine, envId), createdAt: iso(createdAt), rotatedAt: rotatedAt === null ? null : iso(rotatedAt), last: await new CallsTable(engine.database).lastOf(id) }
}

export async function shownTrigger(engine: Kept, { id, envId, kind, target, action, enabled, createdAt, createdBy, dueAt, problem }: KeptTrigger): Promise<Trigger> {
  return { id, kind, target, action, enabled, createdBy, problem, env: environmentNamed(engine, envId), createdAt: iso(createdAt), dueAt: dueAt === null ? null : iso(dueAt), last: await new CallsTable(engine.database).lastOf(id) }
}

/** One that was removed keeps its id as a name. */
function environmentNamed({ environments }: Kept, id: string): { id: string; name: string } {
  return { id, name: environments.list().find((one) => one.id === id)?.name ?? id }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
