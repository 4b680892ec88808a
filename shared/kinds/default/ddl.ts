import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { defaultOf, isInherited } from '../column/ddl-text.ts'
import { columnsBelow } from '../table/family.ts'
import { alterRelation, lock, ownName } from '../table/names.ts'

const columnOf = (fact: Fact, snapshot: Snapshot) => (fact.parent === null ? undefined : snapshot.get(fact.parent))

const clause = (expression: unknown) => (typeof expression === 'string' ? `SET DEFAULT ${expression}` : 'DROP DEFAULT')

/**
 * SET DEFAULT goes down to all tables below. Where one of them has a default of its own, each of the others gets a statement for
 * itself. ACCESS EXCLUSIVE, without reading rows (documentation of ALTER TABLE).
 */
function spread(column: Fact, expression: unknown, at: At): ActionDraft[] {
  const below = columnsBelow(at.here, column)
  const deviating = below.some((id) => at.here.has(`default@${id}`) || at.there.has(`default@${id}`))
  const targets = deviating ? [column, ...below.filter((id) => at.there.has(id) && !at.here.has(`default@${id}`)).flatMap((id) => at.here.get(id) ?? [])] : [column]
  return targets.map((target) => ({
    sql: `${alterRelation(target, deviating || isInherited(target))} ALTER COLUMN ${ownName(target)} ${clause(expression)}`,
    locks: lock('ACCESS EXCLUSIVE', target.parent), needs: [target.id],
  }))
}

export function create(fact: Fact, at: At): readonly ActionDraft[] {
  const column = columnOf(fact, at.here)
  return column ? spread(column, fact.data['expression'], at) : []
}

export function alter(_before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  return create(after, at)
}

/** `at.here` is what the default is dropped from. A column that follows the table above from now on takes its default. */
export function drop(fact: Fact, at: At): readonly ActionDraft[] {
  const [before, column] = [columnOf(fact, at.here), columnOf(fact, at.there)]
  if (!before || !column) return []
  const target = { ...at, here: at.there, there: at.here }
  const wanted = isInherited(column) && !at.rebuilt(fact.id) ? defaultOf(at.there, column) : null
  if (wanted !== null && wanted === fact.data['expression']) return []
  return spread(column, wanted, target).map((draft) => ({ ...draft, needs: [] }))
}

