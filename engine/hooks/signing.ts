import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Secret of an outgoing webhook as Standard Webhooks 1.0 writes it: 256 random bits in base64 behind `whsec_`. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/** Secret of an incoming hook. Its text itself is the key, so that any program can sign without decoding it first. */
export function newHookSecret(): string {
  return `strata_hook_${randomBytes(32).toString('base64url')}`
}

/** Headers of one try. `at` in ms. The id stays over all tries, the time is that of the try. Source: Standard Webhooks 1.0, "Signature scheme". */
export function webhookHeaders(secret: string, id: string, body: string, at: number): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}

/** Signature of a request to an incoming hook: HMAC-SHA256 over `timestamp.nonce.body`, in hex. */
export function hookSignature(secret: string, timestamp: string, nonce: string, body: Buffer | string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${nonce}.`).update(body).digest('hex')
}

/** In a time that does not depend on where they differ. */
export function sameSignature(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given, 'hex'), Buffer.from(expected, 'hex')]
  return one.length === other.length && timingSafeEqual(one, other)
}
