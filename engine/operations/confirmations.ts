import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Confirmer } from '#shared/contract/confirmations.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { confirmationEvent } from '../confirmations/confirmation-event.ts'
import type { KeptConfirmer } from '../confirmations/confirmation-store.ts'
import { personText } from '../confirmations/confirmations.ts'
import type { Engine } from '../engine.ts'
import { writeEventTo } from '../history/journal-event.ts'
import type { Direction } from '../migrations/check-runnable.ts'
import { withSession } from '../migrations/locked-session.ts'
import { makePlan } from '../migrations/plan.ts'

export function confirmationsOperations(engine: Engine): Handlers<'confirmations'> {
  const { confirmations } = engine
  return {
    create: async ({ env, operation, plan, to, reason, person, passphrase, form }) => {
      const environment = engine.environments.get(env)
      const meant = await planMeant(engine, environment, { operation, plan, to })
      const second = person === undefined ? null : await confirmations.people.check(person, passphrase ?? '', engine.actor)
      const { token, kept } = await confirmations.give({ environment, operation, plan: meant, reason: reason.trim(), by: engine.actor, second }, form)
      await writeEventTo(engine, environment, confirmationEvent(kept, 'given', engine.actor), () => {})
      return { token, confirmation: await confirmations.shown(kept, engine.actor) }
    },
    check: async ({ env, token, operation, to }) => checkToken(engine, engine.environments.get(env), { token, operation, to }),
    list: async ({ env, limit }) => ({ confirmations: await confirmations.list(env === undefined ? undefined : engine.environments.get(env).id, limit, engine.actor) }),
    revoke: async ({ id }) => confirmations.shown(await confirmations.revoke(id, engine.actor), engine.actor),
    people: async () => ({ people: (await confirmations.people.list()).map(shownPerson) }),
    setPerson: async ({ name, passphrase, current }) => shownPerson(await confirmations.people.set(name, passphrase, current, engine.actor)),
    removePerson: async ({ name }) => {
      await confirmations.removePerson(name, engine.actor)
      return { removed: name }
    },
  }
}

interface Meant {
  operation: string
  plan: string | undefined
  to: string | undefined
}

const directions: Readonly<Record<string, Direction>> = { 'migrations.apply': 'up', 'migrations.undo': 'down' }

/** Of migrations the plan as it is now; what is confirmed is what would run. Throws `plan_changed` where another one was meant. */
async function planMeant(engine: Engine, environment: Environment, { operation, plan, to }: Meant): Promise<string> {
  const direction = directions[operation]
  if (direction === undefined || (plan !== undefined && to === undefined)) return plan ?? ''
  const { fingerprint, steps } = await withSession(engine, environment, (client) => makePlan(client, environment, { direction, to }))
  if (steps.length === 0 && plan === undefined) throw new AppError('bad_request', { problem: 'there is nothing to confirm: no migration would run' })
  if (plan !== undefined && to !== undefined && plan !== fingerprint) throw new AppError('plan_changed', {}, { state: 'Nothing was confirmed.' })
  return plan ?? fingerprint
}

interface Asked {
  token: string
  operation: 'migrations.apply' | 'migrations.undo'
  to: string | undefined
}

/** The plan is made only for a token that holds otherwise. */
async function checkToken(engine: Engine, environment: Environment, { token, operation, to }: Asked): Promise<{ valid: boolean; problem: string | null }> {
  try {
    await engine.confirmations.find(token, { environment, operation })
    const { fingerprint } = await withSession(engine, environment, (client) => makePlan(client, environment, { direction: directions[operation] ?? 'up', to }))
    await engine.confirmations.find(token, { environment, operation, plan: fingerprint })
    return { valid: true, problem: null }
  } catch (thrown) {
    const { code, data } = toAppError(thrown)
    if (code !== 'confirmation_invalid') throw thrown
    return { valid: false, problem: String(data.params?.['problem'] ?? '') }
  }
}

function shownPerson({ name, addedAt, addedBy }: KeptConfirmer): Confirmer {
  return { name, addedAt: new Date(addedAt).toISOString(), addedBy: personText(addedBy) }
}
