import { heirsOf } from '../../kinds/table/family.ts'
import { withDescendants } from '../../schema/plan/task.ts'
import { factId, type Fact, type FactId } from '../../schema/fact.ts'
import { nodeAs, stringsOf, type NodeOf } from '../../sql/parse-tree.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { namedBy, type Scene, type TableNow } from '../scene.ts'
import { inheriting, pointingTo } from '../table-facts.ts'
import { offer, onlyDiscard, scriptProblem, type Loss, type LossContext } from './loss.ts'

type Drop = NodeOf<'DropStmt'>

/** What DROP takes: tables, schemas with their tables, and columns of a type that goes with CASCADE. Views and materialized views hold no data of their own. */
export function lossesOfDrop(drop: Drop, context: LossContext): Loss[] {
  const cascade = drop.behavior === 'DROP_CASCADE'
  if (drop.removeType === 'OBJECT_TABLE') return dropTables(drop, cascade, context)
  if (drop.removeType === 'OBJECT_SCHEMA') return cascade ? (drop.objects ?? []).flatMap((object) => dropSchema(stringsOf([object])[0] ?? '', context)) : []
  return cascade ? (drop.objects ?? []).flatMap((object) => dropUsed(drop, stringsOf(nodeAs(object, 'TypeName')?.names ?? [object]), context)) : []
}

function dropTables(drop: Drop, cascade: boolean, context: LossContext): Loss[] {
  const { scene } = context
  const named = (drop.objects ?? []).flatMap((object) => scene.table(namedBy(object)) ?? [])
  const along = cascade ? named.flatMap((table) => inheriting(scene.before, table.fact)).flatMap((fact) => scene.byFact(fact) ?? []) : []
  const tables = [...new Map([...named, ...along].map((table) => [table.fact.id, table])).values()]
  return tables.map((table) => ({ kind: 'drop_table', table, relation: table.relation, columns: [], ...offer(archiveProblem(table, context), renameProblem(table, cascade, context)) }))
}

/** Why whole rows of a table cannot be copied. */
export function archiveProblem(table: TableNow, context: LossContext): string | null {
  const whole = scriptProblem(context)
  if (whole !== null) return whole
  const { before } = context.scene
  const inherits = inheriting(before, table.fact).length > 0 || table.fact.data['inherits'] !== undefined
  return inherits ? `${table.relation} is part of an inheritance tree, whose rows are not copied.` : null
}

function renameProblem(table: TableNow, cascade: boolean, context: LossContext): string | null {
  const { before } = context.scene
  const whole = scriptProblem(context)
  if (whole !== null) return whole
  const family = heirsOf(before, table.fact.id).length > 0 || ['partitionKey', 'partitionOf', 'inherits'].some((name) => table.fact.data[name] !== undefined)
  if (family) return `${table.relation} is partitioned, a partition or part of an inheritance tree, and cannot be set aside by renaming.`
  const users = cascade ? dependants(context.scene, table) : []
  return users.length === 0 ? null : `${table.relation} cannot be set aside by renaming while ${users.slice(0, 3).join(', ')} ${users.length === 1 ? 'uses' : 'use'} it: drop that first, in a statement of its own.`
}

/** What CASCADE would drop along with a table: views, foreign keys of other tables, functions. */
function dependants(scene: Scene, table: TableNow): string[] {
  const own = new Set(withDescendants(scene.before, table.fact.id))
  const users = [...own].flatMap((id) => scene.before.usedBy(id)).filter((id) => !own.has(id) && !isOwned(scene.before.get(id), own))
  const keys = pointingTo(scene.before, table.fact).filter(({ fact }) => fact.parent !== table.fact.id).map(({ fact }) => fact.id)
  return [...new Set([...users, ...keys])].map((id) => id.replace(/^[^:@]*[:@]/, ''))
}

function isOwned(fact: Fact | undefined, own: ReadonlySet<FactId>): boolean {
  return typeof fact?.data['ownedBy'] === 'string' && own.has(fact.data['ownedBy'])
}

function dropSchema(name: string, context: LossContext): Loss[] {
  const tables = context.scene.tablesIn(name)
  if (tables.length === 0) return []
  const problem = tables.map((table) => archiveProblem(table, context)).find((one) => one !== null) ?? null
  return [{ kind: 'drop_schema', table: null, relation: quoteIdentifier(name), columns: [], ...offer(problem, scriptProblem(context) ?? outside(name, context)) }]
}

/** What uses the schema from elsewhere would go on doing so after a rename, where DROP ... CASCADE takes it along. */
function outside(name: string, { scene }: LossContext): string | null {
  const within = new Set([...scene.before.facts.values()].filter(({ path }) => path[0] === name).map(({ id }) => id))
  const inside = (id: FactId | null | undefined): boolean => typeof id === 'string' && (within.has(id) || inside(scene.before.get(id)?.parent))
  const user = [...within].flatMap((id) => scene.before.usedBy(id)).find((id) => !inside(id))
  return user === undefined ? null : `${user.replace(/^[^:@]*[:@]/, '')} uses the schema from outside: drop that first, in a statement of its own.`
}

const typeKinds = ['enum', 'composite', 'domain', 'range']

/** Columns that go with a type, a domain or an extension. */
function dropUsed(drop: Drop, names: readonly string[], { scene }: LossContext): Loss[] {
  const columns = usedIds(drop, names, scene).flatMap((id) => scene.before.usedBy(id)).flatMap((id) => scene.before.get(id) ?? []).filter(({ kind }) => kind === 'column')
  const tables = [...new Set(columns.map(({ parent }) => parent ?? ''))].flatMap((id) => scene.before.get(id) ?? []).flatMap((fact) => scene.byFact(fact) ?? [])
  return tables.map((table) => {
    const gone = columns.filter(({ parent }) => parent === table.fact.id).map(({ path }) => path.at(-1) ?? '')
    return { kind: 'drop_other', table, relation: table.relation, columns: gone, ...onlyDiscard('CASCADE drops these columns along. Drop them in a statement of their own before; then their values can be kept.') }
  })
}

function usedIds(drop: Drop, names: readonly string[], scene: Scene): FactId[] {
  const last = names.at(-1) ?? ''
  if (drop.removeType === 'OBJECT_EXTENSION') return [factId('extension', [last])]
  if (drop.removeType !== 'OBJECT_TYPE' && drop.removeType !== 'OBJECT_DOMAIN') return []
  const schema = names.at(-2) ?? scene.schemaOf({})
  return typeKinds.map((kind) => factId(kind, [schema, last]))
}
