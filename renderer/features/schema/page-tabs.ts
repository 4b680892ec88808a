import type { ObjectPage } from '#shared/contract/schema.ts'
import { hasRows } from './copy-as.ts'
import { partOf, type PartName } from './model/kind-groups.ts'

export const tabNames = ['overview', 'indexes', 'constraints', 'triggers', 'policies', 'rules', 'partitions', 'statistics', 'privileges', 'uses', 'ddl', 'rows', 'migrations'] as const
export type TabName = (typeof tabNames)[number]

export interface PageTab {
  name: TabName
  /** null: nothing is counted. */
  count: number | null
}

type Part = ObjectPage['parts'][number]

/** Parts of a page by the tab that lists them; labels of an enum belong to the overview. */
export function partsFor(page: ObjectPage, name: PartName): Part[] {
  return page.parts.filter(({ ref }) => ref.kind !== 'enum-label' && partOf(ref.kind) === name)
}

const relational: readonly PartName[] = ['indexes', 'constraints', 'triggers', 'policies', 'rules', 'partitions', 'statistics']
/** A table without these is worth a look; of the others only what is there is shown. */
const always: ReadonlySet<PartName> = new Set(['indexes', 'constraints'])

/** Tabs that make sense for the object. */
export function tabsOf(page: ObjectPage): PageTab[] {
  const { kind } = page.object
  const parts = relational.map((name) => ({ name: name as TabName & PartName, count: partsFor(page, name).length })).filter(({ name, count }) => count > 0 || (kind === 'table' && always.has(name)))
  const tabs: PageTab[] = [{ name: 'overview', count: null }, ...parts]
  if (page.privileges.length > 0 || hasRows(kind) || kind === 'schema' || kind === 'sequence') tabs.push({ name: 'privileges', count: page.privileges.length })
  tabs.push({ name: 'uses', count: page.uses.length + page.usedBy.length }, { name: 'ddl', count: null })
  if (hasRows(kind)) tabs.push({ name: 'rows', count: null })
  tabs.push({ name: 'migrations', count: page.migrations.length })
  return tabs
}
