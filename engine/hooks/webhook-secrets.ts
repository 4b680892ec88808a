import { z } from 'zod'
import type { Vault } from '../engine.ts'

const kept = z.object({ url: z.string(), secret: z.string() })
export type WebhookSecrets = z.infer<typeof kept>

/** Address and secret of a webhook: of such addresses the path is often all that protects the receiver. */
export async function readWebhookSecrets(vault: Vault, id: string): Promise<WebhookSecrets | undefined> {
  const text = await vault.get(webhookKey(id))
  return text === undefined ? undefined : kept.parse(JSON.parse(text))
}

export function keepWebhookSecrets(vault: Vault, id: string, secrets: WebhookSecrets): Promise<void> {
  return vault.set(webhookKey(id), JSON.stringify(secrets))
}

export function webhookKey(id: string): string {
  return `webhook:${id}`
}

export function incomingKey(id: string): string {
  return `incoming-hook:${id}`
}
