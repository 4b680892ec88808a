import type { AlterTableCmd, AlterTableStmt, ColumnDef, Constraint, Node, RangeVar } from '@pgsql/types'
import { quoteIdentifier } from './quote.ts'

type TagOf<N> = N extends unknown ? keyof N : never
export type NodeTag = TagOf<Node>
export type NodeOf<T extends NodeTag> = Extract<Node, Record<T, unknown>>[T]

/** The inside of a node if it is of that tag: `nodeAs(node, 'IndexStmt')`. */
export function nodeAs<T extends NodeTag>(node: Node | undefined, tag: T): NodeOf<T> | undefined {
  return node && tag in node ? (node as unknown as Record<T, NodeOf<T>>)[tag] : undefined
}

export function nodesAs<T extends NodeTag>(nodes: readonly Node[] | undefined, tag: T): NodeOf<T>[] {
  const found: NodeOf<T>[] = []
  for (const node of nodes ?? []) {
    const inner = nodeAs(node, tag)
    if (inner) found.push(inner)
  }
  return found
}

/** Every node of a tag inside a tree, itself counted. Fields of a fixed type, such as `relation`, carry no tag and are not found. */
export function findNodes<T extends NodeTag>(tree: Node | readonly Node[] | undefined, tag: T): NodeOf<T>[] {
  const found: NodeOf<T>[] = []
  walk(tree, (key, child) => {
    if (key === tag) found.push(child as NodeOf<T>)
  })
  return found
}

/** Goes through every object of a tree with the name that it stands under: a tag, or a field such as `relation` or `typeName`. */
export function walk(tree: unknown, see: (key: string, child: object) => void): void {
  if (typeof tree !== 'object' || tree === null) return
  for (const [key, child] of Object.entries(tree)) {
    if (typeof child !== 'object' || child === null) continue
    if (!Array.isArray(tree)) see(key, child)
    walk(child, see)
  }
}

/** Strings of a list of names: `ALTER TYPE a.b` gives `['a', 'b']`. */
export function stringsOf(nodes: readonly Node[] | undefined): string[] {
  return nodesAs(nodes, 'String').map(({ sval }) => sval ?? '')
}

/** `public.orders`, quoted where it must be; `schema` stands for a name without one. */
export function relationName(relation: Pick<RangeVar, 'schemaname' | 'relname'> | undefined, schema: string): string {
  return `${quoteIdentifier(relation?.schemaname || schema)}.${quoteIdentifier(relation?.relname || '?')}`
}

/** The same for a list of strings, such as an object of DROP or the name of a type. */
export function nameOfList(nodes: readonly Node[] | undefined, schema: string): string {
  const parts = stringsOf(nodes)
  return relationName({ schemaname: parts.at(-2), relname: parts.at(-1) }, schema)
}

/** Names that DROP lists, each with its schema; of what belongs to a table (trigger, rule, policy), the table's. */
export function droppedNames(node: NodeOf<'DropStmt'>, schema: string): string[] {
  return (node.objects ?? []).map((object) => {
    const items = nodeAs(object, 'List')?.items ?? nodeAs(object, 'TypeName')?.names ?? [object]
    return nameOfList(items, schema)
  })
}

export interface AlterCommand {
  subtype: NonNullable<AlterTableCmd['subtype']>
  /** Column or constraint that it names. */
  name: string | undefined
  command: AlterTableCmd
  column: ColumnDef | undefined
  constraint: Constraint | undefined
}

export interface AlteredTable {
  statement: AlterTableStmt
  relation: RangeVar
  /** `public.orders` */
  table: string
  commands: AlterCommand[]
}

/** An ALTER TABLE (also of a view, an index, a sequence: see `statement.objtype`) with its subcommands. */
export function alteredTable(node: Node | undefined, schema: string): AlteredTable | undefined {
  const statement = nodeAs(node, 'AlterTableStmt')
  if (!statement?.relation) return undefined
  const commands = nodesAs(statement.cmds, 'AlterTableCmd').map(
    (command): AlterCommand => ({
      subtype: command.subtype ?? 'AT_AddColumn',
      name: command.name,
      command,
      column: nodeAs(command.def, 'ColumnDef'),
      constraint: nodeAs(command.def, 'Constraint'),
    }),
  )
  return { statement, relation: statement.relation, table: relationName(statement.relation, schema), commands }
}

/** Constraints of a column of CREATE TABLE or ADD COLUMN. */
export function constraintsOf(column: ColumnDef | undefined): Constraint[] {
  return nodesAs(column?.constraints, 'Constraint')
}

/** A word or number of an option (`DefElem.arg`). */
export function optionText(node: Node | undefined): string {
  return nodeAs(node, 'String')?.sval ?? nodeAs(node, 'TypeName')?.names?.map((name) => nodeAs(name, 'String')?.sval ?? '').at(-1) ?? String(nodeAs(node, 'Integer')?.ival ?? nodeAs(node, 'Boolean')?.boolval ?? '')
}
