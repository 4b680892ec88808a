import type { AlterDatabaseStmt, AlterSubscriptionStmt, CreateSubscriptionStmt, DefElem, DropStmt, Node, ParseResult, TransactionStmt } from '@pgsql/types'
import { firstWords } from './lexer.ts'
import type { ScriptStatement } from './split.ts'

type StatementText = ScriptStatement | string

export interface ConcurrentIndex {
  action: 'create' | 'drop' | 'reindex'
  schema?: string
  /** Of the index, or of what is reindexed; absent where the server chooses the name. */
  name?: string
  /** Absent where the statement does not name it. */
  table?: string
}

const always = new Set(['VACUUM', 'CLUSTER', 'REINDEX', 'DISCARD'])
const definitions = new Set(['CREATE', 'ALTER', 'DROP'])
const kinds = new Set(['DATABASE', 'TABLESPACE', 'SYSTEM', 'SUBSCRIPTION'])
const controls = new Set(['BEGIN', 'COMMIT', 'ROLLBACK', 'START', 'END', 'ABORT', 'PREPARE'])

/**
 * The command's name when the grammar says that the statement cannot run in a transaction block, else undefined. The source of the
 * rule are the callers of PreventInTransactionBlock() in PostgreSQL 13 to 18. What only the catalog knows (CLUSTER or REINDEX of
 * a partitioned table) is left to the server, and DROP SUBSCRIPTION is named whether or not it has a slot.
 */
export async function nonTransactionalReason(statement: StatementText): Promise<string | undefined> {
  const text = textOf(statement)
  if (!mayBeNonTransactional(text)) return undefined
  return firstOf(await parse(text), reasonOf)
}

/** The command when the statement begins or ends a transaction block, such as `COMMIT`; savepoints do not. */
export async function transactionControl(statement: StatementText): Promise<string | undefined> {
  const text = textOf(statement)
  const [first = ''] = firstWords(text, 1)
  if (!controls.has(first)) return undefined
  return firstOf(await parse(text), (node) => ('TransactionStmt' in node ? controlOf(node.TransactionStmt, first) : undefined))
}

/** What a CREATE, DROP or REINDEX ... CONCURRENTLY works on, so that an invalid index that it left can be found. */
export async function concurrentIndexName(statement: StatementText): Promise<ConcurrentIndex | undefined> {
  const text = textOf(statement)
  if (!/concurrently/i.test(text) || !mayBeNonTransactional(text)) return undefined
  return firstOf(await parse(text), concurrentIndexOf)
}

function textOf(statement: StatementText): string {
  return typeof statement === 'string' ? statement : statement.text
}

/** Cheap and never wrong about a no: keywords can neither be quoted nor escaped, so their words must stand at the front. */
function mayBeNonTransactional(text: string): boolean {
  const [first = '', second = ''] = firstWords(text, 2)
  if (always.has(first)) return true
  if (first === 'COMMIT' || first === 'ROLLBACK') return second === 'PREPARED'
  if (!definitions.has(first)) return false
  if (kinds.has(second)) return true
  const concurrentKind = first === 'ALTER' ? second === 'TABLE' : second === 'INDEX' || second === 'UNIQUE'
  return concurrentKind && /concurrently/i.test(text)
}

