import type { Node, RangeVar } from '@pgsql/types'
import { fullData } from '../kinds/column/ddl-text.ts'
import { factId, type Fact } from '../schema/fact.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import { alteredTable, nodeAs, nodesAs, stringsOf } from '../sql/parse-tree.ts'
import { qualified } from '../sql/quote.ts'

export interface ColumnNow {
  /** As it is called at this point of the script. */
  readonly name: string
  readonly type: string
  readonly collation: string | null
  readonly generated: boolean
  readonly identity: 'always' | 'by default' | null
  readonly notNull: boolean
  readonly fact: Fact
}

/** A table that was there before the script, under the name that it has at this point of it. */
export interface TableNow {
  readonly schema: string
  readonly name: string
  /** `public.orders`, quoted where it must be. */
  readonly relation: string
  readonly fact: Fact
  /** Those that were there before; what the script has added holds nothing that could be lost. */
  readonly columns: readonly ColumnNow[]
}

type Named = Pick<RangeVar, 'schemaname' | 'relname'>

/** What a name stands for while a script is read statement by statement. */
export class Scene {
  readonly before: Snapshot
  #path: readonly string[]
  /** By qualified name; null: made or dropped by the script, so that nothing from before is there. */
  readonly #changed = new Map<string, TableNow | null>()

  constructor(before: Snapshot, schema: string) {
    this.before = before
    this.#path = [...new Set([schema, 'public'])]
  }

  /** Undefined where nothing from before bears the name. */
  table(relation: Named | undefined): TableNow | undefined {
    if (!relation?.relname) return undefined
    for (const schema of relation.schemaname ? [relation.schemaname] : this.#path) {
      const found = this.#lookUp(schema, relation.relname)
      if (found !== undefined) return found ?? undefined
    }
    return undefined
  }

  /** Name of what is no table, by the facts: of a view that an UPDATE names. */
  kindOf(relation: Named): string | undefined {
    const schemas = relation.schemaname ? [relation.schemaname] : this.#path
    const kinds = ['view', 'materialized-view', 'foreign-table']
    return kinds.find((kind) => schemas.some((schema) => this.before.has(factId(kind, [schema, relation.relname ?? '']))))
  }

  schemaOf(relation: Named): string {
    return relation.schemaname ?? this.#path[0] ?? 'public'
  }

  /** All tables of a schema that were there before. */
  tablesIn(schema: string): TableNow[] {
    return [...this.before.facts.values()].filter(({ kind, path }) => kind === 'table' && path[0] === schema).flatMap(({ path }) => this.table({ schemaname: schema, relname: path[1] ?? '' }) ?? [])
  }

  byFact(fact: Fact): TableNow | undefined {
    for (const table of this.#changed.values()) if (table?.fact.id === fact.id) return table
    return this.table({ schemaname: fact.path[0] ?? '', relname: fact.path[1] ?? '' })
  }

  /** Takes in what a statement changes, for those behind it. */
  see(node: Node | undefined): void {
    const created = nodeAs(node, 'CreateStmt')?.relation ?? nodeAs(node, 'CreateTableAsStmt')?.into?.rel
    if (created) this.#changed.set(qualified(this.schemaOf(created), created.relname ?? '?'), null)
    this.#seeRename(node)
    this.#seeMove(node)
    this.#seeDrop(node)
    this.#seeAlter(node)
    this.#seeSetting(node)
  }

  #lookUp(schema: string, name: string): TableNow | null | undefined {
    const relation = qualified(schema, name)
    const known = this.#changed.get(relation)
    if (known !== undefined) return known
    const fact = this.before.get(factId('table', [schema, name]))
    return fact && { schema, name, relation, fact, columns: this.before.children(fact.id, 'column').toSorted(byPosition).map(columnNow) }
  }

  #seeRename(node: Node | undefined): void {
    const rename = nodeAs(node, 'RenameStmt')
    const table = this.table(rename?.relation)
    if (!rename || !table) return
    if (rename.renameType === 'OBJECT_TABLE') this.#moveTo(table, table.schema, rename.newname ?? '')
    if (rename.renameType === 'OBJECT_COLUMN') this.#put({ ...table, columns: table.columns.map((one) => (one.name === rename.subname ? { ...one, name: rename.newname ?? '' } : one)) })
  }

  #seeMove(node: Node | undefined): void {
    const moved = nodeAs(node, 'AlterObjectSchemaStmt')
    const table = moved?.objectType === 'OBJECT_TABLE' ? this.table(moved.relation) : undefined
    if (table) this.#moveTo(table, moved?.newschema ?? '', table.name)
  }

  #seeDrop(node: Node | undefined): void {
    const drop = nodeAs(node, 'DropStmt')
    if (drop?.removeType !== 'OBJECT_TABLE') return
    for (const object of drop.objects ?? []) {
      const table = this.table(namedBy(object))
      if (table) this.#changed.set(table.relation, null)
    }
  }

  #seeAlter(node: Node | undefined): void {
    const altered = alteredTable(node, 'public')
    const table = altered && this.table(altered.relation)
    if (!altered || !table) return
    const gone = new Set(altered.commands.filter(({ subtype }) => subtype === 'AT_DropColumn').map(({ name }) => name))
    if (gone.size > 0) this.#put({ ...table, columns: table.columns.filter(({ name }) => !gone.has(name)) })
  }

  #seeSetting(node: Node | undefined): void {
    const set = nodeAs(node, 'VariableSetStmt')
    if (set?.name !== 'search_path' || set.kind !== 'VAR_SET_VALUE') return
    this.#path = nodesAs(set.args, 'A_Const').flatMap(({ sval }) => sval?.sval ?? []).filter((schema) => schema !== '' && schema !== '$user')
  }

  #moveTo(table: TableNow, schema: string, name: string): void {
    this.#changed.set(table.relation, null)
    this.#put({ ...table, schema, name, relation: qualified(schema, name) })
  }

  #put(table: TableNow): void {
    this.#changed.set(table.relation, table)
  }
}

/** A name in the lists of DROP. */
export function namedBy(object: Node): Named {
  const parts = stringsOf(nodeAs(object, 'List')?.items ?? nodeAs(object, 'TypeName')?.names ?? [object])
  const [schemaname, relname] = [parts.at(-2), parts.at(-1)]
  return { ...(schemaname !== undefined && { schemaname }), ...(relname !== undefined && { relname }) }
}

const byPosition = (a: Fact, b: Fact) => Number(a.info?.['position'] ?? 0) - Number(b.info?.['position'] ?? 0)

function columnNow(fact: Fact): ColumnNow {
  const data = fullData(fact)
  const identity = (data['identity'] as { generation?: 'always' | 'by default' } | undefined)?.generation ?? null
  const collation = typeof data['collation'] === 'string' ? data['collation'] : null
  return { name: fact.path.at(-1) ?? '', type: String(data['type']), collation, generated: data['generated'] !== undefined, identity, notNull: data['notNull'] !== undefined, fact }
}

/** Columns whose values are kept; those of generated columns come by themselves. */
export function storedColumns(table: TableNow): readonly ColumnNow[] {
  return table.columns.filter(({ generated }) => !generated)
}
