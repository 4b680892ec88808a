import { newColumns, newConstraints, alterCommands } from './definitions.ts'
import { indexesMade, type IndexShape } from './index-shapes.ts'
import { made } from './made.ts'
import { relationOf, type Name } from './relation.ts'
import { findNodes, names, nodeAs, nodesAs } from './tree.ts'
import type { LintContext, LintFile, LintStatement } from '../rule.ts'

/** Statements of a batch by what they do, so that no rule has to go through all of them for each statement. */
export interface BatchIndex {
  schema: string
  /** Place of a statement in the order of the run. */
  order: ReadonlyMap<LintStatement, number>
  /** By column, `public.orders.total`. */
  addedColumns: Places
  filledColumns: Places
  /** By relation or routine, `public.orders`. */
  made: Places
  copied: Places
  /** Of what has a primary key from then on. */
  keyed: Places
  /** By table: constraints that are validated, and indexes that are made, those of constraints too. */
  validated: Places
  indexed: ReadonlyMap<string, readonly { at: number; shape: IndexShape }[]>
  /** By the last part of the name: tables and indexes that are dropped. */
  dropped: Places
}

export type Places = ReadonlyMap<string, readonly { at: number; statement: LintStatement; name?: string }[]>
type Growing = Map<string, { at: number; statement: LintStatement; name?: string }[]>

const known = new WeakMap<readonly LintFile[], BatchIndex>()

export function batchIndex(context: LintContext): BatchIndex {
  const found = known.get(context.files)
  if (found?.schema === context.schema) return found
  const built = new Builder(context).build()
  known.set(context.files, built)
  return built
}

class Builder {
  readonly #context: LintContext
  readonly #order = new Map<LintStatement, number>()
  readonly #places: Record<'addedColumns' | 'filledColumns' | 'made' | 'copied' | 'keyed' | 'validated' | 'dropped', Growing> = {
    addedColumns: new Map(), filledColumns: new Map(), made: new Map(), copied: new Map(), keyed: new Map(), validated: new Map(), dropped: new Map(),
  }
  readonly #indexed = new Map<string, { at: number; shape: IndexShape }[]>()

  constructor(context: LintContext) {
    this.#context = context
  }

  build(): BatchIndex {
    for (const file of this.#context.files) for (const statement of file.statements) for (const one of [statement, ...statement.inner]) this.#add(one, this.#order.size)
    return { schema: this.#context.schema, order: this.#order, ...this.#places, indexed: this.#indexed }
  }

  #add(statement: LintStatement, at: number): void {
    const context = this.#context
    this.#order.set(statement, at)
    const put = (to: Growing, key: string | undefined, name?: string) => {
      if (key !== undefined) grow(to, key, { at, statement, ...(name !== undefined && { name }) })
    }
    const { addedColumns, filledColumns, keyed, validated, dropped, copied } = this.#places
    for (const { table, name, by } of newColumns(statement, context)) if (by !== 'type') put(addedColumns, `${table.text}.${name}`, by)
    for (const { table, constraint } of newConstraints(statement, context)) if (constraint.contype === 'CONSTR_PRIMARY') put(keyed, table.text)
    for (const { table, kind, command } of alterCommands(statement, context)) if (kind === 'AT_ValidateConstraint') put(validated, table.text, command.name)
    for (const { table, shape } of indexesMade(statement, context)) grow(this.#indexed, table.text, { at, shape })
    put(this.#places.made, made(statement, context))
    for (const object of nodeAs(statement.node, 'DropStmt')?.objects ?? []) put(dropped, names(object).at(-1))
    const update = nodeAs(statement.node, 'UpdateStmt')
    for (const { name } of nodesAs(update?.targetList, 'ResTarget')) put(filledColumns, `${relationOf(update?.relation, context).text}.${name ?? ''}`)
    const query = nodeAs(statement.node, 'CreateTableAsStmt')?.query ?? nodeAs(statement.node, 'InsertStmt')?.selectStmt
    for (const range of nodeAs(query, 'SelectStmt')?.valuesLists ? [] : findNodes(query, 'RangeVar')) put(copied, relationOf(range, context).text)
  }
}

function grow<T>(to: Map<string, T[]>, key: string, one: T): void {
  const list = to.get(key)
  if (list) list.push(one)
  else to.set(key, [one])
}

/** The last of these that stands before the statement. */
export function lastBefore(places: Places, key: string, statement: LintStatement, context: LintContext): LintStatement | undefined {
  const at = batchIndex(context).order.get(statement) ?? -1
  return places.get(key)?.findLast((one) => one.at < at)?.statement
}

export function standsAfter(places: Places, key: string, statement: LintStatement, context: LintContext): boolean {
  const at = batchIndex(context).order.get(statement) ?? Number.POSITIVE_INFINITY
  return places.get(key)?.some((one) => one.at > at) === true
}

/** Indexes of a table that earlier statements have made. */
export function indexesBefore(table: Name, statement: LintStatement, context: LintContext): IndexShape[] {
  const { indexed, order } = batchIndex(context)
  const at = order.get(statement) ?? -1
  return (indexed.get(table.text) ?? []).filter((one) => one.at < at).map(({ shape }) => shape)
}
