import { z } from 'zod'
import { incomingHooks } from './hooks-incoming.ts'
import { envName, operation } from './operation.ts'

/** What a webhook can be told of. */
export const newsKinds = ['migration_finished', 'migration_failed', 'approval_asked', 'drift_found', 'backup_failed', 'rehearsal_failed'] as const
export const newsKindSchema = z.enum(newsKinds)
export type NewsKind = z.infer<typeof newsKindSchema>

/** `json`: type, timestamp, data as Standard Webhooks has it. `slack`: text and blocks, which Mattermost reads too. */
export const webhookTemplateSchema = z.enum(['json', 'slack'])
export type WebhookTemplate = z.infer<typeof webhookTemplateSchema>

const placeName = z.object({ id: z.string(), name: z.string() })

export const deliverySchema = z.object({
  /** Header webhook-id; the same in every try, so that a receiver can tell repeats. */
  id: z.string(),
  webhookId: z.string(), webhook: z.string(),
  kind: z.enum([...newsKinds, 'test']),
  env: z.string(),
  /** `dead`: the last try has failed; kept until somebody sends it again or discards it. */
  state: z.enum(['waiting', 'sending', 'delivered', 'dead']),
  createdAt: z.iso.datetime(),
  /** When the next try is due; null unless it waits. */
  nextAt: z.iso.datetime().nullable(),
  tries: z.int(),
  /** Of the last try: HTTP status, and why it failed. */
  status: z.int().nullable(),
  problem: z.string().nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>

export const deliveryTrySchema = z.object({
  at: z.iso.datetime(), ms: z.number(), status: z.int().nullable(), problem: z.string().nullable(),
  /** Beginning of what the receiver answered. */
  answer: z.string().nullable(),
})
export type DeliveryTry = z.infer<typeof deliveryTrySchema>

/** `body` as it is sent; the headers of the signature are made anew for every try. */
export const deliveryDetailSchema = deliverySchema.extend({ body: z.string(), attempts: z.array(deliveryTrySchema) })
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>

export const webhookSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Scheme, host and port. The path of such an address is often a secret and is shown nowhere. */
  address: z.string(),
  kinds: z.array(newsKindSchema),
  /** Empty: all. */
  envs: z.array(placeName),
  template: webhookTemplateSchema,
  enabled: z.boolean(),
  createdAt: z.iso.datetime(), createdBy: z.string(),
  last: deliverySchema.nullable(),
  waiting: z.int(), dead: z.int(),
})
export type Webhook = z.infer<typeof webhookSchema>

const webhook = z.string().min(1).max(100).describe('Name or id of the webhook')
const deliveryId = z.string().min(1).max(100).describe('Id of the delivery')
const fields = {
  name: z.string().trim().min(1).max(60).describe('Name of the webhook'),
  url: z.string().trim().min(1).max(2000).describe('Address that is called, http or https'),
  kinds: z.array(newsKindSchema).min(1, 'at least one kind of news').default([...newsKinds]).describe('News that it is told of'),
  envs: z.array(envName).max(500).default([]).describe('Environments; none: all'),
  template: webhookTemplateSchema.default('json').describe('Form of the body'),
  enabled: z.boolean().default(true),
}
const withSecret = z.object({ webhook: webhookSchema, /** Shown this once. */ secret: z.string() })
const secretErrors = ['vault_unavailable', 'store_unusable'] as const

