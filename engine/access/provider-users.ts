import { AppError } from '#shared/contract/app-error.ts'
import type { Grant, Role } from '#shared/access/roles.ts'
import type { Engine } from '../engine.ts'
import { accountsOf } from './accounts.ts'
import { knownGrants } from './manage-users.ts'
import type { KeptUser } from './users.ts'

/** What a provider of OpenID Connect says of a person, and what this server makes of it. */
export interface ProviderRules {
  /** Claim that becomes the name, such as `preferred_username`. */
  nameClaim: string
  /** Claim that lists groups. */
  groupsClaim: string
  /** What members of a group may do; environments by name or id. Empty: owners say what each person may do. */
  groups: readonly { group: string; env: string; role: Role }[]
  /** Domains of the verified e-mail address; empty: any, also none. */
  domains: readonly string[]
}

export type Claims = Readonly<Record<string, unknown>>

/** The user of a person whom the provider vouches for, added at the first sign-in. Throws `sign_in_failed`. */
export async function userOfProvider(engine: Engine, claims: Claims, rules: ProviderRules): Promise<KeptUser> {
  const { users } = accountsOf(engine)
  refuseForeign(claims, rules)
  const subject = `${String(claims['iss'])}|${String(claims['sub'])}`
  const grants = rules.groups.length > 0 ? grantsOfGroups(engine, claims, rules) : undefined
  const known = await users.bySubject(subject)
  if (known?.disabled) throw refused(`${known.name} is kept out`)
  if (known) return grants ? users.change(known.id, { grants }) : known
  const name = nameOf(claims, rules)
  // A name alone proves nothing: somebody else may have it at the provider.
  if (await users.find(name)) throw refused(`there is a user "${name}" here already, who signs in otherwise`)
  return users.add({ name, displayName: textOf(claims['name']) ?? name, passwordHash: null, subject, grants: grants ?? [], createdBy: 'provider' })
}

function refuseForeign(claims: Claims, { domains }: ProviderRules): void {
  if (domains.length === 0) return
  const domain = /@([^@]+)$/.exec(textOf(claims['email']) ?? '')?.[1]?.toLowerCase()
  if (claims['email_verified'] !== true || domain === undefined || !domains.some((allowed) => allowed.toLowerCase() === domain)) throw refused('people of that domain do not sign in here')
}

/** Groups of environments that are gone give nothing. */
function grantsOfGroups(engine: Engine, claims: Claims, { groupsClaim, groups }: ProviderRules): Grant[] {
  const claimed = claims[groupsClaim]
  const member = new Set(Array.isArray(claimed) ? claimed.filter((one) => typeof one === 'string') : [])
  return groups.filter(({ group }) => member.has(group)).flatMap(({ env, role }) => {
    try {
      return knownGrants(engine, [{ env, role }])
    } catch {
      return []
    }
  })
}

function nameOf(claims: Claims, { nameClaim }: ProviderRules): string {
  const name = (textOf(claims[nameClaim]) ?? '').trim().slice(0, 60)
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u.test(name)) throw refused(`the claim "${nameClaim}" holds no name that a user can have`)
  return name
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim.slice(0, 200) : undefined
}

function refused(problem: string): AppError {
  return new AppError('sign_in_failed', {}, { help: `The provider knows you, but ${problem}. Ask an owner of this Strata.` })
}
