import type { TracedStatement } from '#shared/contract/preview.ts'
import type { Relation } from './relation.ts'

type Known = ReadonlyMap<string, Relation>
export type IndexAction = TracedStatement['indexes'][number]

/**
 * What became of the indexes of tables that were there before the batch and are still there. ALTER TABLE drops an index and makes it
 * anew under its name when a column changes its type; where it keeps the file, nothing was built.
 */
export function indexActions(before: Known, present: Known, gone: readonly string[], isNew: (oid: string) => boolean): IndexAction[] {
  const dropped = gone.flatMap((oid) => before.get(oid) ?? []).filter(({ kind }) => kind === 'index')
  const lost = new Set(gone)
  const tableOf = ({ table }: Relation) => (table === null || lost.has(table) || isNew(table) ? undefined : (present.get(table) ?? before.get(table)))
  const actions: IndexAction[] = []
  const indexes = [...present.values()].filter(({ kind }) => kind === 'index')
  for (const index of indexes) {
    const table = tableOf(index)
    const old = before.get(index.oid) ?? dropped.find(({ title }) => title === index.title)
    if (!table || old?.file === index.file) continue
    actions.push({ name: index.title, relation: table.title, action: old ? 'rebuilt' : 'built' })
  }
  for (const index of dropped) {
    const table = tableOf(index)
    if (table && !indexes.some(({ title }) => title === index.title)) actions.push({ name: index.title, relation: table.title, action: 'dropped' })
  }
  return actions
}
