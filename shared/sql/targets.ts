import { firstWords } from './lexer.ts'

/** A name that a statement makes, changes, fills or drops, as it is written. */
export interface StatementTarget {
  /** Absent where the statement leaves it to search_path, and of what is in no schema. */
  schema?: string
  name: string
  /** Column, constraint, trigger, policy or rule of it. */
  part?: string
}

/** Statements that only look, or only set something for their session. */
const untouching = new Set(['SELECT', 'SET', 'RESET', 'SHOW', 'EXPLAIN', 'VALUES', 'BEGIN', 'COMMIT', 'ROLLBACK', 'START', 'END', 'ABORT', 'SAVEPOINT', 'RELEASE', 'NOTIFY', 'LISTEN', 'UNLISTEN', 'DECLARE', 'FETCH', 'CLOSE', 'DISCARD', 'CHECKPOINT', 'LOAD', 'DO', 'PREPARE', 'EXECUTE', 'DEALLOCATE'])

/** Where a statement speaks of what it reads or calls, not of what it changes. */
const elsewhere = new Set(['pktable', 'inhRelations', 'selectStmt', 'query', 'whereClause', 'fromClause', 'usingClause', 'raw_expr', 'whenClause', 'qual', 'with_check', 'expr', 'withClause', 'sql_body', 'actions', 'options', 'definition', 'objargs', 'objfuncargs', 'parameters', 'returnType', 'targetList', 'returningList', 'func', 'funccall', 'grantees', 'privileges', 'roles'])

/** Members that hold the name of what is made, as a list of its parts. */
const nameLists = ['funcname', 'defnames', 'typeName', 'domainname', 'objname', 'opfamilyname', 'opclassname', 'conversion_name', 'collname', 'dictname', 'cfgname', 'trigname']

/** Members that hold a name in no schema. */
const singleNames: Readonly<Record<string, readonly string[]>> = {
  CreateSchemaStmt: ['schemaname'], CreateExtensionStmt: ['extname'], AlterExtensionStmt: ['extname'], AlterExtensionContentsStmt: ['extname'], CreatePublicationStmt: ['pubname'], AlterPublicationStmt: ['pubname'],
  CreateSubscriptionStmt: ['subname'], AlterSubscriptionStmt: ['subname'], DropSubscriptionStmt: ['subname'], CreateEventTrigStmt: ['trigname'], AlterEventTrigStmt: ['trigname'], CreateForeignServerStmt: ['servername'],
  AlterForeignServerStmt: ['servername'], CreateFdwStmt: ['fdwname'], AlterFdwStmt: ['fdwname'], CreatePLangStmt: ['plname'], AlterObjectSchemaStmt: [],
}

/** Members that name a part of the relation beside them. */
const partNames = ['trigname', 'policy_name', 'rulename']

const partTypes = new Set(['OBJECT_COLUMN', 'OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE', 'OBJECT_TABCONSTRAINT', 'OBJECT_DOMCONSTRAINT'])

type Tree = Readonly<Record<string, unknown>>

/** What a statement makes, changes, fills or drops; nothing of what it only reads or refers to. Empty where the grammar does not know it. */
export async function targetsOf(text: string): Promise<StatementTarget[]> {
  const [first = ''] = firstWords(text, 1)
  if (untouching.has(first) || text.includes('\0')) return []
  const grammar = await import('libpg-query')
  try {
    const { stmts = [] } = (await grammar.parse(text)) as { stmts?: { stmt?: Tree }[] }
    const found = new Map<string, StatementTarget>()
    for (const target of stmts.flatMap(({ stmt }) => (stmt ? ofStatement(stmt) : []))) found.set(JSON.stringify([target.schema, target.name, target.part]), target)
    return [...found.values()]
  } catch {
    return []
  }
}

function ofStatement(stmt: Tree): StatementTarget[] {
  const [type = '', content] = Object.entries(stmt)[0] ?? []
  if (!isTree(content)) return []
  // What a trigger calls is named like what CREATE FUNCTION makes.
  const inner: Tree = type.endsWith('TrigStmt') ? { ...content, funcname: undefined } : content
  const singles = (singleNames[type] ?? []).flatMap((member) => (typeof inner[member] === 'string' ? [{ name: inner[member] }] : []))
  if (singles.length > 0) return [...singles, ...walk({ ...inner, ...Object.fromEntries((singleNames[type] ?? []).map((member) => [member, undefined])) })]
  if (type === 'DropStmt') return asList(inner['objects']).flatMap((object) => named(namesOf(object), String(inner['removeType'])))
  if (type === 'RenameStmt') return renamed(inner)
  const about = namesOf(inner['object'])
  const objectType = String(inner['objtype'] ?? inner['objectType'] ?? '')
  if (about.length > 0) return [...named(about, objectType), ...moved(about, inner)]
  return [...walk(inner), ...partsOf(inner), ...moved(relationOf(inner), inner)]
}

