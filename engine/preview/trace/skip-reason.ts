import { transactionControl } from '#shared/sql/transaction.ts'
import type { ScriptStatement } from '#shared/sql/split.ts'
import { isTree, parseStatement, walkTree, type Tree } from './parse.ts'

/** Why a statement is not run where it is traced; undefined: it runs. */
export type SkipReasons = (statement: ScriptStatement) => Promise<string | undefined>

/** What a statement may do beyond its database. */
export interface Permissions {
  /** Roles and what else belongs to the whole server: there a transaction is rolled back, or the server is thrown away. */
  wholeServer: boolean
  /** Its database is the one whose name scripts know. */
  ownDatabase?: boolean
}

/** Functions that act beyond the transaction, by what they do. */
const outside: readonly (readonly [RegExp, string])[] = [
  [/^dblink/, 'connects to another database'],
  [/^http_(get|post|put|patch|delete|head)$/, 'connects to another server'],
  [/^(lo_import|lo_export)$/, "reads or writes a file of the server's machine"],
  [/^pg_file_(write|rename|unlink|sync)$|^pg_(read_file|read_binary_file|logfile_rotate)$|^pg_ls_/, "reads or writes a file of the server's machine"],
  [/^pg_(terminate_backend|cancel_backend)$/, 'ends what another session does'],
  [/^pg_(reload_conf|rotate_logfile|promote|switch_wal|create_restore_point|wal_replay_pause|wal_replay_resume|backup_start|backup_stop|start_backup|stop_backup)$/, 'acts on the whole server'],
  [/^pg_(create|drop|copy)_(physical|logical)_replication_slot$|^pg_drop_replication_slot$|^pg_replication_(origin|slot)_/, 'changes the replication of the server'],
  [/^pg_stat_reset|^pg_stat_statements_reset$/, 'clears statistics of the server'],
]

/** The same as a pattern of PostgreSQL for the bodies of functions. */
export const riskyWords = String.raw`\m(dblink|http_(get|post|put|patch|delete|head)|lo_import|lo_export|pg_file_|pg_read_|pg_ls_|pg_logfile_rotate|pg_terminate_backend|pg_cancel_backend|pg_reload_conf|pg_rotate_logfile|pg_promote|pg_switch_wal|pg_create_restore_point|pg_wal_replay_|pg_backup_|pg_start_backup|pg_stop_backup|pg_create_|pg_drop_replication|pg_copy_|pg_replication_|pg_stat_reset|pg_stat_statements_reset)|\mprogram\M`

const controls = new Set(['BEGIN', 'COMMIT', 'END', 'ABORT', 'ROLLBACK', 'START TRANSACTION', 'PREPARE TRANSACTION'])

/** Says what keeps statements from running in a preview, by their text and by `more`, which knows the database. */
export function skipReasons(permissions: Permissions, more: (tree: Tree, statement: ScriptStatement) => Promise<string | undefined> = async () => undefined): SkipReasons {
  return async (statement) => {
    const control = (await transactionControl(statement)) ?? (controls.has(statement.command) ? statement.command : undefined)
    if (control !== undefined) return `${control} would end the transaction of the preview.`
    const tree = await parseStatement(statement.text)
    // The rows of a COPY go by a protocol that takes several statements at once.
    if (!tree) return statement.copyData ? 'Its words cannot be read, so that nobody knows what it would do.' : undefined
    return reasonOf(tree, permissions) ?? (await more(tree, statement))
  }
}

/** The same for the statements of one batch in their order: what names a role whose making was skipped is skipped too. */
export function skipReasonsOfBatch(reasons: SkipReasons): SkipReasons {
  const absent = new Set<string>()
  return async (statement) => {
    const reason = await reasons(statement)
    const tree = reason === undefined && absent.size === 0 ? undefined : await parseStatement(statement.text)
    if (!tree) return reason
    if (reason === undefined) return absentReason(tree, absent)
    for (const role of madeRoles(tree)) absent.add(role)
    return reason
  }
}

function reasonOf(tree: Tree, { wholeServer, ownDatabase = false }: Permissions): string | undefined {
  const [type = '', node] = Object.entries(tree)[0] ?? []
  if (!isTree(node)) return undefined
  return outsideReason(type, node) ?? copyReason(type, node) ?? (ownDatabase ? undefined : databaseReason(type, node)) ?? (wholeServer ? undefined : serverReason(type, node)) ?? calledReason(tree)
}

function madeRoles(tree: Tree): string[] {
  const node = tree['CreateRoleStmt']
  return isTree(node) && typeof node['role'] === 'string' ? [node['role']] : []
}

