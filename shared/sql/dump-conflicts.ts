import type { Node } from '@pgsql/types'
import { nodesOf } from '../sql/nodes-of.ts'
import { alteredTable, findNodes, nodeAs, nodesAs, relationName, stringsOf, type AlterCommand } from '../sql/parse-tree.ts'
import type { ScriptStatement } from '../sql/split.ts'

/** A statement that a running pg_dump would hold up, with all who queue behind it. */
export interface DumpConflict {
  script: string
  line: number
  command: string
  /** `known`: it locks a relation exclusively; `unknown`: what it locks cannot be told from its text, and counts as if it did. */
  basis: 'known' | 'unknown'
}

interface Script {
  script: string
  statements: readonly ScriptStatement[]
}

/**
 * The first statement that takes, or may take, ACCESS EXCLUSIVE on something that was there before: the one lock that waits for the ACCESS SHARE
 * that pg_dump holds on every table to its end. By the text alone; docs/locks.md shows what each statement was seen to lock. `made` keeps the relations
 * that earlier scripts of the run have made, whose locks nobody waits for.
 */
export async function firstDumpConflict({ script, statements }: Script, schema: string, made: Set<string>): Promise<DumpConflict | undefined> {
  for (const { text, line, command, copyData } of statements) {
    if (copyData) continue
    const nodes = await nodesOf(text)
    const basis = nodes === undefined ? 'unknown' : nodes.map((node) => basisOf(node, schema, made)).find((found) => found !== undefined)
    if (basis !== undefined) return { script, line, command, basis }
  }
  return undefined
}

type Basis = DumpConflict['basis'] | undefined

/** Statements that lock no table, or let readers pass: docs/locks.md. */
const passes = new Set([
  'VariableSetStmt', 'VariableShowStmt', 'CommentStmt', 'GrantStmt', 'GrantRoleStmt', 'AlterDefaultPrivilegesStmt', 'CreateSchemaStmt', 'CreateFunctionStmt', 'AlterFunctionStmt', 'CreateSeqStmt',
  'AlterSeqStmt', 'CreateEnumStmt', 'AlterEnumStmt', 'CreateRangeStmt', 'CompositeTypeStmt', 'CreateDomainStmt', 'DefineStmt', 'CreateTrigStmt', 'CreateStatsStmt', 'AlterStatsStmt', 'CreatePublicationStmt', 'AlterPublicationStmt',
  'CreateRoleStmt', 'AlterRoleStmt', 'AlterRoleSetStmt', 'DropRoleStmt', 'CreateCastStmt', 'ExplainStmt', 'NotifyStmt', 'ListenStmt', 'UnlistenStmt', 'DiscardStmt', 'ConstraintsSetStmt', 'CheckPointStmt',
])
const writes = ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'CopyStmt'] as const

function basisOf(node: Node, schema: string, made: Set<string>): Basis {
  const tag = Object.keys(node)[0] ?? ''
  if (passes.has(tag)) return undefined
  if (writes.some((one) => one === tag)) return callsOwnFunction(node) ? 'unknown' : undefined
  const created = createdBy(node, schema, made)
  if (created !== 'other') return created
  const altered = alteredTable(node, schema)
  if (altered) return made.has(altered.table) || altered.commands.every(letsReadersPass) ? undefined : 'known'
  const vacuum = nodeAs(node, 'VacuumStmt')
  if (vacuum) return nodesAs(vacuum.options, 'DefElem').some(({ defname }) => defname === 'full') ? 'known' : undefined
  const reindex = nodeAs(node, 'ReindexStmt')
  if (reindex) return nodesAs(reindex.params, 'DefElem').some(({ defname }) => defname === 'concurrently') ? undefined : 'known'
  const refresh = nodeAs(node, 'RefreshMatViewStmt')
  if (refresh) return refresh.concurrent ? undefined : 'known'
  return dropped(node)
}

/** What a statement makes; `other`: it makes nothing. */
function createdBy(node: Node, schema: string, made: Set<string>): Basis | 'other' {
  const table = nodeAs(node, 'CreateStmt')
  if (table) {
    if (table.partbound) return 'known'
    made.add(relationName(table.relation, schema))
    return undefined
  }
  const as = nodeAs(node, 'CreateTableAsStmt')
  if (as) {
    made.add(relationName(as.into?.rel, schema))
    return callsOwnFunction(node) ? 'unknown' : undefined
  }
  const view = nodeAs(node, 'ViewStmt')
  if (view) return view.replace ? 'known' : undefined
  return nodeAs(node, 'IndexStmt') ? undefined : 'other'
}

const quiet = new Set<string>(['AT_ValidateConstraint', 'AT_SetStatistics', 'AT_SetOptions', 'AT_ResetOptions', 'AT_SetRelOptions', 'AT_ResetRelOptions', 'AT_ClusterOn', 'AT_DropCluster'])
const triggers = /^AT_(Enable|Disable)(Always|Replica)?Trig/

function letsReadersPass({ subtype, constraint, command }: AlterCommand): boolean {
  if (quiet.has(subtype) || triggers.test(subtype)) return true
  if (subtype === 'AT_DetachPartition' || subtype === 'AT_DetachPartitionFinalize') return nodeAs(command.def, 'PartitionCmd')?.concurrent === true
  return subtype === 'AT_AddConstraint' && constraint?.contype === 'CONSTR_FOREIGN'
}

const looseTypes = new Set<string>(['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_ROUTINE', 'OBJECT_AGGREGATE', 'OBJECT_PUBLICATION', 'OBJECT_STATISTIC_EXT', 'OBJECT_OPERATOR', 'OBJECT_CAST'])

function dropped(node: Node): Basis {
  const drop = nodeAs(node, 'DropStmt')
  if (!drop) return 'RenameStmt' in node || 'TruncateStmt' in node || 'LockStmt' in node || 'ClusterStmt' in node || 'AlterObjectSchemaStmt' in node || 'RuleStmt' in node || 'CreatePolicyStmt' in node ? 'known' : 'unknown'
  if (drop.removeType === 'OBJECT_INDEX' && drop.concurrent) return undefined
  return looseTypes.has(drop.removeType ?? '') && drop.behavior !== 'DROP_CASCADE' ? undefined : 'known'
}

/** Functions of PostgreSQL that migrations call and that change no schema; any other may run whatever it likes. */
const harmless = new Set([
  'setval', 'nextval', 'currval', 'set_config', 'current_setting', 'now', 'coalesce', 'lower', 'upper', 'count', 'sum', 'min', 'max', 'avg', 'length', 'btrim', 'ltrim', 'rtrim', 'replace', 'concat', 'round', 'floor', 'ceil', 'abs', 'md5', 'random', 'gen_random_uuid',
  'generate_series', 'to_char', 'to_date', 'to_timestamp', 'date_trunc', 'extract', 'date_part', 'array_agg', 'string_agg', 'jsonb_build_object', 'jsonb_set', 'jsonb_agg', 'row_number', 'rank', 'pg_sleep', 'clock_timestamp', 'greatest', 'least', 'substring', 'split_part', 'regexp_replace', 'left', 'right', 'unnest', 'format', 'exists',
])

function callsOwnFunction(node: Node): boolean {
  return findNodes(node, 'FuncCall').some(({ funcname }) => {
    const names = stringsOf(funcname)
    const [name = '', schema] = names.toReversed()
    return schema === undefined || schema === 'pg_catalog' ? !harmless.has(name) : true
  })
}
