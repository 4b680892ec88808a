import type pg from 'pg'
import { connect } from '../../postgres/connect.ts'
import type { Shadow } from '../shadow-database.ts'
import { shadowFailure } from './failures.ts'

/** A session in a shadow, cut off when the signal says so. Throws `shadow_failed`, `disk_full`, `cancelled`. */
export async function withShadowSession<T>({ engine, environment }: Shadow, signal: AbortSignal, title: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  let client: pg.Client | undefined
  const abort = () => void client?.end().catch(() => {})
  try {
    client = await connect(engine, environment, { purpose: 'preview shadow', signal })
    signal.addEventListener('abort', abort)
    return await work(client)
  } catch (thrown) {
    throw shadowFailure(thrown, title, signal)
  } finally {
    signal.removeEventListener('abort', abort)
    await client?.end().catch(() => {})
  }
}
