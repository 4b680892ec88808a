import type { Node } from '@pgsql/types'
import { relationId } from '../kinds/relation-id.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import { nameOfList, nodeAs, relationName } from '../sql/parse-tree.ts'
import { quoteIdentifier } from '../sql/quote.ts'
import type { LintStatement } from './rule.ts'

const relkinds = ['r', 'v', 'm', 'f', 'S'] as const

/** Relations, types and schemas that a batch has made so far, by qualified name. */
export class MadeInBatch {
  readonly #names = new Set<string>()
  readonly #schemas = new Set<string>()
  readonly #schema: string
  readonly #prefix: string
  readonly #before: Snapshot | undefined

  constructor(schema: string, before: Snapshot | undefined) {
    this.#schema = schema
    this.#prefix = `${quoteIdentifier(schema)}.`
    this.#before = before
  }

  /** Takes names as written and qualified ones. */
  has(name: string): boolean {
    if (this.#names.has(name) || (this.#names.size > 0 && this.#names.has(this.#prefix + name))) return true
    return this.#schemas.size > 0 && this.#schemas.has(name.slice(0, Math.max(0, name.indexOf('.'))))
  }

  add(statement: LintStatement): void {
    for (const one of [statement, ...statement.inner]) if (one.node) this.#addNode(one.node)
    for (const { relation, isNew } of statement.trace?.locks ?? []) if (isNew) this.#names.add(relation)
  }

  #addNode(node: Node): void {
    const name = createdName(node, this.#schema)
    if (name !== undefined && !(createsOnlyIfMissing(node) && this.#existed(name))) this.#names.add(name)
    const schema = nodeAs(node, 'CreateSchemaStmt')
    if (schema?.schemaname && !this.#before?.has(`schema:${quoteIdentifier(schema.schemaname)}`)) this.#schemas.add(quoteIdentifier(schema.schemaname))
    this.#rename(node)
  }

  #existed(name: string): boolean {
    return relkinds.some((kind) => this.#before?.has(`${relationId(kind, ['x']).split(':')[0]}:${name}`) === true)
  }

  #rename(node: Node): void {
    const rename = nodeAs(node, 'RenameStmt')
    if (!rename?.relation || !rename.newname || rename.renameType === 'OBJECT_COLUMN' || rename.renameType === 'OBJECT_TABCONSTRAINT') return
    if (this.has(relationName(rename.relation, this.#schema))) this.#names.add(relationName({ ...rename.relation, relname: rename.newname }, this.#schema))
  }
}

/** Qualified name of the relation or type that a statement makes. */
export function createdName(node: Node, schema: string): string | undefined {
  const relation = nodeAs(node, 'CreateStmt')?.relation ?? nodeAs(node, 'CreateForeignTableStmt')?.base?.relation ?? nodeAs(node, 'CreateTableAsStmt')?.into?.rel ?? nodeAs(node, 'CreateSeqStmt')?.sequence ?? nodeAs(node, 'ViewStmt')?.view ?? nodeAs(node, 'SelectStmt')?.intoClause?.rel ?? nodeAs(node, 'CompositeTypeStmt')?.typevar
  if (relation) return relationName(relation, relation.relpersistence === 't' ? 'pg_temp' : schema)
  const index = nodeAs(node, 'IndexStmt')
  if (index?.idxname) return relationName({ schemaname: index.relation?.schemaname, relname: index.idxname }, schema)
  const type = nodeAs(node, 'CreateEnumStmt')?.typeName ?? nodeAs(node, 'CreateDomainStmt')?.domainname ?? nodeAs(node, 'CreateRangeStmt')?.typeName
  return type && nameOfList(type, schema)
}

function createsOnlyIfMissing(node: Node): boolean {
  const made = nodeAs(node, 'CreateStmt') ?? nodeAs(node, 'CreateTableAsStmt') ?? nodeAs(node, 'CreateSeqStmt') ?? nodeAs(node, 'IndexStmt')
  return made?.if_not_exists === true || nodeAs(node, 'ViewStmt')?.replace === true
}
