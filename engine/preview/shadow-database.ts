import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import type { LocalShadows } from './local-shadows.ts'
import { findPlace, type ShadowRequest } from './shadow-place.ts'
import { ShadowServer } from './shadow-server.ts'

/** A shadow database that is there while it is worked with. */
export interface Shadow {
  /** With a vault that knows the password of its server. */
  engine: Engine
  /** With the shadow as its database. */
  environment: Environment
  major: number
  superuser: boolean
}

/** Makes an empty database on a server where that may be done, works with it and drops it, whatever happens. Throws `shadow_unavailable`. */
export async function withShadow<T>(engine: Engine, local: LocalShadows, request: ShadowRequest, work: (shadow: Shadow) => Promise<T>): Promise<T> {
  const place = await findPlace(engine, local, request)
  for (const { message } of place.notes) request.log('warning', message)
  const server = await ShadowServer.open(place, request.signal)
  try {
    await tellAbandoned(server, request)
    const name = await server.create()
    request.log('info', `Shadow database ${name} on ${place.title}`)
    return await work(server.shadow(name))
  } finally {
    await server.close()
  }
}

/** They are not dropped unasked: a session that the server has cut off may still be worked with elsewhere. */
async function tellAbandoned(server: ShadowServer, { log }: Pick<ShadowRequest, 'log'>): Promise<void> {
  const count = await server.abandoned().catch(() => 0)
  if (count > 0) log('warning', `${count === 1 ? 'A shadow database' : `${count} shadow databases`} on ${server.place.title} ${count === 1 ? 'was' : 'were'} left behind by a process that is gone; "strata shadow clean" drops them.`)
}
