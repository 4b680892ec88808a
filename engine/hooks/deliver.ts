import { AppError } from '#shared/contract/app-error.ts'
import type { DeliveryTry } from '#shared/contract/hooks.ts'
import { post, type PostAnswer } from '../addresses/post.ts'
import type { Engine } from '../engine.ts'
import { waitAfter } from './backoff.ts'
import { DeliveriesTable, type KeptDelivery } from './deliveries-table.ts'
import { webhookHeaders } from './signing.ts'
import { readWebhookSecrets } from './webhook-secrets.ts'

export const deliveryTimeoutMs = 10_000

type Sending = Pick<Engine, 'vault' | 'addresses' | 'info'>

interface Tried {
  tried: DeliveryTry
  retryAfterMs: number | undefined
  /** No further try can help. */
  final: boolean
  thrown?: AppError
}

/** Sends a delivery that this process has claimed, once, and writes down how it went. Throws what the store throws. */
export async function deliver(engine: Sending, deliveries: DeliveriesTable, delivery: KeptDelivery): Promise<Tried> {
  const result = await tryOnce(engine, delivery)
  const { tried, retryAfterMs, final } = result
  const wait = final ? undefined : waitAfter(delivery.round, { retryAfterMs })
  const next = tried.problem === null ? { state: 'delivered' as const } : wait === undefined ? { state: 'dead' as const } : { state: 'waiting' as const, nextAt: Date.now() + wait }
  await deliveries.settle(delivery, tried, next)
  return result
}

async function tryOnce(engine: Sending, { id, webhookId, body }: KeptDelivery): Promise<Tried> {
  const started = Date.now()
  const tried = (status: number | null, problem: string | null, answer: string | null): DeliveryTry => ({ at: new Date(started).toISOString(), ms: Date.now() - started, status, problem, answer })
  try {
    const secrets = await readWebhookSecrets(engine.vault, webhookId)
    if (!secrets) return { tried: tried(null, 'its address and secret are not in the vault of this machine', null), retryAfterMs: undefined, final: false }
    const headers = { 'content-type': 'application/json', 'user-agent': `strata/${engine.info.version}`, ...webhookHeaders(secrets.secret, id, body, started) }
    const answer = await post(engine.addresses.webhooks, { url: secrets.url, headers, body, timeoutMs: deliveryTimeoutMs })
    return { tried: tried(answer.status, problemOf(answer), answer.text || null), retryAfterMs: answer.retryAfterMs, final: answer.status === 410 }
  } catch (thrown) {
    if (thrown instanceof AppError) return { tried: tried(null, thrown.message, null), retryAfterMs: undefined, final: thrown.code === 'address_refused', thrown }
    return { tried: tried(null, networkProblem(thrown), null), retryAfterMs: undefined, final: false }
  }
}

function problemOf({ status }: PostAnswer): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return `the receiver answered ${status}, a redirect, and none is followed`
  return status === 410 ? 'the receiver answered 410: it is gone for good' : `the receiver answered ${status}`
}

const network: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host name cannot be resolved', EAI_AGAIN: 'its host name cannot be resolved now', ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the receiver closed the connection', EHOSTUNREACH: 'the host cannot be reached', ENETUNREACH: 'the network cannot be reached', ETIMEDOUT: 'the host does not answer',
}

/** Without the text of the error, which may name the whole address. */
function networkProblem(thrown: unknown): string {
  const { name, code, errors } = thrown as { name?: string; code?: string; errors?: { code?: string }[] }
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ABORT_ERR') return `no answer within ${deliveryTimeoutMs / 1000} s`
  const known = code ?? errors?.[0]?.code ?? ''
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(known)) return `the encrypted connection failed (${known})`
  return network[known] ?? `the request failed${known === '' ? '' : ` (${known})`}`
}