/** What names a role that was not made would only fail. */
function absentReason(tree: Tree, absent: ReadonlySet<string>): string | undefined {
  let found: string | undefined
  walkTree(tree, (type, node) => {
    const name = type === 'VariableSetStmt' ? roleSet(node) : node['rolename']
    if (typeof name === 'string' && absent.has(name)) found ??= name
  })
  return found && `It names role ${found}, which was not made here.`
}

/** Role of SET ROLE and SET SESSION AUTHORIZATION. */
function roleSet({ name, args }: Tree): string | undefined {
  if (name !== 'role' && name !== 'session_authorization') return undefined
  let role: string | undefined
  walkTree({ args }, (_type, { sval }) => {
    if (isTree(sval) && typeof sval['sval'] === 'string') role ??= sval['sval']
  })
  return role
}

const neverRun: Readonly<Record<string, string>> = {
  CreatedbStmt: 'makes a database on the server', DropdbStmt: 'drops a database of the server',
  CreateTableSpaceStmt: "makes a folder on the server's machine", DropTableSpaceStmt: "removes a folder of the server's machine", AlterTableSpaceOptionsStmt: 'changes the whole server', AlterTableMoveAllStmt: 'moves what is in a tablespace', AlterSystemStmt: 'changes the settings of the whole server',
  CreateSubscriptionStmt: 'connects to another server', AlterSubscriptionStmt: 'connects to another server', DropSubscriptionStmt: 'connects to another server', ImportForeignSchemaStmt: 'connects to another server',
}

function outsideReason(type: string, node: Tree): string | undefined {
  const found = neverRun[type]
  if (found !== undefined) return `It ${found}.`
  if (type === 'TransactionStmt' && String(node['kind']).endsWith('PREPARED')) return 'It ends a prepared transaction.'
  return undefined
}

const ofDatabases = new Set(['AlterDatabaseStmt', 'AlterDatabaseSetStmt', 'AlterDatabaseRefreshCollStmt'])
const kindMembers = ['objtype', 'objectType', 'renameType', 'removeType', 'kind']

function databaseReason(type: string, node: Tree): string | undefined {
  const isKind = kindMembers.some((member) => /^(OBJECT|REINDEX_OBJECT)_(DATABASE|SYSTEM)$/.test(String(node[member])))
  return ofDatabases.has(type) || isKind ? 'It is about a database by its name, and the database of the preview has another one.' : undefined
}

function copyReason(type: string, node: Tree): string | undefined {
  if (type !== 'CopyStmt') return undefined
  if (node['is_program'] === true) return "It runs a program on the server's machine."
  return typeof node['filename'] === 'string' ? "It reads or writes a file of the server's machine." : undefined
}

const roles = new Set(['CreateRoleStmt', 'AlterRoleStmt', 'AlterRoleSetStmt', 'DropRoleStmt', 'GrantRoleStmt', 'DropOwnedStmt', 'ReassignOwnedStmt'])
const shared = new Set(['OBJECT_ROLE', 'OBJECT_TABLESPACE', 'OBJECT_PARAMETER_ACL', 'OBJECT_SUBSCRIPTION'])

function serverReason(type: string, node: Tree): string | undefined {
  if (roles.has(type)) return 'It changes roles, which all databases of the server share.'
  return kindMembers.some((member) => shared.has(String(node[member]))) ? 'It changes what all databases of the server share.' : undefined
}

function calledReason(tree: Tree): string | undefined {
  let reason: string | undefined
  walkTree(tree, (type, node) => {
    if (type === 'FuncCall') reason ??= functionReason(functionName(node))
    if (type === 'DoStmt') reason ??= bodyReason(JSON.stringify(node))
  })
  return reason
}

/** Names of the functions that are called. */
export function calledFunctions(tree: Tree): string[] {
  const names: string[] = []
  walkTree(tree, (type, node) => {
    if (type === 'FuncCall') names.push(functionName(node))
  })
  return names
}

function functionName({ funcname }: Tree): string {
  const last: unknown = Array.isArray(funcname) ? funcname.at(-1) : undefined
  return isTree(last) && isTree(last['String']) ? String(last['String']['sval'] ?? '') : ''
}

function functionReason(name: string): string | undefined {
  const [, what] = outside.find(([pattern]) => pattern.test(name)) ?? []
  return what === undefined ? undefined : `${name}() ${what}.`
}

/** Reason in the body of a function or a DO block, by the words in it. */
export function bodyReason(body: string): string | undefined {
  if (/\bcopy\b[^;]*\b(to|from)\s+program\b/i.test(body)) return "It runs a program on the server's machine."
  for (const word of body.toLowerCase().match(/[a-z_][a-z0-9_]*(?=\s*\()/g) ?? []) {
    const reason = functionReason(word)
    if (reason !== undefined) return reason
  }
  return undefined
}
