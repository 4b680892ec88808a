import { z } from 'zod'
import { envName, operation } from './operation.ts'

/** Shown once when it is given, and stored nowhere; the store has its hash. */
export const confirmationToken = z.string().max(200).optional().describe('Token of a confirmation, in place of the typed name')

export const confirmationSchema = z.object({
  id: z.string(),
  /** Name of the environment when it was given. */
  env: z.string(), envId: z.string(),
  /** Operation that it allows, such as migrations.apply. */
  operation: z.string(),
  /** Fingerprint of the plan; of an operation without a plan what it is about, such as the name of an archive. */
  plan: z.string(),
  reason: z.string(),
  /** user@host. */
  by: z.string(),
  /** Who confirmed beside that person, by a passphrase. */
  second: z.string().nullable(),
  createdAt: z.iso.datetime(), expiresAt: z.iso.datetime(),
  state: z.enum(['pending', 'used', 'expired', 'revoked']),
  usedAt: z.iso.datetime().nullable(), usedBy: z.string().nullable(),
  revokedAt: z.iso.datetime().nullable(), revokedBy: z.string().nullable(),
  /** Given by the person who asks. */
  mine: z.boolean(),
})
export type Confirmation = z.infer<typeof confirmationSchema>

/** Somebody who confirms as a second person with a passphrase. */
export const confirmerSchema = z.object({ name: z.string(), addedAt: z.iso.datetime(), addedBy: z.string() })
export type Confirmer = z.infer<typeof confirmerSchema>

const personName = z.string().trim().min(1).max(60).describe('Name of the second person')
const passphrase = z.string().min(10, 'at least 10 characters').max(1000)
const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied', 'server_unsupported', 'history_unusable', 'folder_missing', 'duplicate_version', 'version_unknown', 'undo_missing'] as const

export const confirmationsContract = {
  create: operation({
    name: 'confirmations.create', access: 'write', stricter: { policy: 'secondPerson', without: 'person', role: 'approver' }, http: 'POST /environments/{env}/confirmations', shell: { command: 'confirm' }, errors: [...reach, 'confirmation_invalid', 'reason_required', 'plan_changed'],
    summary: 'Confirm one plan on one environment; prints a token that holds once.',
    input: z.object({
      env: envName,
      operation: z.string().regex(/^[a-z][a-zA-Z]*\.[a-z][a-zA-Z]*$/, 'an operation such as migrations.apply').default('migrations.apply').describe('What may be done'),
      plan: z.string().max(300).optional().describe('Fingerprint of the plan, or what the operation is about; absent: of migrations the plan as it is now'),
      to: z.string().max(50).optional().describe('Version that the plan goes to'),
      reason: z.string().trim().min(1, 'a reason').max(2000).describe('Why; kept in the journal'),
      person: personName.optional().describe('Second person, who confirms with a passphrase'),
      passphrase: z.string().max(1000).optional(),
      form: z.enum(['token', 'uuid']).optional().describe('How the token is written: as Strata writes it, or as a UUID'),
    }),
    output: z.object({ token: z.string(), confirmation: confirmationSchema }),
  }),
  check: operation({
    name: 'confirmations.check', access: 'read', http: 'POST /environments/{env}/confirmations/check', errors: reach,
    summary: 'Say whether a token holds for what would run now; it is not used up.',
    input: z.object({
      env: envName, token: z.string().min(1).max(200),
      operation: z.enum(['migrations.apply', 'migrations.undo']).default('migrations.apply'), to: z.string().max(50).optional().describe('Version that the plan goes to'),
    }),
    output: z.object({ valid: z.boolean(), /** Why it does not hold. */ problem: z.string().nullable() }),
  }),
  list: operation({
    name: 'confirmations.list', access: 'read', http: 'GET /confirmations', shell: { command: 'confirmations list' }, errors: ['not_found'],
    summary: 'List confirmations, the newest first: who, why, for what, until when, and whether they were used.',
    input: z.object({ env: envName.optional(), limit: z.coerce.number().int().min(1).max(1000).default(200) }),
    output: z.object({ confirmations: z.array(confirmationSchema) }),
  }),
  revoke: operation({
    name: 'confirmations.revoke', access: 'write', scope: { id: 'confirmation' }, http: 'DELETE /confirmations/{id}', shell: { command: 'confirmations revoke', arguments: ['id'] }, errors: ['not_found', 'confirmation_invalid'],
    summary: 'Take a confirmation back that was not used yet.',
    input: z.object({ id: z.string().min(1).max(100).describe('Id of the confirmation') }), output: confirmationSchema,
  }),
  people: operation({
    name: 'confirmations.people', access: 'read', scope: 'self', http: 'GET /confirmers', shell: { command: 'confirmers list' },
    summary: 'List who can confirm as a second person with a passphrase.',
    input: z.object({}), output: z.object({ people: z.array(confirmerSchema) }),
  }),
  setPerson: operation({
    name: 'confirmations.setPerson', access: 'write', role: 'owner', scope: 'store', http: 'PUT /confirmers/{name}', shell: { command: 'confirmers set', arguments: ['name'] }, errors: ['confirmation_invalid'],
    summary: 'Set the passphrase of a second person; a passphrase that is there is changed only by who knows it.',
    input: z.object({ name: personName, passphrase, current: z.string().max(1000).optional() }), output: confirmerSchema,
  }),
  removePerson: operation({
    name: 'confirmations.removePerson', access: 'write', role: 'owner', scope: 'store', http: 'DELETE /confirmers/{name}', shell: { command: 'confirmers remove', arguments: ['name'] }, errors: ['not_found'],
    summary: 'Remove a second person; what that person confirmed and was not used yet holds no more.',
    input: z.object({ name: personName }), output: z.object({ removed: z.string() }),
  }),
}
