import ELK, { type ElkNode, type ElkPort } from 'elkjs/lib/elk-api.js'
import type { Diagram } from '#shared/contract/schema.ts'
import { boxOf, middleOf, type DiagramRelation, type Layout, type TableBox } from './shapes.ts'

const options = {
  'elk.algorithm': 'layered', 'elk.direction': 'RIGHT', 'elk.edgeRouting': 'ORTHOGONAL', 'elk.layered.spacing.nodeNodeBetweenLayers': '80', 'elk.spacing.nodeNode': '28', 'elk.spacing.edgeNode': '22', 'elk.layered.spacing.edgeNodeBetweenLayers': '26',
  'elk.spacing.componentComponent': '44', 'elk.aspectRatio': '1.5', 'elk.padding': '[top=20,left=20,bottom=20,right=20]',
}

let engine: InstanceType<typeof ELK> | undefined

function elk(): InstanceType<typeof ELK> {
  engine ??= new ELK({ workerFactory: () => new Worker(new URL('./elk-worker.ts', import.meta.url), { type: 'module', name: 'layout' }) })
  return engine
}

/** Places of tables and the ways of the lines between them, in layers from left to right. */
export async function layOut({ tables, relations }: Diagram, keysOnly: boolean): Promise<Layout> {
  const boxes = tables.map((table) => boxOf(table, keysOnly))
  const graph: ElkNode = {
    id: 'root', layoutOptions: options,
    children: boxes.map((box) => ({ id: box.table.id, width: box.width, height: box.height, layoutOptions: { 'elk.portConstraints': crowded(box.table.id, relations) ? 'FIXED_SIDE' : 'FIXED_POS' }, ports: portsOf(box, relations) })),
    edges: relations.map(({ id }) => ({ id, sources: [`from ${id}`], targets: [`to ${id}`] })),
  }
  const laid = await elk().layout(graph)
  const places = new Map((laid.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]))
  const ways = new Map((laid.edges ?? []).map(({ id, sections }) => [id, sections?.[0]]))
  return {
    boxes: boxes.map((box) => ({ ...box, ...places.get(box.table.id) })),
    lines: relations.flatMap((relation) => {
      const way = ways.get(relation.id)
      return way ? [{ relation, points: [way.startPoint, ...(way.bendPoints ?? []), way.endPoint] }] : []
    }),
    width: laid.width ?? 0, height: laid.height ?? 0,
  }
}

/** Pixels between the ends of lines that arrive at one row. */
const apart = 8
const roomFor = 2

/** More lines arrive than fit beside one row: they are spread over the whole side. */
function crowded(table: string, relations: readonly DiagramRelation[]): boolean {
  return relations.filter(({ to }) => to === table).length > roomFor
}

/** A line leaves at the row of its first column, on the right, and arrives at that of the column it points at, on the left. */
function portsOf(box: TableBox, relations: readonly DiagramRelation[]): ElkPort[] {
  const { id } = box.table
  const arriving = relations.filter(({ to }) => to === id)
  return [
    ...relations.filter(({ from }) => from === id).map((relation) => ({ id: `from ${relation.id}`, x: box.width, y: middleOf(box, relation.fromColumns[0]), layoutOptions: { 'elk.port.side': 'EAST' } })),
    ...arriving.map((relation) => {
      const sisters = arriving.filter(({ toColumns }) => toColumns[0] === relation.toColumns[0])
      const y = middleOf(box, relation.toColumns[0]) + (sisters.indexOf(relation) - (sisters.length - 1) / 2) * apart
      return { id: `to ${relation.id}`, x: 0, y, layoutOptions: { 'elk.port.side': 'WEST' } }
    }),
  ]
}

/** Ends the worker; the next layout starts a new one. */
export function stopLayout(): void {
  engine?.terminateWorker()
  engine = undefined
}
