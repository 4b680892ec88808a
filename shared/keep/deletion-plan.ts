import type { ColumnNow, Scene, TableNow } from './scene.ts'
import { keyOf, pointingTo, type ForeignKey } from './table-facts.ts'

/** How rows of a table are found that a deletion in another one takes along. */
export interface CascadeLink {
  readonly from: TableNow
  readonly columns: readonly { readonly own: ColumnNow; readonly referenced: ColumnNow }[]
}

/** One table of which a deletion takes rows, or sets columns to null or their default. */
export interface DeletionStep {
  readonly table: TableNow
  /** Set to null or default in rows that stay; empty: rows go. */
  readonly columns: readonly ColumnNow[]
  readonly links: readonly CascadeLink[]
  /** A foreign key to itself that deletes along. */
  readonly self: readonly CascadeLink[]
}

export type DeletionPlan = { readonly steps: readonly DeletionStep[] } | { readonly problem: string }

interface Draft {
  readonly table: TableNow
  readonly columns: readonly ColumnNow[]
  readonly links: CascadeLink[]
  readonly self: CascadeLink[]
}

/** All that DELETE on a table does by foreign keys, in an order in which what points comes behind what it points to. The first step is the table itself. */
export function deletionPlan(scene: Scene, table: TableNow): DeletionPlan {
  const rows = new Map<string, Draft>()
  const order: Draft[] = []
  const open = new Set<string>()
  const updates: Draft[] = []
  let problem: string | undefined
  const visit = (at: TableNow): Draft => {
    const known = rows.get(at.fact.id)
    if (known) {
      if (open.has(at.fact.id)) problem = `Foreign keys that delete along go round in a circle through ${at.relation}, and such rows are not copied.`
      return known
    }
    const draft: Draft = { table: at, columns: [], links: [], self: [] }
    rows.set(at.fact.id, draft)
    open.add(at.fact.id)
    for (const key of pointingTo(scene.before, at.fact)) follow(key, draft)
    open.delete(at.fact.id)
    order.unshift(draft)
    return draft
  }
  const follow = (key: ForeignKey, draft: Draft): void => {
    const fact = scene.before.get(key.fact.parent ?? '')
    const child = fact && scene.byFact(fact)
    const link = child && linkOf(key, draft.table, child)
    if (!child || !link) return
    if (key.onDelete === 'CASCADE') (child.fact.id === draft.table.fact.id ? draft.self : visit(child).links).push(link)
    if (key.onDelete !== 'SET NULL' && key.onDelete !== 'SET DEFAULT') return
    updates.push({ table: child, columns: setBy(key, link), links: [link], self: [] })
  }
  visit(table)
  const lacking = [...order.filter(({ self }) => self.length > 0), ...updates].find((step) => keyOf(scene, step.table, step.columns.map(({ name }) => name)).length === 0)
  if (problem === undefined && lacking) problem = `Foreign keys change rows of ${lacking.table.relation} along, which has no primary key to find them by.`
  return problem === undefined ? { steps: [...order, ...updates] } : { problem }
}

const named = (table: TableNow, original: string) => table.columns.find(({ fact }) => fact.path.at(-1) === original)

function linkOf(key: ForeignKey, parent: TableNow, child: TableNow): CascadeLink | undefined {
  const pairs = key.columns.map((name, at) => ({ own: named(child, name), referenced: named(parent, key.referencedColumns[at] ?? '') }))
  const columns = pairs.flatMap(({ own, referenced }) => (own && referenced ? [{ own, referenced }] : []))
  return columns.length === pairs.length ? { from: parent, columns } : undefined
}

function setBy(key: ForeignKey, link: CascadeLink): ColumnNow[] {
  const all = link.columns.map(({ own }) => own)
  return key.setColumns.length === 0 ? all : all.filter(({ fact }) => key.setColumns.includes(fact.path.at(-1) ?? ''))
}