/** A list of names by the kind of what it names: of a part the relation comes too. */
function named(names: readonly string[], type: string): StatementTarget[] {
  const last = names.at(-1)
  if (last === undefined) return []
  if (!partTypes.has(type) || names.length < 2) return [target(names)]
  const relation = target(names.slice(0, -1))
  return [relation, { ...relation, part: last }]
}

/** Both names count: what is called so now was called otherwise then. */
function renamed(inner: Tree): StatementTarget[] {
  const relation = relationOf(inner)
  const names = relation.length > 0 ? relation : namesOf(inner['object'])
  const [subname, newname] = [inner['subname'], inner['newname']]
  if (names.length === 0) return [subname, newname].flatMap((name) => (typeof name === 'string' ? [{ name }] : []))
  if (typeof subname === 'string') return [target(names), { ...target(names), part: subname }, { ...target(names), part: String(newname) }]
  const type = String(inner['renameType'])
  return [...named(names, type), ...named([...names.slice(0, -1), String(newname)], type)]
}

/** ALTER ... SET SCHEMA: it is found in its new schema afterwards. */
function moved(names: readonly string[], inner: Tree): StatementTarget[] {
  const [schema, name] = [inner['newschema'], names.at(-1)]
  return typeof schema === 'string' && name !== undefined ? [{ schema, name }] : []
}

function partsOf(inner: Tree): StatementTarget[] {
  const relation = relationOf(inner)
  if (relation.length === 0) return []
  const parts = partNames.flatMap((member) => (typeof inner[member] === 'string' ? [{ ...target(relation), part: inner[member] }] : []))
  const columns = asList(inner['cmds']).flatMap((cmd) => {
    const name = isTree(cmd) && isTree(cmd['AlterTableCmd']) ? columnOf(cmd['AlterTableCmd']) : undefined
    return name === undefined ? [] : [{ ...target(relation), part: name }]
  })
  const index = inner['idxname']
  return [...parts, ...columns, ...(typeof index === 'string' ? [{ ...target(relation), name: index }] : [])]
}

/** The column or constraint that a command of ALTER TABLE is about. */
function columnOf({ name, def }: Tree): string | undefined {
  if (typeof name === 'string') return name
  if (!isTree(def)) return undefined
  const made = isTree(def['ColumnDef']) ? def['ColumnDef']['colname'] : isTree(def['Constraint']) ? def['Constraint']['conname'] : undefined
  return typeof made === 'string' ? made : undefined
}

function walk(value: unknown): StatementTarget[] {
  if (Array.isArray(value)) return value.flatMap(walk)
  if (!isTree(value)) return []
  if (typeof value['relname'] === 'string') return [target(relationNames(value))]
  const own = nameLists.flatMap((member) => (Array.isArray(value[member]) ? [target(value[member].map(wordOf))] : []))
  const inner = Object.entries(value).filter(([member]) => !elsewhere.has(member) && !nameLists.includes(member))
  return [...own, ...inner.flatMap(([, below]) => walk(below))]
}

function relationOf(inner: Tree): string[] {
  const relation = inner['relation'] ?? inner['table']
  return isTree(relation) ? relationNames(relation) : []
}

function relationNames({ schemaname, relname }: Tree): string[] {
  return [schemaname, relname].filter((part) => typeof part === 'string')
}

/** Names that stand for an object in DROP, COMMENT and the like. */
function namesOf(object: unknown): string[] {
  if (!isTree(object)) return []
  if (isTree(object['List'])) return asList(object['List']['items']).map(wordOf).filter(Boolean)
  if (isTree(object['TypeName'])) return asList(object['TypeName']['names']).map(wordOf)
  if (isTree(object['ObjectWithArgs'])) return asList(object['ObjectWithArgs']['objname']).map(wordOf)
  if (isTree(object['String'])) return [wordOf(object)]
  return []
}

function wordOf(node: unknown): string {
  const word = isTree(node) && isTree(node['String']) ? node['String']['sval'] : undefined
  return typeof word === 'string' ? word : ''
}

function target(names: readonly string[]): StatementTarget {
  const [name = '', schema] = names.toReversed()
  return schema === undefined ? { name } : { schema, name }
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
