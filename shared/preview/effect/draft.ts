import type { EffectLine, TracedStatement } from '../../contract/preview.ts'
import type { Delta } from '../../schema/diff.ts'
import type { Fact, FactId } from '../../schema/fact.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import type { ScaleBasis } from '../scale.ts'
import { effectText, type EffectCode } from '../words.ts'

/** What the sentences on one migration, or on a whole batch, are made of. */
export interface EffectInput {
  before: Snapshot
  after: Snapshot
  deltas: readonly Delta[]
  /** Objects that only have another name now; `before` has them under the new one, and no delta speaks of it. */
  renames: readonly { from: FactId; to: FactId }[]
  statements: readonly TracedStatement[]
  /** Whether locks are held until the end. */
  transactional: boolean
  basis: ScaleBasis
  /** First in search_path: it is not said. */
  schema: string
}

export interface Draft {
  sign: EffectLine['sign']
  tone?: EffectLine['tone']
  code: EffectCode
  params: EffectLine['params']
  id?: FactId | null
  statement?: number | null
}

export function lineOf({ sign, tone = 'plain', code, params, id = null, statement = null }: Draft): EffectLine {
  return { sign, tone, code, params, text: effectText(code, params), id, statement }
}

/** Name as a person says it: without the schema that comes first. */
export function nameOf({ path, id, kind }: Pick<Fact, 'path' | 'id' | 'kind'>, schema: string): string {
  const names = path.length > 1 && path[0] === schema ? path.slice(1) : path
  const open = id.endsWith(')') ? id.lastIndexOf('(') : -1
  const isRoutine = kind === 'function' || kind === 'procedure' || kind === 'aggregate' || kind === 'operator'
  return names.join('.') + (open >= 0 && isRoutine ? id.slice(open) : '')
}

/** As `nameOf`, of a relation in a trace: `public.orders`. */
export function relationName(relation: string, schema: string): string {
  return relation.startsWith(`${schema}.`) ? relation.slice(schema.length + 1) : relation
}

/** `column:public.orders.total` or its table as the trace writes relations. */
export function relationOf(id: FactId): string {
  return id.slice(id.indexOf(':') + 1)
}

/** The statement that speaks of an object: the first with its name, and with that of its table where there is one. */
export function statementOf({ path }: Pick<Fact, 'path'>, statements: readonly TracedStatement[]): number | null {
  const ran = statements.filter(({ outcome }) => outcome === 'ran')
  const [name, owner] = [path.at(-1), path.at(-2)]
  if (name === undefined) return null
  const named = ran.filter(({ text }) => speaksOf(text, name))
  const both = owner === undefined || path.length < 3 ? undefined : named.find(({ text }) => speaksOf(text, owner))
  return (both ?? named[0])?.number ?? (ran.length === 1 ? (ran[0]?.number ?? null) : null)
}

function speaksOf(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`, 'i').test(text)
}
