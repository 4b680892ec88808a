import type { Diagram } from '#shared/contract/schema.ts'
import type { RelationEdgeType } from './relation-edge.tsx'
import type { Box } from './shape.ts'
import type { TableNodeType } from './table-node.tsx'

/** Tables that a relation joins with the chosen one, and itself; undefined: none is chosen. */
function neighbours({ relations }: Diagram, chosen: string | null): ReadonlySet<string> | undefined {
  if (chosen === null) return undefined
  return new Set([chosen, ...relations.flatMap(({ from, to }) => (from === chosen ? [to] : to === chosen ? [from] : []))])
}

export function nodesOf(diagram: Diagram, places: ReadonlyMap<string, Box>, keysOnly: boolean): TableNodeType[] {
  return diagram.tables.map((table) => {
    const { x = 0, y = 0, width = 0, height = 0 } = places.get(table.id) ?? {}
    return { id: table.id, type: 'table', position: { x, y }, width, height, data: { table, keysOnly, dimmed: false }, ariaLabel: `${table.schema}.${table.name}` }
  })
}

/** What has nothing to do with the chosen table steps back. */
export function light(nodes: readonly TableNodeType[], diagram: Diagram, chosen: string | null): TableNodeType[] {
  const near = neighbours(diagram, chosen)
  return nodes.map((node) => {
    const dimmed = near !== undefined && !near.has(node.id)
    return node.data.dimmed === dimmed ? node : { ...node, data: { ...node.data, dimmed } }
  })
}

export function edgesOf({ relations }: Diagram, keysOnly: boolean, chosen: string | null): RelationEdgeType[] {
  return relations.map((relation) => {
    const touches = relation.from === chosen || relation.to === chosen
    const state = chosen === null ? 'plain' : touches ? 'lit' : 'dimmed'
    return { id: relation.id, type: 'relation', source: relation.from, target: relation.to, data: { relation, keysOnly, state }, focusable: false, zIndex: touches ? 1 : 0 }
  })
}
