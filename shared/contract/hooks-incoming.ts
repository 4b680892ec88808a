import { z } from 'zod'
import { envName, operation } from './operation.ts'

/** What a deployment does: `migrate` applies what is pending, `ask` makes a request for approval, `ignore` only writes it down. */
export const deployActionSchema = z.enum(['migrate', 'ask', 'ignore'])
export type DeployAction = z.infer<typeof deployActionSchema>

const environment = z.object({ id: z.string(), name: z.string() })
const word = z.string().trim().max(200)

/** Body of POST /api/hooks/deployed, and payload of a NOTIFY. All but the environment is told in the reason of the run. */
export const deploymentSchema = z.object({
  environment: z.string().min(1).max(100).describe('Name or id of the environment that the hook is for'),
  version: word.optional().describe('Version that was deployed'),
  commit: word.optional(),
  reason: z.string().trim().max(1000).optional(),
  by: word.optional().describe('Person or pipeline that deployed'),
})
export type Deployment = z.infer<typeof deploymentSchema>

export const hookCallSchema = z.object({
  id: z.string(), at: z.iso.datetime(),
  source: z.enum(['http', 'listen', 'folder']),
  /** Name of the hook or trigger; what the request named where there is none. */
  hook: z.string(), hookId: z.string().nullable(), env: z.string().nullable(),
  by: z.string(),
  /** Address that the request came from. */
  address: z.string().nullable(),
  outcome: z.enum(['started', 'asked', 'ignored', 'refused', 'failed']),
  /** Code of the error, of `refused` and `failed`. */
  code: z.string().nullable(),
  text: z.string(),
  jobId: z.string().nullable(), approvalId: z.string().nullable(),
})
export type HookCall = z.infer<typeof hookCallSchema>

export const incomingHookSchema = z.object({
  id: z.string(), name: z.string(), env: environment, action: deployActionSchema, enabled: z.boolean(),
  createdAt: z.iso.datetime(), createdBy: z.string(), rotatedAt: z.iso.datetime().nullable(),
  last: hookCallSchema.nullable(),
})
export type IncomingHook = z.infer<typeof incomingHookSchema>

export const triggerSchema = z.object({
  id: z.string(), env: environment,
  kind: z.enum(['listen', 'folder']),
  /** Channel of NOTIFY, or the folder. */
  target: z.string(),
  action: deployActionSchema, enabled: z.boolean(),
  createdAt: z.iso.datetime(), createdBy: z.string(),
  /** Heard or seen, and waits a moment for more; null: nothing. */
  dueAt: z.iso.datetime().nullable(),
  /** What keeps it from listening or looking; null: nothing is known. */
  problem: z.string().nullable(),
  last: hookCallSchema.nullable(),
})
export type Trigger = z.infer<typeof triggerSchema>

const hook = z.string().min(1).max(100).describe('Name or id of the incoming hook')
const trigger = z.string().min(1).max(100).describe('Id of the trigger')
const confirm = z.string().optional().describe('The name of the environment, typed by a person, where a production environment is to migrate by itself')
const action = deployActionSchema.optional().describe('What a deployment does; absent: ask in production, migrate elsewhere')
const withSecret = z.object({ hook: incomingHookSchema, /** Shown this once. */ secret: z.string() })
const secretErrors = ['vault_unavailable', 'store_unusable'] as const
const policyErrors = ['not_found', 'confirmation_required', 'role_missing'] as const

