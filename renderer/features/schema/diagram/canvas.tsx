import '@xyflow/react/dist/base.css'
import { Background, Handle, Position, ReactFlow, ReactFlowProvider, useReactFlow, type Edge, type EdgeProps, type Node, type NodeProps } from '@xyflow/react'
import { memo, useImperativeHandle, useMemo, useState, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { KindIcon } from '../../../ui/kind-icons.tsx'
import { endsOf, pathAlong } from './crows-foot.ts'
import { shortType, type KeyLine, type Layout, type TableBox } from './shapes.ts'
import css from './diagram.module.css'

export interface CanvasHandle {
  zoom: (by: number) => void
  fit: () => void
}

interface CanvasProps {
  layout: Layout
  label: string
  onOpen: (id: string) => void
  ref: Ref<CanvasHandle>
}

type TableNode = Node<{ box: TableBox; dimmed: boolean }, 'table'>
type KeyEdge = Edge<{ line: KeyLine; state: 'plain' | 'lit' | 'dimmed' }, 'key'>

const hidden = { opacity: 0, pointerEvents: 'none' } as const

export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  )
}

/** Only what is in sight is drawn; Tab goes from table to table, Enter opens one, the arrow keys move the picture. */
function Flow({ layout, label, onOpen, ref }: CanvasProps) {
  const { t } = useTranslation('schema')
  const flow = useReactFlow()
  const [near, setNear] = useState<string | null>(null)
  const beside = useMemo(() => (near === null ? null : new Set([near, ...layout.lines.flatMap(({ relation: { from, to } }) => (from === near ? [to] : to === near ? [from] : []))])), [layout, near])
  const nodes = useMemo(() => layout.boxes.map((box) => nodeOf(box, beside !== null && !beside.has(box.table.id))), [layout, beside])
  const edges = useMemo(() => layout.lines.map((line) => edgeOf(line, near)), [layout, near])
  const zoom = (by: number) => void flow.zoomTo(flow.getZoom() * by, { duration: 100 })
  const fit = () => void flow.fitView({ padding: 0.06, duration: 100 })
  useImperativeHandle(ref, () => ({ zoom, fit }))
  const onKeyDown = (event: KeyboardEvent) => {
    const id = tableAt(event.target)
    const move = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }[event.key]
    if (event.key === 'Enter' && id) onOpen(id)
    else if (event.key === '+' || event.key === '=') zoom(1.25)
    else if (event.key === '-') zoom(1 / 1.25)
    else if (event.key === '0') fit()
    else if (move) {
      const { x, y, zoom: level } = flow.getViewport()
      void flow.setViewport({ x: x + (move[0] ?? 0), y: y + (move[1] ?? 0), zoom: level })
    } else return
    event.preventDefault()
  }
  return (
    <div className={css.canvas} role="application" tabIndex={0} aria-label={`${label}. ${t('diagram.keys')}`} onKeyDown={onKeyDown} onFocus={(event) => setNear(tableAt(event.target))} onBlur={() => setNear(null)}>
      <ReactFlow<TableNode, KeyEdge>
        nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} onNodeClick={(_, { id }) => onOpen(id)} onNodeMouseEnter={(_, { id }) => setNear(id)} onNodeMouseLeave={() => setNear(null)}
        onlyRenderVisibleElements fitView fitViewOptions={{ padding: 0.06, maxZoom: 1.1 }} minZoom={0.04} maxZoom={2.5} nodesDraggable={false} nodesConnectable={false} edgesFocusable={false} elementsSelectable={false} nodesFocusable deleteKeyCode={null}
        proOptions={{ hideAttribution: true }} ariaLabelConfig={{ 'node.a11yDescription.default': t('diagram.keys'), 'node.a11yDescription.keyboardDisabled': t('diagram.keys') }}
      >
        <Background gap={20} size={1} color="var(--line)" />
      </ReactFlow>
    </div>
  )
}

function tableAt(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest('.react-flow__node')?.getAttribute('data-id') ?? null) : null
}

function nodeOf(box: TableBox, dimmed: boolean): TableNode {
  const { table, x, y, width, height } = box
  return {
    id: table.id, type: 'table', position: { x, y }, data: { box, dimmed }, width, height, ariaLabel: `${table.schema}.${table.name}`,
    handles: [{ type: 'source', position: Position.Right, x: width, y: height / 2, width: 1, height: 1 }, { type: 'target', position: Position.Left, x: 0, y: height / 2, width: 1, height: 1 }],
  }
}

function edgeOf(line: KeyLine, near: string | null): KeyEdge {
  const touches = line.relation.from === near || line.relation.to === near
  return { id: line.relation.id, type: 'key', source: line.relation.from, target: line.relation.to, data: { line, state: near === null ? 'plain' : touches ? 'lit' : 'dimmed' }, zIndex: touches ? 1 : 0 }
}

const TableOf = memo(function TableOf({ data: { box, dimmed } }: NodeProps<TableNode>) {
  const { t } = useTranslation('schema')
  const { table, columns, hidden: more } = box
  return (
    <div className={css.table} data-dimmed={dimmed || undefined}>
      <Handle type="target" position={Position.Left} style={hidden} />
      <Handle type="source" position={Position.Right} style={hidden} />
      <div className={css.head}>
        <KindIcon kind="table" />
        <span className={css.schema}>{table.schema}.</span>
        <b>{table.name}</b>
      </div>
      {columns.map(({ name, type, primaryKey, foreignKey, nullable }) => (
        <div key={name} className={css.column}>
          <i data-key={primaryKey ? 'primary' : foreignKey ? 'foreign' : undefined}>{primaryKey ? 'PK' : foreignKey ? 'FK' : ''}</i>
          <span data-required={!nullable || undefined}>{name}</span>
          <code>{shortType(type)}</code>
        </div>
      ))}
      {more > 0 && <div className={css.more}>{t('diagram.moreColumns', { count: more, number: more })}</div>}
    </div>
  )
})

const KeyOf = memo(function KeyOf({ data }: EdgeProps<KeyEdge>) {
  if (!data) return null
  const { relation, points } = data.line
  const { strokes, rings } = endsOf(relation, points)
  return (
    <g className={css.key} data-state={data.state}>
      <title>{relation.name}</title>
      <path d={pathAlong(points)} />
      <path d={strokes} />
      {rings.map(({ x, y }) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={3.5} />
      ))}
    </g>
  )
})

const nodeTypes = { table: TableOf }
const edgeTypes = { key: KeyOf }
