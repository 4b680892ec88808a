import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import { readHistory } from '../../history/history.ts'
import { applicationName, connect } from '../../postgres/connect.ts'
import { pause } from './pause.ts'
import { sessionAliveSql, terminateSessionSql } from './run.sql.ts'
import type { RunSession, SessionEngine } from './run-session.ts'

const retryAfterMs = [100, 300, 600, 1_000, 2_000, 3_000, 4_000]

export interface Resolved {
  /** Whether the history has the row that was written with the migration. */
  applied: boolean
  /** A new session, for what is still to be written down; the caller ends it. */
  client: pg.Client
}

/** After a lost connection: reads from the history what really happened. Undefined when the server does not answer within seconds. */
export async function resolveOutcome({ engine, environment, pid }: RunSession, rank: number, script: string): Promise<Resolved | undefined> {
  const client = await reconnect(engine, environment)
  if (!client) return undefined
  try {
    if (!(await endOldSession(client, pid, applicationName(engine, 'migrate')))) throw new Error('The old session does not end')
    const history = await readHistory(client, environment).catch((error: unknown) => {
      if ((error as { code?: string }).code === '42P01') return []
      throw error
    })
    return { applied: history.some((row) => row.rank === rank && row.script === script && row.success), client }
  } catch {
    await client.end().catch(() => {})
    return undefined
  }
}

async function reconnect(engine: SessionEngine, environment: Environment): Promise<pg.Client | undefined> {
  for (const ms of retryAfterMs) {
    await pause(ms)
    const client = await connect(engine, environment, { purpose: 'resolve' }).catch(() => undefined)
    if (client) return client
  }
  return undefined
}

/** The server may not have noticed that the connection is gone, and could still commit: first it has to be over. */
async function endOldSession(client: pg.Client, pid: number, name: string): Promise<boolean> {
  for (const ms of [0, 50, 200, 500, 1_000, 2_000]) {
    await pause(ms)
    const { rows } = await client.query<{ alive: boolean }>(sessionAliveSql, [pid, name])
    if (!rows[0]?.alive) return true
    await client.query(terminateSessionSql, [pid])
  }
  return false
}
