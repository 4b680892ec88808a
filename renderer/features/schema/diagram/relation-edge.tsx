import { useInternalNode, type Edge, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { relationPath } from './path.ts'
import type { DiagramRelation } from './shape.ts'
import type { TableNodeType } from './table-node.tsx'
import css from './diagram.module.css'

export type RelationEdgeType = Edge<{ relation: DiagramRelation; keysOnly: boolean; state: 'plain' | 'lit' | 'dimmed' }, 'relation'>

function usePlaced(id: string) {
  const node = useInternalNode<TableNodeType>(id)
  if (!node) return undefined
  const { width = 0, height = 0 } = node.measured
  return { table: node.data.table, box: { ...node.internals.positionAbsolute, width, height } }
}

/** A foreign key, from the referencing row to the referenced one. */
export const RelationEdge = memo(function RelationEdge({ source, target, data }: EdgeProps<RelationEdgeType>) {
  const from = usePlaced(source)
  const to = usePlaced(target)
  if (!from || !to || !data) return null
  const { line, signs } = relationPath(data.relation, from, to, data.keysOnly)
  return (
    <g className={`${css.relation} ${css[data.state]}`}>
      <path d={line} />
      <path d={signs} />
      <path className={css.reach} d={line}>
        <title>{data.relation.name}</title>
      </path>
    </g>
  )
})