/** Undefined when the text does not parse: the server will say what is wrong with it. */
async function parse(text: string): Promise<ParseResult | undefined> {
  if (text.includes('\0')) return undefined
  const grammar = await import('libpg-query')
  try {
    return await grammar.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch {
    return undefined
  }
}

function firstOf<T>(result: ParseResult | undefined, find: (node: Node) => T | undefined): T | undefined {
  for (const { stmt } of result?.stmts ?? []) {
    const found = stmt && find(stmt)
    if (found !== undefined) return found
  }
  return undefined
}

function controlOf({ kind }: TransactionStmt, first: string): string | undefined {
  switch (kind) {
    case 'TRANS_STMT_START':
      return 'START TRANSACTION'
    case 'TRANS_STMT_PREPARE':
      return 'PREPARE TRANSACTION'
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_COMMIT':
    case 'TRANS_STMT_ROLLBACK':
      return first
    default:
      return undefined
  }
}

function reasonOf(node: Node): string | undefined {
  if ('IndexStmt' in node) return node.IndexStmt.concurrent ? 'CREATE INDEX CONCURRENTLY' : undefined
  if ('DropStmt' in node) return dropsConcurrently(node.DropStmt) ? 'DROP INDEX CONCURRENTLY' : undefined
  if ('VacuumStmt' in node) return node.VacuumStmt.is_vacuumcmd ? 'VACUUM' : undefined
  if ('ClusterStmt' in node) return node.ClusterStmt.relation ? undefined : 'CLUSTER'
  if ('DiscardStmt' in node) return (node.DiscardStmt.target ?? 'DISCARD_ALL') === 'DISCARD_ALL' ? 'DISCARD ALL' : undefined
  if ('AlterTableStmt' in node) return detachesConcurrently(node.AlterTableStmt.cmds ?? []) ? 'ALTER TABLE ... DETACH PARTITION CONCURRENTLY' : undefined
  if ('ReindexStmt' in node) return reindexReason(node)
  return serverWideReason(node) ?? subscriptionReason(node)
}

function serverWideReason(node: Node): string | undefined {
  if ('CreatedbStmt' in node) return 'CREATE DATABASE'
  if ('DropdbStmt' in node) return 'DROP DATABASE'
  if ('CreateTableSpaceStmt' in node) return 'CREATE TABLESPACE'
  if ('DropTableSpaceStmt' in node) return 'DROP TABLESPACE'
  if ('AlterSystemStmt' in node) return 'ALTER SYSTEM'
  if ('AlterDatabaseStmt' in node) return setsTablespace(node.AlterDatabaseStmt) ? 'ALTER DATABASE SET TABLESPACE' : undefined
  if (!('TransactionStmt' in node)) return undefined
  if (node.TransactionStmt.kind === 'TRANS_STMT_COMMIT_PREPARED') return 'COMMIT PREPARED'
  return node.TransactionStmt.kind === 'TRANS_STMT_ROLLBACK_PREPARED' ? 'ROLLBACK PREPARED' : undefined
}

function subscriptionReason(node: Node): string | undefined {
  if ('DropSubscriptionStmt' in node) return 'DROP SUBSCRIPTION'
  if ('CreateSubscriptionStmt' in node) return createsSlot(node.CreateSubscriptionStmt) ? 'CREATE SUBSCRIPTION' : undefined
  if ('AlterSubscriptionStmt' in node) return reachesPublisher(node.AlterSubscriptionStmt) ? 'ALTER SUBSCRIPTION' : undefined
  return undefined
}

function dropsConcurrently(statement: DropStmt): boolean {
  return statement.removeType === 'OBJECT_INDEX' && statement.concurrent === true
}

function detachesConcurrently(commands: readonly Node[]): boolean {
  return commands.some((node) => {
    if (!('AlterTableCmd' in node) || node.AlterTableCmd.subtype !== 'AT_DetachPartition') return false
    const { def } = node.AlterTableCmd
    return def !== undefined && 'PartitionCmd' in def && def.PartitionCmd.concurrent === true
  })
}

function reindexReason(node: Extract<Node, { ReindexStmt: unknown }>): string | undefined {
  const { kind, params } = node.ReindexStmt
  if (option(params, 'concurrently') === true) return 'REINDEX CONCURRENTLY'
  if (kind === 'REINDEX_OBJECT_SCHEMA') return 'REINDEX SCHEMA'
  if (kind === 'REINDEX_OBJECT_SYSTEM') return 'REINDEX SYSTEM'
  return kind === 'REINDEX_OBJECT_DATABASE' ? 'REINDEX DATABASE' : undefined
}

function setsTablespace(statement: AlterDatabaseStmt): boolean {
  return (statement.options ?? []).some((node) => 'DefElem' in node && node.DefElem.defname === 'tablespace')
}

/** A slot is made unless create_slot or connect is false. */
function createsSlot(statement: CreateSubscriptionStmt): boolean {
  return option(statement.options, 'create_slot') ?? option(statement.options, 'connect') ?? true
}

function reachesPublisher(statement: AlterSubscriptionStmt): boolean {
  switch (statement.kind) {
    case 'ALTER_SUBSCRIPTION_REFRESH':
      return true
    case 'ALTER_SUBSCRIPTION_SET_PUBLICATION':
    case 'ALTER_SUBSCRIPTION_ADD_PUBLICATION':
    case 'ALTER_SUBSCRIPTION_DROP_PUBLICATION':
      return option(statement.options, 'refresh') ?? true
    default:
      return has(statement.options, 'failover') || has(statement.options, 'two_phase')
  }
}

function has(options: readonly Node[] | undefined, name: string): boolean {
  return options?.some((node) => 'DefElem' in node && node.DefElem.defname === name) ?? false
}

/** Value of a Boolean option as defGetBoolean() reads it; undefined when the option is absent. */
function option(options: readonly Node[] | undefined, name: string): boolean | undefined {
  const found = options?.flatMap((node) => ('DefElem' in node && node.DefElem.defname === name ? [node.DefElem] : [])).at(-1)
  return found && isOn(found)
}

function isOn({ arg }: DefElem): boolean {
  if (!arg) return true
  if ('Integer' in arg) return (arg.Integer.ival ?? 0) !== 0
  if ('Boolean' in arg) return arg.Boolean.boolval === true
  return !['false', 'off'].includes(wordOf(arg).toLowerCase())
}

/** The grammar reads `off`, which is no reserved word, as the name of a type. */
function wordOf(arg: Node): string {
  const node = 'TypeName' in arg ? arg.TypeName.names?.at(-1) : arg
  return node && 'String' in node ? (node.String.sval ?? '') : ''
}

function concurrentIndexOf(node: Node): ConcurrentIndex | undefined {
  if ('IndexStmt' in node && node.IndexStmt.concurrent) {
    const { idxname, relation } = node.IndexStmt
    return { action: 'create', schema: relation?.schemaname, name: idxname, table: relation?.relname }
  }
  if ('DropStmt' in node && dropsConcurrently(node.DropStmt)) {
    const [first] = node.DropStmt.objects ?? []
    const names = first && 'List' in first ? (first.List.items ?? []).flatMap((item) => ('String' in item ? [item.String.sval ?? ''] : [])) : []
    return { action: 'drop', schema: names.at(-2), name: names.at(-1) }
  }
  if (!('ReindexStmt' in node) || option(node.ReindexStmt.params, 'concurrently') !== true) return undefined
  const { kind, relation, name } = node.ReindexStmt
  if (kind === 'REINDEX_OBJECT_SCHEMA') return { action: 'reindex', schema: name }
  if (kind === 'REINDEX_OBJECT_TABLE') return { action: 'reindex', schema: relation?.schemaname, table: relation?.relname }
  return { action: 'reindex', schema: relation?.schemaname, name: relation?.relname }
}
