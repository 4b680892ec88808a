import { kinds } from '../kinds/index.ts'
import { sequencesOf } from '../kinds/sequence/ddl-owner.ts'
import type { Delta } from '../schema/diff.ts'
import { kindOf, type FactId } from '../schema/fact.ts'
import { planChange } from '../schema/plan/plan-change.ts'
import { withDescendants } from '../schema/plan/task.ts'
import { Snapshot } from '../schema/snapshot.ts'
import { partitionsOf } from './table-facts.ts'

export interface Structure {
  /** Statements after which rows can be put back. */
  readonly first: readonly string[]
  /** Indexes, foreign keys, triggers, views. */
  readonly rest: readonly string[]
}

/** Kinds that must be there before rows can. */
const grounds = new Set(['schema', 'table', 'column', 'default', 'sequence', 'enum', 'domain', 'composite', 'range', 'collation', 'extension', 'function'])

/** The statements that bring facts back that a statement has taken, with all that went along. */
export function structureOf(before: Snapshot, roots: readonly FactId[]): Structure {
  const gone = goneWith(before, roots)
  const rest = new Snapshot(before.head, [...before.facts.values()].filter(({ id }) => !gone.has(id)), [])
  const deltas = [...gone].flatMap((id): Delta[] => {
    const after = before.get(id)
    return after ? [{ id, kind: after.kind, change: 'added', after, attributes: [] }] : []
  })
  const { actions } = planChange(rest, before, kinds, { deltas })
  const last = actions.findLastIndex(({ subject }) => grounds.has(kindOf(subject)) && !kindOf(subject).includes('@'))
  const sql = actions.map((action) => action.sql)
  return { first: sql.slice(0, last + 1), rest: sql.slice(last + 1) }
}

/** The facts, their parts, what uses them and the sequences that they own. */
function goneWith(before: Snapshot, roots: readonly FactId[]): Set<FactId> {
  const gone = new Set<FactId>()
  const open = [...roots]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const part of withDescendants(before, id)) {
      if (gone.has(part) || !before.has(part)) continue
      gone.add(part)
      const fact = before.get(part)
      open.push(...before.usedBy(part), ...sequencesOf(before, part).map((sequence) => sequence.id))
      if (fact?.kind === 'table') open.push(...partitionsOf(before, fact).map((partition) => partition.id))
      if (fact?.kind === 'column') open.push(...constraintsOn(before, fact.parent ?? '', fact.path.at(-1) ?? ''))
    }
  }
  return gone
}

const name = /"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*/gu

/** Constraints of a table that name a column; as parts of the same table they need not say so by an edge. */
export function constraintsOn(before: Snapshot, table: FactId, column: string): FactId[] {
  const speaks = (definition: string) => (definition.match(name) ?? []).some((word) => (word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word) === column)
  return before.children(table, 'constraint').filter(({ data }) => speaks(ownPart(String(data['definition'])))).map(({ id }) => id)
}

/** Of a foreign key, its own columns. */
function ownPart(definition: string): string {
  const at = definition.indexOf(' REFERENCES ')
  return at < 0 ? definition : definition.slice(0, at)
}

export const schemaMembers = (before: Snapshot, schema: string): FactId[] => [...before.facts.values()].filter(({ path, parent }) => parent === null && path.length > 1 && path[0] === schema).map(({ id }) => id)

