import type { Node } from '@pgsql/types'
import { nodeAs, stringsOf } from '../../sql/parse-tree.ts'

export { findNodes, nodeAs, nodesAs, type NodeOf } from '../../sql/parse-tree.ts'
export { placeOf } from '../../sql/parse.ts'

/** Parts of a name, however the tree holds it: a string, a list of strings, the name of a routine or of a type. */
export function names(nodes: Node | readonly Node[] | undefined): string[] {
  if (nodes === undefined) return []
  if (isList(nodes)) return stringsOf(nodes)
  const single = nodeAs(nodes, 'String')
  if (single) return [single.sval ?? '']
  return names(nodeAs(nodes, 'List')?.items ?? nodeAs(nodes, 'ObjectWithArgs')?.objname ?? nodeAs(nodes, 'TypeName')?.names)
}

function isList(nodes: Node | readonly Node[]): nodes is readonly Node[] {
  return Array.isArray(nodes)
}
