import { targetsOf, type StatementTarget } from '#shared/sql/targets.ts'
import { isTree, parseStatement, walkTree, type Tree } from './parse.ts'

/** Tells relations that a statement writes to by its own words from those that triggers, cascades and rules write to. */
export type Names = (relation: { schema: string; name: string }) => boolean

/** What these do stands in functions, or in text that the grammar does not look into. */
const opaque = new Set(['DO', 'CALL', 'SELECT', 'EXECUTE', 'FETCH', 'VALUES'])
const writers = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'CopyStmt'])

/** The relations that a statement names as those that it writes to; of what runs in functions, those whose name stands in the text. */
export async function namesWritten(text: string, command: string): Promise<Names> {
  const found = [...writtenIn(await parseStatement(text)), ...(await targetsOf(text))]
  const words = opaque.has(command) ? new Set(text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu)) : new Set<string>()
  return ({ schema, name }) => found.some((one) => one.name === name && (one.schema === undefined || one.schema === schema)) || words.has(name.toLowerCase())
}

/** Also those that stand in a WITH. */
function writtenIn(tree: Tree | undefined): StatementTarget[] {
  const found: StatementTarget[] = []
  walkTree(tree, (type, node) => {
    if (writers.has(type)) found.push(...named(node['relation']))
    else if (type === 'into' || type === 'intoClause') found.push(...named(node['rel']))
    else if (type === 'TruncateStmt') found.push(...truncatedBy(node))
  })
  return found
}

export function truncatedBy(truncate: Tree): StatementTarget[] {
  const relations = truncate['relations']
  return Array.isArray(relations) ? relations.flatMap((one: unknown) => (isTree(one) ? named(one['RangeVar']) : [])) : []
}

export function named(range: unknown): StatementTarget[] {
  if (!isTree(range) || typeof range['relname'] !== 'string') return []
  return [{ name: range['relname'], ...(typeof range['schemaname'] === 'string' && { schema: range['schemaname'] }) }]
}
