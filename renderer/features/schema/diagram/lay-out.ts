import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js'
import type { Diagram } from '#shared/contract/schema.ts'
import { boxOf, type Layout } from './shapes.ts'

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
    children: boxes.map(({ table, width, height }) => ({ id: table.id, width, height })),
    edges: relations.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
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
