import { abilityOf, isAllowed, needOf, type Ability, type Need } from '#shared/access/rules.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Named, NamedFields, Scope } from '#shared/contract/operation.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import type { Call } from '../operations/dispatch.ts'
import type { Previews } from '../preview/previews.ts'
import { whereBelongs, type Belonging } from './named-environments.ts'
import { visibleEnvironments } from './visible-environments.ts'

interface Checking extends Call {
  engine: Engine
  previews: Previews
  ability: Ability
  need: Need
}

/**
 * Refuses what a caller may not do: `sign_in_required`, `role_missing`, and `not_found` for what belongs to an environment on which the
 * caller has no role, just as if it were not there.
 */
export async function checkCall(engine: Engine, previews: Previews, call: Call): Promise<void> {
  const { caller, operation } = call
  const { scope } = operation
  if (caller.kind === 'local' || scope === 'public') return
  if (caller.kind === 'nobody') throw new AppError('sign_in_required')
  const checking: Checking = { ...call, engine, previews, ability: abilityOf(caller.grants), need: needOf(operation) }
  if (scope === undefined || scope === 'store') return requireEverywhere(checking, checking.need)
  if (isNamed(scope)) for (const [field, named] of Object.entries(scope)) await checkField(checking, field, named)
}

export function isNamed(scope: Scope | undefined): scope is NamedFields {
  return typeof scope === 'object'
}

async function checkField(checking: Checking, field: string, named: NamedFields[string]): Promise<void> {
  const value = valueAt(checking.input, field)
  if (value === undefined || value === null || value === false) return
  const { names, need } = typeof named === 'string' ? { names: named, need: checking.need } : { names: named.names, need: { role: named.role } }
  if (names === 'server') return requireEverywhere(checking, { role: 'owner' })
  if (names === 'environment') return requireOn(checking, visibleEnvironments(checking.engine.environments, checking.caller).get(String(value)), need)
  await checkThing(checking, { names, value: String(value), need })
}

interface Thing {
  names: Exclude<Named, 'environment' | 'server'>
  value: string
  need: Need
}

async function checkThing(checking: Checking, { names, value, need }: Thing): Promise<void> {
  const { engine, previews, caller } = checking
  const belongs = await whereBelongs({ engine, previews, callerId: caller.id }, names, value)
  if (belongs === 'own') return
  for (const one of belongs) requireBelonging(checking, one, one.role === undefined ? need : { role: one.role })
}

function requireBelonging(checking: Checking, { env, thing: [what, name] }: Belonging, need: Need): void {
  const { engine, caller, ability } = checking
  const environment = env === null ? undefined : visibleEnvironments(engine.environments, caller).list().find(({ id }) => id === env)
  // What belongs to no environment, such as a backup of one that is gone, is only there for who sees everything.
  const isThere = env === null ? what === 'source' || isAllowed(ability, { role: 'viewer' }, null) : environment !== undefined
  if (!isThere) throw new AppError('not_found', { what, name })
  if (environment) requireOn(checking, environment, need)
  else requireEverywhere(checking, need)
}

function requireOn(checking: Checking, environment: Environment, need: Need): void {
  const wanted = stricterOf(checking, environment) ?? need
  if (isAllowed(checking.ability, wanted, environment)) return
  const role = environment.class === 'development' ? (wanted.inDevelopment ?? wanted.role) : wanted.role
  throw new AppError('role_missing', { what: checking.operation.name, role, env: environment.name })
}

function requireEverywhere({ ability, operation }: Checking, need: Need): void {
  if (!isAllowed(ability, need, null)) throw new AppError('role_missing', { what: operation.name, role: need.role, env: 'all environments' })
}

/** What the operation asks for beside its role, where the input or the environment's policies say so. */
function stricterOf({ operation: { stricter }, input }: Checking, { policies }: Environment): Need | undefined {
  if (!stricter) return undefined
  if ('policy' in stricter) return policies[stricter.policy] && valueAt(input, stricter.without) === undefined ? { role: stricter.role } : undefined
  return valueAt(input, stricter.field) === stricter.is ? { role: stricter.role, inDevelopment: stricter.inDevelopment } : undefined
}

/** `a.env`: a field inside of another. */
function valueAt(input: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined), input)
}