export const hooksContract = {
  list: operation({
    name: 'hooks.list', access: 'read', role: 'owner', scope: 'store', http: 'GET /webhooks', shell: { command: 'hooks list' }, errors: ['store_unusable'],
    summary: 'List the outgoing webhooks with the state of their last delivery.',
    input: z.object({}), output: z.object({ webhooks: z.array(webhookSchema) }),
  }),
  create: operation({
    name: 'hooks.create', access: 'write', role: 'owner', scope: 'store', http: 'POST /webhooks', shell: { command: 'hooks create', arguments: ['name'] }, errors: ['not_found', 'already_exists', 'address_refused', ...secretErrors],
    summary: 'Make a webhook; its secret is shown this once.',
    input: z.object(fields), output: withSecret,
  }),
  update: operation({
    name: 'hooks.update', access: 'write', role: 'owner', scope: 'store', http: 'PATCH /webhooks/{webhook}', errors: ['not_found', 'already_exists', 'address_refused', ...secretErrors],
    summary: 'Change a webhook; what is absent stays.',
    input: z.object({
      webhook, name: fields.name.optional(), url: fields.url.optional(), kinds: z.array(newsKindSchema).min(1).optional(), envs: z.array(envName).max(500).optional(),
      template: webhookTemplateSchema.optional(), enabled: z.boolean().optional(),
    }),
    output: webhookSchema,
  }),
  rotate: operation({
    name: 'hooks.rotate', access: 'write', role: 'owner', scope: 'store', http: 'POST /webhooks/{webhook}/secret', shell: { command: 'hooks rotate', arguments: ['webhook'] }, errors: ['not_found', ...secretErrors],
    summary: 'Give a webhook a new secret, which holds from the next delivery on.',
    input: z.object({ webhook }), output: withSecret,
  }),
  delete: operation({
    name: 'hooks.delete', access: 'write', role: 'owner', scope: 'store', http: 'DELETE /webhooks/{webhook}', shell: { command: 'hooks remove', arguments: ['webhook'] }, errors: ['not_found', ...secretErrors],
    summary: 'Remove a webhook with its deliveries.',
    input: z.object({ webhook }), output: z.object({ removed: z.string() }),
  }),
  test: operation({
    name: 'hooks.test', access: 'write', role: 'owner', scope: 'store', http: 'POST /webhooks/{webhook}/test', shell: { command: 'hooks test', arguments: ['webhook'] }, errors: ['not_found', 'delivery_failed', 'address_refused', ...secretErrors],
    summary: 'Send a test to a webhook now.',
    input: z.object({ webhook }), output: deliveryDetailSchema,
  }),
  deliveries: operation({
    name: 'hooks.deliveries', access: 'read', role: 'owner', scope: 'store', http: 'GET /webhook-deliveries', shell: { command: 'hooks deliveries' }, errors: ['not_found', 'store_unusable'],
    summary: 'List deliveries, the newest first.',
    input: z.object({ webhook: webhook.optional(), state: deliverySchema.shape.state.optional().describe('Only those in this state'), limit: z.coerce.number().int().min(1).max(500).default(100) }),
    output: z.object({ deliveries: z.array(deliverySchema) }),
  }),
  delivery: operation({
    name: 'hooks.delivery', access: 'read', role: 'owner', scope: 'store', http: 'GET /webhook-deliveries/{delivery}', shell: { command: 'hooks delivery', arguments: ['delivery'] }, errors: ['not_found', 'store_unusable'],
    summary: 'Show one delivery with its body and every try.',
    input: z.object({ delivery: deliveryId }), output: deliveryDetailSchema,
  }),
  retry: operation({
    name: 'hooks.retry', access: 'write', role: 'owner', scope: 'store', http: 'POST /webhook-deliveries/{delivery}/retry', shell: { command: 'hooks retry', arguments: ['delivery'] }, errors: ['not_found', 'delivery_failed', 'address_refused', ...secretErrors],
    summary: 'Send a delivery again now, with the same id.',
    input: z.object({ delivery: deliveryId }), output: deliveryDetailSchema,
  }),
  discard: operation({
    name: 'hooks.discard', access: 'write', role: 'owner', scope: 'store', http: 'DELETE /webhook-deliveries/{delivery}', shell: { command: 'hooks discard', arguments: ['delivery'] }, errors: ['not_found', 'store_unusable'],
    summary: 'Discard a delivery; it is not sent any more.',
    input: z.object({ delivery: deliveryId }), output: z.object({ discarded: z.string() }),
  }),
  ...incomingHooks,
}