export const incomingHooks = {
  incoming: operation({
    name: 'hooks.incoming', access: 'read', role: 'owner', scope: 'store', http: 'GET /incoming-hooks', shell: { command: 'hooks incoming' }, errors: ['store_unusable'],
    summary: 'List the hooks that a deployment may call.',
    input: z.object({}), output: z.object({ hooks: z.array(incomingHookSchema) }),
  }),
  createIncoming: operation({
    name: 'hooks.createIncoming', access: 'write', role: 'owner', scope: 'store', http: 'POST /incoming-hooks', shell: { command: 'hooks create-incoming', arguments: ['name'] }, errors: [...policyErrors, 'already_exists', ...secretErrors],
    summary: 'Make a hook for deployments of one environment; its secret is shown this once.',
    input: z.object({ name: z.string().trim().min(1).max(60).describe('Name of the hook'), env: envName, action, confirm }), output: withSecret,
  }),
  updateIncoming: operation({
    name: 'hooks.updateIncoming', access: 'write', role: 'owner', scope: 'store', http: 'PATCH /incoming-hooks/{hook}', errors: [...policyErrors, 'already_exists', 'store_unusable'],
    summary: 'Change an incoming hook; what is absent stays.',
    input: z.object({ hook, name: z.string().trim().min(1).max(60).optional(), action: deployActionSchema.optional(), enabled: z.boolean().optional(), confirm }), output: incomingHookSchema,
  }),
  rotateIncoming: operation({
    name: 'hooks.rotateIncoming', access: 'write', role: 'owner', scope: 'store', http: 'POST /incoming-hooks/{hook}/secret', shell: { command: 'hooks rotate-incoming', arguments: ['hook'] }, errors: ['not_found', ...secretErrors],
    summary: 'Give an incoming hook a new secret; the old one holds no more.',
    input: z.object({ hook }), output: withSecret,
  }),
  deleteIncoming: operation({
    name: 'hooks.deleteIncoming', access: 'write', role: 'owner', scope: 'store', http: 'DELETE /incoming-hooks/{hook}', shell: { command: 'hooks remove-incoming', arguments: ['hook'] }, errors: ['not_found', ...secretErrors],
    summary: 'Remove an incoming hook; nobody can call it any more.',
    input: z.object({ hook }), output: z.object({ removed: z.string() }),
  }),
  calls: operation({
    name: 'hooks.calls', access: 'read', role: 'owner', scope: 'store', http: 'GET /hook-calls', shell: { command: 'hooks calls' }, errors: ['store_unusable'],
    summary: 'List calls of incoming hooks and triggers, let in or refused, the newest first.',
    input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }), output: z.object({ calls: z.array(hookCallSchema) }),
  }),
  triggers: operation({
    name: 'hooks.triggers', access: 'read', role: 'owner', scope: 'store', http: 'GET /triggers', shell: { command: 'hooks triggers' }, errors: ['store_unusable'],
    summary: 'List the channels that are listened to and the folders that are watched.',
    input: z.object({}), output: z.object({ triggers: z.array(triggerSchema) }),
  }),
  createTrigger: operation({
    name: 'hooks.createTrigger', access: 'write', role: 'owner', scope: 'store', http: 'POST /triggers', shell: { command: 'hooks create-trigger' }, errors: [...policyErrors, 'already_exists', 'folder_missing', 'store_unusable'],
    summary: 'Listen to a channel of an environment, or watch a folder.',
    input: z.object({
      env: envName, kind: triggerSchema.shape.kind,
      channel: z.string().min(1).max(63).optional().describe('Channel of NOTIFY; absent: strata_deployed'),
      folder: z.string().min(1).max(4096).optional().describe('Folder on the machine of the server; absent: the migrations folder of the environment'),
      action, confirm,
    }),
    output: triggerSchema,
  }),
  updateTrigger: operation({
    name: 'hooks.updateTrigger', access: 'write', role: 'owner', scope: 'store', http: 'PATCH /triggers/{trigger}', errors: [...policyErrors, 'store_unusable'],
    summary: 'Change what a trigger does, or switch it off or on.',
    input: z.object({ trigger, action: deployActionSchema.optional(), enabled: z.boolean().optional(), confirm }), output: triggerSchema,
  }),
  deleteTrigger: operation({
    name: 'hooks.deleteTrigger', access: 'write', role: 'owner', scope: 'store', http: 'DELETE /triggers/{trigger}', shell: { command: 'hooks remove-trigger', arguments: ['trigger'] }, errors: ['not_found', 'store_unusable'],
    summary: 'Remove a trigger.',
    input: z.object({ trigger }), output: z.object({ removed: z.string() }),
  }),
}
