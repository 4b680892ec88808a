import { AppError } from '#shared/contract/app-error.ts'
import type { DeliveryDetail } from '#shared/contract/hooks.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { isIP } from 'node:net'
import { resolveChecked } from '../addresses/checked-lookup.ts'
import { checkedUrl, hostOf, shownAddress } from '../addresses/checked-url.ts'
import { personText } from '../confirmations/confirmations.ts'
import type { Engine } from '../engine.ts'
import { DeliveriesTable } from '../hooks/deliveries-table.ts'
import { deliver } from '../hooks/deliver.ts'
import { testNews } from '../hooks/record-news.ts'
import { shownDelivery, shownDetail, shownWebhook } from '../hooks/shown.ts'
import { newWebhookSecret } from '../hooks/signing.ts'
import { bodyOf } from '../hooks/templates.ts'
import { keepWebhookSecrets, readWebhookSecrets, webhookKey } from '../hooks/webhook-secrets.ts'
import { WebhooksTable, type KeptWebhook } from '../hooks/webhooks-table.ts'
import { incomingOperations } from './hooks-incoming.ts'

export function hooksOperations(engine: Engine): Handlers<'hooks'> {
  const webhooks = new WebhooksTable(engine.database)
  const deliveries = new DeliveriesTable(engine.database)
  const shown = (kept: KeptWebhook) => shownWebhook(engine, kept)
  const ids = (envs: readonly string[]) => [...new Set(envs.map((env) => engine.environments.get(env).id))]
  return {
    list: async () => ({ webhooks: await Promise.all((await webhooks.list()).map(shown)) }),
    create: async ({ url, envs, ...webhook }) => {
      const address = await acceptedAddress(engine, url)
      const kept = await webhooks.add({ ...webhook, address, envs: ids(envs), createdBy: personText(engine.actor) })
      const secret = newWebhookSecret()
      await keepWebhookSecrets(engine.vault, kept.id, { url, secret }).catch(async (thrown: unknown) => {
        await webhooks.delete(kept.id)
        throw thrown
      })
      return { webhook: await shown(kept), secret }
    },
    update: async ({ webhook, url, envs, ...change }) => {
      const kept = await webhooks.get(webhook)
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const next: KeptWebhook = { ...kept, ...given, ...(envs && { envs: ids(envs) }), ...(url !== undefined && { address: await acceptedAddress(engine, url) }) }
      await webhooks.update(next)
      if (url !== undefined) await keepWebhookSecrets(engine.vault, kept.id, { secret: newWebhookSecret(), ...(await readWebhookSecrets(engine.vault, kept.id)), url })
      return shown(next)
    },
    rotate: async ({ webhook }) => {
      const kept = await webhooks.get(webhook)
      const secrets = await readWebhookSecrets(engine.vault, kept.id)
      if (!secrets) throw new AppError('vault_unavailable', { problem: 'the address of this webhook is not in the vault of this machine' }, { help: 'Enter the address of the webhook again.' })
      const secret = newWebhookSecret()
      await keepWebhookSecrets(engine.vault, kept.id, { ...secrets, secret })
      return { webhook: await shown(kept), secret }
    },
    delete: async ({ webhook }) => {
      const kept = await webhooks.get(webhook)
      await webhooks.delete(kept.id)
      await engine.vault.delete(webhookKey(kept.id))
      return { removed: kept.name }
    },
    test: async ({ webhook }) => {
      const kept = await webhooks.get(webhook)
      const id = await deliveries.add({ webhookId: kept.id, kind: 'test', env: '', body: bodyOf(kept.template, testNews(engine)), later: true })
      return sendNow(engine, deliveries, id)
    },
    deliveries: async ({ webhook, state, limit }) => ({ deliveries: (await deliveries.list({ webhookId: webhook === undefined ? undefined : (await webhooks.get(webhook)).id, state, limit })).map(shownDelivery) }),
    delivery: async ({ delivery }) => shownDetail(await deliveries.get(delivery)),
    retry: ({ delivery }) => sendNow(engine, deliveries, delivery),
    discard: async ({ delivery }) => {
      await deliveries.get(delivery)
      await deliveries.delete(delivery)
      return { discarded: delivery }
    },
    ...incomingOperations(engine),
  }
}

/** Sends it in this process, so that whoever asked sees how it went. A failure is shown with the delivery; it is tried again like any other. */
async function sendNow(engine: Engine, deliveries: DeliveriesTable, id: string): Promise<DeliveryDetail> {
  const claimed = await deliveries.claimOne(id, Date.now())
  if (!claimed) {
    const { webhook } = await deliveries.get(id)
    throw new AppError('delivery_failed', { name: webhook, problem: 'it is being sent at this moment' }, { help: 'Wait a few seconds, then look at the delivery.' })
  }
  await deliver(engine, deliveries, claimed)
  return shownDetail(await deliveries.get(id))
}

/** What is shown of an address that may be called. A name that cannot be resolved now is none of a refusal: it is checked again at each try. */
async function acceptedAddress(engine: Engine, text: string): Promise<string> {
  const rules = engine.addresses.webhooks
  const url = checkedUrl(rules, text)
  const host = hostOf(url)
  if (isIP(host) === 0) {
    await resolveChecked(rules, host).catch((thrown: unknown) => {
      if (thrown instanceof AppError) throw thrown
    })
  }
  return shownAddress(url)
}
