import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { Confirmation } from '#shared/contract/confirmations.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { elapsed, machineClock, type Clock, type Moment } from './clock.ts'
import type { ConfirmationStore, KeptConfirmation, Person } from './confirmation-store.ts'
import { Confirmers, isSamePerson } from './people.ts'

/** What somebody wants to do; `plan` absent: not known yet. */
export interface Wanted {
  environment: Pick<Environment, 'id' | 'name'>
  operation: string
  plan?: string | undefined
}

export interface Given {
  environment: Environment
  operation: string
  plan: string
  reason: string
  by: Person
  second: string | null
}

type State = { state: Confirmation['state']; problem?: string }

/** Gives confirmations and spends them: each holds for one plan on one environment, for a time, once. */
export class Confirmations {
  readonly people: Confirmers
  readonly #store: ConfirmationStore
  readonly #clock: Clock

  constructor(store: ConfirmationStore, clock: Clock = machineClock) {
    this.#store = store
    this.#clock = clock
    this.people = new Confirmers(store)
  }

  /** The token is in what this returns and nowhere else; either form has more than 120 random bits. */
  async give(given: Given, form: 'token' | 'uuid' = 'token'): Promise<{ token: string; kept: KeptConfirmation }> {
    const token = form === 'uuid' ? randomUUID() : `strata_${randomBytes(32).toString('base64url')}`
    const kept = this.#make(given, hashOf(token))
    await this.#store.add(kept)
    return { token, kept }
  }

  /** Given and used at once, so that it is known who said so and why. */
  async record(given: Given): Promise<KeptConfirmation> {
    const made = this.#make(given, null)
    const kept = { ...made, usedAt: made.created.wall, usedBy: given.by }
    await this.#store.add(kept)
    return kept
  }

  /** What a token stands for, if it holds for this. Throws `confirmation_invalid`; changes nothing. */
  async find(token: string, wanted: Wanted): Promise<KeptConfirmation> {
    const kept = await this.#store.byToken(hashOf(token))
    if (!kept) throw invalid('this token is not known here', 'Give the token that was printed when the plan was confirmed, on the machine that keeps it.')
    await this.#refuse(kept, wanted)
    return kept
  }

