import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan } from '#shared/contract/migrations.ts'
import type { Engine } from '../engine.ts'
import type { KeptConfirmation } from '../confirmations/confirmation-store.ts'
import { isSamePerson } from '../confirmations/people.ts'

/** What an environment asks for before it is changed: production, unless its policy says otherwise, wants its name typed and a reason. */
export function confirmationOf({ policies, class: environmentClass }: Pick<Environment, 'policies' | 'class'>): Plan['confirmation'] {
  const asked = policies.secondPerson || (policies.confirm ?? environmentClass === 'production')
  return { name: asked, reason: asked, secondPerson: policies.secondPerson }
}

/** What a person gives in place of a confirmation: the typed name with a reason, or the token of a confirmation that was given before. */
export interface ConfirmInput {
  confirm?: string | undefined
  reason?: string | undefined
  confirmation?: string | undefined
}

/** What is to be confirmed. Without it no token is taken, and nothing is written down. */
export interface Binding {
  engine: Pick<Engine, 'confirmations' | 'actor'>
  /** Such as migrations.apply. */
  operation: string
  /** Fingerprint of the plan, or what the operation is about; absent: known only when it runs. */
  plan?: string | undefined
}

/** Permission to go on, not used up yet. */
export interface Consent {
  /** Plan that was confirmed, where that is known before the run. */
  readonly plan: string | undefined
  /** The reason of the confirmation where none was given with the request. */
  readonly reason: string | undefined
  /** Uses it up for what is about to be done. Undefined where nothing is asked for. Throws `confirmation_invalid`, `second_person_required`. */
  use(plan: string): Promise<KeptConfirmation | undefined>
}

/**
 * Whether the environment lets this request go on. Throws `confirmation_required`, `reason_required`, `second_person_required`, and
 * of a token `confirmation_invalid`. Nothing is used up before `use` is called.
 */
export async function checkConfirmation(environment: Environment, input: ConfirmInput, binding?: Binding): Promise<Consent> {
  if (input.confirmation !== undefined && binding) return byToken(environment, input.confirmation, input.reason, binding)
  const asked = confirmationOf(environment)
  if (asked.name && input.confirm !== environment.name) throw new AppError('confirmation_required', { env: environment.name }, { where: { field: 'confirm' } })
  if (asked.reason && !input.reason?.trim()) throw new AppError('reason_required', { env: environment.name }, { where: { field: 'reason' } })
  const { reason = '' } = input
  if (asked.secondPerson) return byAnother(environment, reason, binding)
  if (!asked.name || !binding) return { plan: binding?.plan, reason: input.reason, use: () => Promise.resolve(undefined) }
  return byName(environment, reason, binding)
}

async function byToken(environment: Environment, token: string, reason: string | undefined, { engine, operation, plan }: Binding): Promise<Consent> {
  const { confirmations, actor } = engine
  const kept = await confirmations.find(token, { environment, operation, plan })
  if (environment.policies.secondPerson && kept.second === null && isSamePerson(kept.by.user, actor)) throw secondPerson(environment, 'You confirmed this yourself.')
  return { plan: kept.plan, reason: reason?.trim() || kept.reason, use: (now) => spend(environment, { engine, operation }, kept.id, now) }
}

/** The name was typed by the person who runs it; somebody else must have confirmed the same plan in this store. */
async function byAnother(environment: Environment, reason: string, bound: Binding | undefined): Promise<Consent> {
  if (!bound) throw secondPerson(environment)
  const { engine, operation, plan } = bound
  const found = (now: string | undefined) => engine.confirmations.ofAnother({ environment, operation, plan: now }, engine.actor)
  if (!(await found(plan))) throw secondPerson(environment)
  return {
    plan, reason,
    use: async (now) => {
      const kept = await found(now)
      if (!kept) throw secondPerson(environment)
      return spend(environment, bound, kept.id, now)
    },
  }
}

/** The name was typed: the confirmation is given and used in one step, and holds no longer than one that was given before. */
function byName(environment: Environment, reason: string, { engine, operation, plan }: Binding): Consent {
  const { confirmations, actor } = engine
  const started = confirmations.now()
  return {
    plan, reason,
    use: async (now) => {
      confirmations.refuseLate(started, environment)
      return confirmations.record({ environment, operation, plan: now, reason: reason.trim(), by: actor, second: null })
    },
  }
}

function spend(environment: Environment, { engine, operation }: Binding, id: string, plan: string): Promise<KeptConfirmation> {
  return engine.confirmations.use(id, { environment, operation, plan }, engine.actor)
}

function secondPerson({ name }: Environment, state?: string): AppError {
  return new AppError('second_person_required', { env: name }, { where: { field: 'confirmation' }, state: state ?? 'Nothing was changed.' })
}
