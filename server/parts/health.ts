import type { ServerPart } from './part.ts'

const open = { openTo: () => true, health: true }

/** `/healthz`: the program is alive. `/readyz`: it may be sent work. Both tell nothing else, so that they need no sign-in. */
export const healthPart: ServerPart = (app, { engine, life, pressure }) => {
  app.get('/healthz', { config: open }, () => ({ status: 'alive' }))
  app.get('/readyz', { config: open }, async (_request, reply) => {
    const problem = life.ending ? 'ending' : pressure.problem ? 'overloaded' : (await storeAnswers(engine)) ? undefined : 'store'
    if (problem) void reply.status(503).header('retry-after', '5')
    return problem ? { status: 'not ready', problem } : { status: 'ready' }
  })
}

async function storeAnswers(engine: Parameters<ServerPart>[1]['engine']): Promise<boolean> {
  if (!engine) return true
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, 2000, false).unref())
  return Promise.race([asked(engine), late])
}

async function asked({ jobs }: NonNullable<Parameters<ServerPart>[1]['engine']>): Promise<boolean> {
  try {
    await jobs.list(1)
    return true
  } catch {
    return false
  }
}
