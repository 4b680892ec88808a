import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import { connect } from '../../postgres/connect.ts'
import { serverTimeSql } from './rehearsal.sql.ts'

const mostMs = 3600 * 1000

/** A clock that is not the server's would make things old that are not. Throws an Error where they differ by more than an hour. */
export async function refuseOtherClock(engine: Engine, environment: Environment, signal: AbortSignal): Promise<void> {
  const client = await connect(engine, environment, { purpose: 'clock', signal })
  try {
    const at = (await client.query<{ now: Date }>(serverTimeSql)).rows[0]?.now.getTime() ?? 0
    if (Math.abs(Date.now() - at) > mostMs) throw new Error('the clocks of this machine and of the server differ by more than an hour')
  } finally {
    await client.end()
  }
}