  /** What somebody else has confirmed for exactly this and nobody has used; without a plan for any. */
  async ofAnother(wanted: Wanted, person: Person): Promise<KeptConfirmation | undefined> {
    const open = await this.#store.open(wanted.environment.id, wanted.operation)
    for (const kept of open) {
      const fits = (wanted.plan === undefined || kept.plan === wanted.plan) && (kept.second !== null || !isSamePerson(kept.by.user, person))
      if (fits && (await this.#stateOf(kept)).state === 'pending') return kept
    }
    return undefined
  }

  /** Spends it: of two who try, one gets through. Throws `confirmation_invalid`. */
  async use(id: string, wanted: Wanted & { plan: string }, by: Person): Promise<KeptConfirmation> {
    await this.#refuse(await this.#byId(id), wanted)
    if (!(await this.#store.use(id, by, this.#clock().wall))) throw invalid((await this.#stateOf(await this.#byId(id))).problem ?? 'it was used a moment ago')
    return this.#byId(id)
  }

  now(): Moment {
    return this.#clock()
  }

  /** A name that was typed holds no longer than a token: the run may have waited since. Throws `confirmation_invalid`. */
  refuseLate(typed: Moment, { policies }: Pick<Environment, 'policies'>): void {
    const gone = elapsed(typed, this.#clock())
    if (gone === 'set_back' || gone >= policies.confirmationMinutes * 60_000) throw invalid(`it was given ${policies.confirmationMinutes} minutes ago or more, and the run waited since`)
  }

  /** Throws `not_found`, or `confirmation_invalid` where it is no longer open. */
  async revoke(id: string, by: Person): Promise<KeptConfirmation> {
    const { problem } = await this.#stateOf(await this.#byId(id))
    if (problem !== undefined || !(await this.#store.revoke(id, by, this.#clock().wall))) throw invalid(problem ?? 'it was used a moment ago', 'It holds no more.')
    return this.#byId(id)
  }

  /** Removes a second person, and what that person confirmed and was not used. */
  async removePerson(name: string, by: Person): Promise<void> {
    await this.people.remove(name)
    for (const { id, second } of await this.#store.list(undefined, 1000)) if (second !== null && isSamePerson(second, { user: name, host: '' })) await this.#store.revoke(id, by, this.#clock().wall)
  }

  async list(envId: string | undefined, limit: number, person: Person): Promise<Confirmation[]> {
    const all = await this.#store.list(envId, limit)
    return Promise.all(all.map((kept) => this.shown(kept, person)))
  }

  async shown(kept: KeptConfirmation, person: Person): Promise<Confirmation> {
    const { id, env, envId, operation, plan, reason, by, second, created, holdsMs, usedAt, usedBy, revokedAt, revokedBy } = kept
    return {
      id, env, envId, operation, plan, reason, second, by: personText(by), createdAt: iso(created.wall), expiresAt: iso(created.wall + holdsMs), state: (await this.#stateOf(kept)).state,
      usedAt: usedAt === null ? null : iso(usedAt), usedBy: usedBy && personText(usedBy), revokedAt: revokedAt === null ? null : iso(revokedAt), revokedBy: revokedBy && personText(revokedBy),
      mine: isSamePerson(by.user, person),
    }
  }

  #make({ environment, operation, plan, reason, by, second }: Given, tokenHash: string | null): KeptConfirmation {
    const nothing = { usedAt: null, usedBy: null, revokedAt: null, revokedBy: null, expired: false }
    return { id: randomUUID(), tokenHash, envId: environment.id, env: environment.name, operation, plan, reason, by, second, created: this.#clock(), holdsMs: environment.policies.confirmationMinutes * 60_000, ...nothing }
  }

  async #byId(id: string): Promise<KeptConfirmation> {
    const kept = await this.#store.byId(id)
    if (!kept) throw new AppError('not_found', { what: 'confirmation', name: id })
    return kept
  }

  async #refuse(kept: KeptConfirmation, { environment, operation, plan }: Wanted): Promise<void> {
    const { problem } = await this.#stateOf(kept)
    if (problem !== undefined) throw invalid(problem)
    if (kept.envId !== environment.id) throw invalid(`it was given for another environment, ${kept.env}`)
    if (kept.operation !== operation) throw invalid(`it was given for ${kept.operation}, and this is ${operation}`)
    if (plan !== undefined && kept.plan !== plan) throw invalid(`it was given for another plan, ${shortPlan(kept.plan)}; this is ${shortPlan(plan)}`)
  }

  async #stateOf(kept: KeptConfirmation): Promise<State> {
    const { id, usedAt, usedBy, revokedAt, revokedBy, created, holdsMs } = kept
    if (usedAt !== null) return { state: 'used', problem: `it was used at ${iso(usedAt)}${usedBy ? ` by ${personText(usedBy)}` : ''}, and it holds once` }
    if (revokedAt !== null) return { state: 'revoked', problem: `it was taken back at ${iso(revokedAt)}${revokedBy ? ` by ${personText(revokedBy)}` : ''}` }
    const gone = elapsed(created, this.#clock())
    if (gone === 'set_back') return { state: 'expired', problem: 'the clock of this machine was set back to before it was given' }
    if (!kept.expired && gone < holdsMs) return { state: 'pending' }
    if (!kept.expired) await this.#store.markExpired(id)
    return { state: 'expired', problem: `it expired at ${iso(created.wall + holdsMs)}` }
  }
}

/** A fingerprint as people compare it; anything else as it is. */
export function shortPlan(plan: string): string {
  return /^[0-9a-f]{64}$/.test(plan) ? plan.slice(0, 12) : `"${plan}"`
}

export function personText({ user, host }: Person): string {
  return `${user}@${host}`
}

function hashOf(token: string): string {
  return createHash('sha256').update(token.trim()).digest('hex')
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

function invalid(problem: string, help?: string): AppError {
  return new AppError('confirmation_invalid', { problem }, { state: 'Nothing was changed.', where: { field: 'confirmation' }, ...(help && { help }) })
}
