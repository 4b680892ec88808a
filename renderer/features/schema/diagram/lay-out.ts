import type { ELK } from 'elkjs/lib/elk-api'
import type { Diagram } from '#shared/contract/schema.ts'
import { sizeOf, type Box } from './shape.ts'

let engine: Promise<ELK> | undefined

/** The layout is worked out beside the page; its program is loaded when a diagram is first wanted. */
async function start(): Promise<ELK> {
  const [{ default: Elk }, { default: program }] = await Promise.all([import('elkjs/lib/elk-api.js'), import('elkjs/lib/elk-worker.min.js?url')])
  return new Elk({ workerFactory: () => new Worker(program, { name: 'layout' }) })
}

/** Ends the worker; the next layout starts a new one. */
export function stopLayout(): void {
  void engine?.then((elk) => elk.terminateWorker())
  engine = undefined
}

/** Where each table stands, by its id: references run from left to right. */
export async function layOut({ tables, relations }: Diagram, keysOnly: boolean): Promise<ReadonlyMap<string, Box>> {
  engine ??= start()
  const elk = await engine
  const laid = await elk.layout({
    id: 'diagram',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.layered.spacing.nodeNodeBetweenLayers': '72',
      'elk.spacing.nodeNode': '28',
      'elk.spacing.componentComponent': '48',
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.aspectRatio': '1.6',
    },
    children: tables.map((table) => ({ id: table.id, ...sizeOf(table, keysOnly) })),
    edges: relations.filter(({ from, to }) => from !== to).map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  })
  return new Map((laid.children ?? []).map(({ id, x = 0, y = 0, width = 0, height = 0 }) => [id, { x, y, width, height }]))
}
