import { kindOf, type Fact, type FactId } from '../../schema/fact.ts'
import type { Snapshot } from '../../schema/snapshot.ts'

/** What goes with `roots` when they are dropped with CASCADE, their own parts not counted. */
export function takenAlong(roots: readonly FactId[], snapshot: Snapshot): Fact[] {
  const own = new Set<FactId>()
  const collect = (id: FactId): void => {
    if (own.has(id)) return
    own.add(id)
    for (const child of snapshot.children(id)) collect(child.id)
  }
  roots.forEach(collect)
  const taken = new Set<FactId>()
  const queue = [...own]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const next of dependents(id, snapshot, own.has(id))) {
      if (own.has(next) || taken.has(next)) continue
      taken.add(next)
      queue.push(next)
    }
  }
  const tables = new Set(roots.map((id) => snapshot.get(id)?.parent))
  return [...taken].flatMap((id) => snapshot.get(id) ?? []).filter((fact) => isObject(fact.id) && !(fact.parent !== null && taken.has(fact.parent)) && !goesAnyway(fact, tables))
}

/** What PostgreSQL drops without being told: sequences of serial columns, indexes and constraints of the same table. */
function goesAnyway({ kind, parent }: Fact, tables: ReadonlySet<FactId | null | undefined>): boolean {
  return kind === 'sequence' || ((kind === 'index' || kind === 'constraint') && tables.has(parent))
}

/** An object of its own is dropped with its parts; a constraint or column that is taken takes only what needs it. */
function dependents(id: FactId, snapshot: Snapshot, own: boolean): FactId[] {
  const children = own ? [] : snapshot.children(id).map((child) => child.id)
  return [...snapshot.usedBy(id), ...children]
}

const satellites = new Set(['comment', 'owner', 'privilege', 'security-label', 'default-privilege', 'statistics'])

const isObject = (id: FactId) => !id.includes('@') && !satellites.has(kindOf(id))

/** `view public.open_orders`. */
export function factText({ id }: Fact): string {
  const kind = kindOf(id)
  return `${kind.replaceAll('-', ' ')} ${id.slice(kind.length + 1)}`
}
