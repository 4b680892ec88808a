import { requiredText } from '../kinds/fact-data.ts'
import { enableWords } from '../kinds/enabled-state.ts'
import type { Fact } from '../schema/fact.ts'
import { qualified } from '../sql/quote.ts'
import type { ArchivePart } from './archive-part.ts'
import { partRelation } from './archive-parts.ts'
import { rowSecuritySql } from './archive.sql.ts'
import { constraintsSql, dropArchivesSql, insertSql, setSequenceSql, triggerSql, updateSql, type Again } from './restore.sql.ts'
import { storedColumns, type Scene, type TableNow } from './scene.ts'
import { byId, partitionsOf, pointingTo } from './table-facts.ts'

/** Statements that put the rows of an archive back and drop it; `later`: what can be said only of full columns. Triggers of people do not fire: what they did once is in the rows. */
export function restoreSql(parts: readonly ArchivePart[], scene: Scene, later: readonly string[] = []): string[] {
  const tables = [...new Map(parts.flatMap(({ table }) => (table ? [[table.fact.id, table] as const] : []))).values()]
  // A table that was dropped comes back without triggers and keys, which follow behind its rows.
  const standing = tables.filter((table) => !parts.some((part) => part.table === table && part.kind === 'drop_table'))
  const events = new Map(tables.map((table) => [table.fact.id, parts.filter((part) => part.table?.fact.id === table.fact.id).map(({ restore }) => (restore === 'insert' ? 'INSERT' : 'UPDATE'))]))
  const triggers = standing.flatMap((table) => firingTriggers(scene, table, events.get(table.fact.id) ?? []))
  const deferred = standing.flatMap((table) => deferredConstraints(scene, table))
  const forced = tables.some(({ fact }) => fact.data['forceRowSecurity'] === true)
  const [rows, values, sequences] = (['insert', 'update', 'sequence'] as const).map((way) => parts.filter(({ restore }) => restore === way).map((part) => partSql(part, scene))) as [string[], string[], string[]]
  return [
    ...(forced ? [rowSecuritySql('off')] : []),
    ...triggers.map(({ relation, name }) => triggerSql(relation, name, 'DISABLE TRIGGER')),
    ...rows,
    ...values,
    ...(deferred.length > 0 ? [constraintsSql(deferred, 'IMMEDIATE'), constraintsSql(deferred, 'DEFERRED')] : []),
    ...triggers.map(({ relation, name, state }) => triggerSql(relation, name, enableWords(state, 'TRIGGER'))),
    ...(forced ? [rowSecuritySql('on')] : []),
    ...later,
    ...sequences,
    dropArchivesSql(parts.map(({ name }) => name)),
  ]
}

function partSql(part: ArchivePart, scene: Scene): string {
  if (part.restore === 'sequence' || !part.table) return setSequenceSql(part)
  const relation = partRelation(part)
  return part.restore === 'update' ? updateSql(part, relation) : insertSql(part, relation, storedColumns(part.table), againOf(part, part.table, scene))
}

/** ON CONFLICT is refused where a unique constraint is deferrable (documentation of INSERT). */
function againOf(part: ArchivePart, table: TableNow, { before }: Scene): Again {
  if (part.kind === 'drop_table') return 'insert'
  const constraints = before.children(table.fact.id, 'constraint').filter(({ data }) => ['primary key', 'unique', 'exclusion'].includes(String(data['type'])))
  if (constraints.some(({ data }) => data['deferrable'] !== undefined)) return part.key.length > 0 ? 'not_exists' : 'insert'
  return constraints.length > 0 || before.children(table.fact.id, 'index').some(({ data }) => data['unique'] === true) ? 'on_conflict' : 'insert'
}

interface Firing {
  readonly relation: string
  readonly name: string
  /** undefined: enabled as usual. */
  readonly state: string | undefined
}

function firingTriggers({ before }: Scene, table: TableNow, events: readonly string[]): Firing[] {
  const own = before.children(table.fact.id, 'trigger').toSorted(byId).map((trigger) => ({ trigger, relation: table.relation }))
  const below = partitionsOf(before, table.fact).flatMap((fact) => before.children(fact.id, 'trigger').map((trigger) => ({ trigger, relation: qualified(fact.path[0] ?? '', fact.path[1] ?? '') })))
  const fires = (trigger: Fact) => trigger.data['inherits'] !== true && trigger.data['enabled'] !== 'disabled' && events.some((event) => new RegExp(String.raw`\b${event}\b`).test(requiredText(trigger, 'event')))
  return [...own, ...below].filter(({ trigger }) => fires(trigger)).map(({ trigger, relation }) => ({ relation, name: trigger.path.at(-1) ?? '', state: trigger.data['enabled'] as string | undefined }))
}

/** Checks that wait for the end of the transaction; ALTER TABLE refuses while some are waiting. */
function deferredConstraints({ before }: Scene, table: TableNow): string[] {
  const own = before.children(table.fact.id, 'constraint').filter(({ data }) => data['deferrable'] === 'initially deferred')
  const pointing = pointingTo(before, table.fact).map(({ fact }) => fact).filter(({ data }) => data['deferrable'] === 'initially deferred')
  return [...new Set([...own, ...pointing].map(({ path }) => qualified(path[0] ?? '', path[2] ?? '')))]
}
