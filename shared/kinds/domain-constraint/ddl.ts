import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { columnsOf } from '../domain/columns-of.ts'
import { replaceDomain } from '../domain/ddl-replace.ts'
import { lastName, nameInSchema, textOf } from '../naming.ts'
import { isContained } from '../type-replacement/containers.ts'

/** Validation reads every table that has the domain under a SHARE lock (validateDomainCheckConstraint in typecmds.c). */
function reading(fact: Fact, snapshot: Snapshot): Pick<ActionDraft, 'scans' | 'locks'> {
  const tables = [...new Set(columnsOf(fact.parent ?? '', snapshot).map((column) => column.parent ?? ''))]
  return { scans: tables, locks: tables.map((relation) => ({ mode: 'SHARE', relation })) }
}

/** The domain before and after, if PostgreSQL cannot look for its values because they stand in arrays or other types: then a new domain takes its place. */
function unreachable(fact: Fact, at: At): { before: Fact; after: Fact } | undefined {
  const [before, after] = [at.there.get(fact.parent ?? ''), at.here.get(fact.parent ?? '')]
  return before && after && !at.rebuilt(before.id) && fact.data['notValid'] !== true && isContained(before, at.there) ? { before, after } : undefined
}

/** The first of several makes the domain anew with all of them. */
export function create(fact: Fact, at: At): readonly ActionDraft[] {
  const replaced = unreachable(fact, at)
  if (replaced) return replaceDomain(replaced.before, replaced.after, at)
  const sql = `ALTER DOMAIN ${nameInSchema(fact)} ADD CONSTRAINT ${lastName(fact)} ${textOf(fact, 'definition') ?? ''}`
  return [{ sql, ...(fact.data['notValid'] === true ? {} : reading(fact, at.there)) }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER DOMAIN ${nameInSchema(fact)} DROP CONSTRAINT ${lastName(fact)}` }]
}

const withoutValidity = (fact: Fact) => (textOf(fact, 'definition') ?? '').replace(/ NOT VALID$/, '')

/** The one change in place is validation. */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  if (after.data['notValid'] === true || withoutValidity(before) !== withoutValidity(after)) return null
  const replaced = unreachable(after, at)
  if (replaced) return replaceDomain(replaced.before, replaced.after, at)
  return [{ sql: `ALTER DOMAIN ${nameInSchema(after)} VALIDATE CONSTRAINT ${lastName(after)}`, ...reading(after, at.there) }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER DOMAIN ${nameInSchema(after)} RENAME CONSTRAINT ${lastName(before)} TO ${quoteIdentifier(after.path.at(-1) ?? '')}` }]
}
