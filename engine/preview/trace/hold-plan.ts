import type pg from 'pg'
import type { StatementTarget } from '#shared/sql/targets.ts'
import type { LockMode } from './lock-modes.ts'
import type { Hold } from './observer.ts'
import { oidOf } from './oid-of.ts'
import { isTree, parseStatement, type Tree } from './parse.ts'
import type { Relation } from './relation.ts'
import { named } from './written-names.ts'

export interface HoldPlan {
  holds: Hold[]
  /** What the manual says of locks that may be too short to be seen. */
  documented: { oid: string; mode: LockMode }[]
}

const nothing: HoldPlan = { holds: [], documented: [] }

/** What to hold so that a statement outside of a transaction has to show its locks: it waits in the middle for those who use the table. */
export async function planHolds(client: pg.Client, relations: ReadonlyMap<string, Relation>, text: string): Promise<HoldPlan> {
  const tree = await parseStatement(text)
  const [type = '', node] = Object.entries(tree ?? {})[0] ?? []
  if (!isTree(node)) return nothing
  if (node['kind'] === 'REINDEX_OBJECT_SCHEMA') return schemaPlan(node, [...relations.values()])
  const found: Relation[] = []
  for (const name of relationsIn(type, node)) {
    const relation = relations.get((await oidOf(client, name)) ?? '')
    if (relation) found.push(relation)
  }
  const [first, second] = found
  if (!first) return nothing
  return planFor(type, node, first, second, relations)
}

function planFor(type: string, node: Tree, first: Relation, second: Relation | undefined, relations: ReadonlyMap<string, Relation>): HoldPlan {
  const table = first.kind === 'index' && first.table !== null ? (relations.get(first.table) ?? first) : first
  const weak = [hold(table, 'ROW EXCLUSIVE')]
  const soft = { oid: table.oid, mode: 'SHARE UPDATE EXCLUSIVE' as const }
  switch (type) {
    case 'DropStmt':
      return { holds: weak, documented: [soft, { ...soft, oid: first.oid }] }
    case 'AlterTableStmt':
      return { holds: [...weak, ...(second ? [hold(second, 'ACCESS SHARE')] : [])], documented: [soft, ...(second ? [{ oid: second.oid, mode: 'ACCESS EXCLUSIVE' as const }] : [])] }
    case 'VacuumStmt':
      return vacuumPlan(node, table, soft)
    default:
      return { holds: weak, documented: [soft] }
  }
}

/** More sessions than that are not opened to see one statement. */
const mostHolds = 8

/** REINDEX SCHEMA takes one table after another, each in a transaction of its own. */
function schemaPlan(node: Tree, relations: readonly Relation[]): HoldPlan {
  const inside = relations.filter(({ schema }) => schema === node['name'])
  const tables = inside.filter(({ kind }) => kind === 'table')
  const concurrently = JSON.stringify(node['params'] ?? []).includes('"concurrently"')
  const indexes = inside.filter(({ kind }) => kind === 'index')
  const documented = concurrently ? [...tables, ...indexes].map(({ oid }) => ({ oid, mode: 'SHARE UPDATE EXCLUSIVE' as const })) : [...tables.map(({ oid }) => ({ oid, mode: 'SHARE' as const })), ...indexes.map(({ oid }) => ({ oid, mode: 'ACCESS EXCLUSIVE' as const }))]
  return { holds: tables.slice(0, mostHolds).map((table) => hold(table, 'ROW EXCLUSIVE')), documented: documented.filter(({ oid, mode }) => mode !== 'SHARE' || indexes.some(({ table }) => table === oid)) }
}

function vacuumPlan(node: Tree, table: Relation, soft: HoldPlan['documented'][number]): HoldPlan {
  const options = JSON.stringify(node['options'] ?? []).toLowerCase()
  const full = options.includes('"full"')
  // It looks the table up under ACCESS SHARE, which passes, before it asks for its own lock.
  return { holds: options.includes('"skip_locked"') ? [] : [hold(table, 'SHARE UPDATE EXCLUSIVE')], documented: [full ? { oid: table.oid, mode: 'ACCESS EXCLUSIVE' } : soft] }
}

function hold({ schema, name }: Relation, mode: LockMode): Hold {
  return { schema, name, mode }
}

function relationsIn(type: string, node: Tree): StatementTarget[] {
  const lists: Readonly<Record<string, () => StatementTarget[]>> = {
    IndexStmt: () => named(node['relation']),
    ReindexStmt: () => named(node['relation']),
    DropStmt: () => members(node['objects']).flatMap(listName),
    VacuumStmt: () => members(node['rels']).flatMap((one) => named((one['VacuumRelation'] as Tree | undefined)?.['relation'])),
    AlterTableStmt: () => [...named(node['relation']), ...members(node['cmds']).flatMap(partitionOf)],
  }
  return lists[type]?.() ?? []
}

function partitionOf(command: Tree): StatementTarget[] {
  const { AlterTableCmd } = command as { AlterTableCmd?: { def?: { PartitionCmd?: { name?: unknown } } } }
  return named(AlterTableCmd?.def?.PartitionCmd?.name)
}

function listName(object: Tree): StatementTarget[] {
  const { List } = object as { List?: { items?: { String?: { sval?: string } }[] } }
  const names = (List?.items ?? []).flatMap(({ String: word }) => word?.sval ?? [])
  const [name, schema] = names.toReversed()
  return name === undefined ? [] : [{ name, ...(schema !== undefined && { schema }) }]
}

function members(value: unknown): Tree[] {
  return Array.isArray(value) ? value.filter(isTree) : []
}
