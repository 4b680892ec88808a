import '@xyflow/react/dist/base.css'
import { applyNodeChanges, Background, BackgroundVariant, ReactFlow, type NodeChange } from '@xyflow/react'
import { useCallback, useMemo, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagram } from '#shared/contract/schema.ts'
import { DiagramBar, type DiagramBarProps } from './diagram-bar.tsx'
import { edgesOf, light, nodesOf } from './graph.ts'
import type { Placed } from './path.ts'
import { RelationEdge } from './relation-edge.tsx'
import type { Box } from './shape.ts'
import { TableNode, type TableNodeType } from './table-node.tsx'
import css from './diagram.module.css'

const nodeTypes = { table: TableNode }
const edgeTypes = { relation: RelationEdge }

interface DiagramCanvasProps extends Pick<DiagramBarProps, 'keysOnly' | 'onKeysOnly' | 'neighbours' | 'onNeighbours' | 'name'> {
  diagram: Diagram
  places: ReadonlyMap<string, Box>
  onOpen: (id: string) => void
}

/** The diagram itself: drag to move, wheel to zoom, Tab and Enter to walk and to open. */
export function DiagramCanvas({ diagram, places, onOpen, keysOnly, ...bar }: DiagramCanvasProps) {
  const { t } = useTranslation('diagram')
  const [nodes, setNodes] = useState(() => nodesOf(diagram, places, keysOnly))
  const [chosen, setChosen] = useState<string | null>(null)
  const change = useCallback((changes: NodeChange<TableNodeType>[]) => setNodes((current) => applyNodeChanges(changes, current)), [])
  const shown = useMemo(() => light(nodes, diagram, chosen), [nodes, diagram, chosen])
  const edges = useMemo(() => edgesOf(diagram, keysOnly, chosen), [diagram, keysOnly, chosen])
  const placed = useCallback(() => new Map(nodes.map((node): [string, Placed] => [node.id, { table: node.data.table, box: { ...node.position, width: node.width ?? 0, height: node.height ?? 0 } }])), [nodes])
  const open = (event: KeyboardEvent) => {
    const id = event.target instanceof Element ? event.target.closest('[data-id]')?.getAttribute('data-id') : null
    if (event.key !== 'Enter' || !id) return
    event.preventDefault()
    onOpen(id)
  }
  return (
    <div className={css.diagram} onKeyDownCapture={open}>
      <ReactFlow
        nodes={shown}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={change}
        onSelectionChange={({ nodes: [first] }) => setChosen(first?.id ?? null)}
        onNodeDoubleClick={(_, { id }) => onOpen(id)}
        onlyRenderVisibleElements
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.08 }}
        minZoom={0.05}
        maxZoom={2}
        nodesConnectable={false}
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
        aria-label={t('label', { name: bar.name })}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <DiagramBar {...bar} keysOnly={keysOnly} diagram={diagram} placed={placed} />
      </ReactFlow>
    </div>
  )
}
