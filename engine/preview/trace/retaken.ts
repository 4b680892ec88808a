import { targetsOf, type StatementTarget } from '#shared/sql/targets.ts'
import type { TracedLock } from '#shared/contract/preview.ts'
import { covers, strongest, type LockMode } from './lock-modes.ts'
import { isTree, parseStatement, walkTree, type Tree } from './parse.ts'
import type { Relation } from './relation.ts'
import { named, truncatedBy } from './written-names.ts'

/** A relation of before the batch and what the transaction has locked it with so far. */
export interface Held {
  relation: Relation
  modes: readonly LockMode[]
}

/** Forms of ALTER TABLE that let readers and writers pass; PostgreSQL manual, ALTER TABLE, and docs/locks.md. */
const quiet = new Set(['AT_ValidateConstraint', 'AT_SetStatistics', 'AT_SetOptions', 'AT_ResetOptions', 'AT_SetRelOptions', 'AT_ResetRelOptions', 'AT_ClusterOn', 'AT_DropCluster', 'AT_AttachPartition'])
const whole = new Set(['AlterTableStmt', 'RenameStmt', 'DropStmt', 'TruncateStmt', 'AlterObjectSchemaStmt', 'ClusterStmt', 'CreatePolicyStmt'])

/**
 * Locks that statements of one transaction take once more: pg_locks shows a mode only once, whoever asked for it. A statement is
 * taken to lock what it names as one of its kind did before; where there was none, as strongly as what it changes is held.
 */
export class Retaken {
  readonly #taken = new Map<string, LockMode[]>()

  /** The locks that are new, and those that are held already and belong to the statement as well. */
  async complete(text: string, fresh: readonly TracedLock[], held: readonly Held[]): Promise<TracedLock[]> {
    const tree = await parseStatement(text)
    const [type = '', node] = Object.entries(tree ?? {})[0] ?? []
    if (!tree || !isTree(node)) return [...fresh]
    const kind = kindOf(type, node)
    const changed = [...named(node['relation']), ...(type === 'TruncateStmt' ? truncatedBy(node) : []), ...(type === 'DropStmt' ? await targetsOf(text) : [])]
    const again = held.filter(({ relation }) => isIn(relation, [...changed, ...mentioned(tree)])).flatMap(({ relation, modes }): TracedLock[] => {
      const taken = modesOn(fresh, relation.title)
      const known = this.#taken.get(`${kind} ${relation.title}`) ?? (isIn(relation, changed) ? guess(type, node, modes) : [])
      return known.filter((mode) => !taken.some((one) => covers(one, mode))).map((mode) => ({ mode, relation: relation.title, kind: relation.kind, isNew: false, how: 'measured' }))
    })
    const locks = [...fresh.filter(({ relation, mode }) => !again.some((lock) => lock.relation === relation && covers(lock.mode, mode))), ...again]
    for (const { relation } of locks) this.#taken.set(`${kind} ${relation}`, modesOn(locks, relation))
    return locks
  }
}

function modesOn(locks: readonly TracedLock[], relation: string): LockMode[] {
  return locks.flatMap((lock) => (lock.relation === relation ? [lock.mode] : []))
}

function kindOf(type: string, node: Tree): string {
  return [type, ...subtypesOf(node).toSorted()].join(' ')
}

function subtypesOf({ cmds }: Tree): string[] {
  if (!Array.isArray(cmds)) return []
  return cmds.flatMap((one: unknown) => (isTree(one) && isTree(one['AlterTableCmd']) ? [String(one['AlterTableCmd']['subtype'])] : []))
}

function guess(type: string, node: Tree, held: readonly LockMode[]): LockMode[] {
  const only = (mode: LockMode) => held.filter((one) => one === mode)
  if (type === 'IndexStmt') return only('SHARE')
  if (type === 'CreateTrigStmt') return only('SHARE ROW EXCLUSIVE')
  if (!whole.has(type)) return []
  const subtypes = subtypesOf(node)
  return subtypes.length > 0 && subtypes.every((one) => quiet.has(one)) ? only('SHARE UPDATE EXCLUSIVE') : strongest(held, [])
}

function mentioned(tree: Tree): StatementTarget[] {
  const found: StatementTarget[] = []
  walkTree(tree, (_type, node) => {
    found.push(...named(node))
  })
  return found
}

function isIn({ schema, name }: Relation, names: readonly StatementTarget[]): boolean {
  return names.some((one) => one.name === name && (one.schema === undefined || one.schema === schema))
}
