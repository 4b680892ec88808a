import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import { quoteIdentifier } from '#shared/sql/quote.ts'
import type { Engine } from '../../engine.ts'
import { connect } from '../../postgres/connect.ts'
import { prepareAll, type PipelineStep } from './pipeline.ts'
import { checkClientSql, openSessionSql, sessionStatements, type SessionStatement } from './run.sql.ts'
import { SideSession } from './side-session.ts'

export interface RunLimits {
  lockTimeoutMs: number
  statementTimeoutMs: number
}

/** A killed process leaves its statement running, and with it the migration lock, until the server looks. */
const checkClientEvery = '2s'

export type SessionEngine = Pick<Engine, 'vault' | 'actor'>

/** The session that runs the migrations, and the one that watches it. */
export interface RunSession {
  readonly engine: SessionEngine
  readonly environment: Environment
  readonly limits: RunLimits
  readonly client: pg.Client
  readonly pid: number
  readonly side: SideSession
  /** Parameters of the statement that sets a session up for a migration. */
  readonly setup: readonly string[]
  /** Whether the server still knows the statements that were parsed for this session. */
  prepared: boolean
}

export async function openRunSession(engine: SessionEngine, environment: Environment, limits: RunLimits, signal?: AbortSignal, purpose = 'migrate'): Promise<RunSession> {
  const client = await connect(engine, environment, { purpose, ...(signal && { signal }) })
  const { rows } = await client.query<{ pid: number; path: string }>(openSessionSql)
  const { pid, path } = rows[0] as { pid: number; path: string }
  const checked = await client.query(checkClientSql, [checkClientEvery]).then(() => true, () => false)
  const setup = [searchPath(environment.schema, path), `${limits.lockTimeoutMs}ms`, `${limits.statementTimeoutMs}ms`, String(pid), checked ? checkClientEvery : '']
  return { engine, environment, limits, client, pid, side: new SideSession(engine, environment), setup, prepared: false }
}

export async function closeRunSession({ client, side }: RunSession): Promise<void> {
  await Promise.all([client.end().catch(() => {}), side.end()])
}

/** Parses what every migration needs; the tables that it names must exist. */
export async function prepareSession(session: RunSession): Promise<void> {
  const { client, environment } = session
  await client.query('DEALLOCATE ALL')
  await prepareAll(client, sessionStatements(environment.schema, environment.historyTable))
  session.prepared = true
}

/** One of the session's own statements with its parameters; as plain text where a script has made the server forget it. */
export function ownStep({ environment, prepared }: RunSession, name: SessionStatement, values: readonly (string | null)[], anew = !prepared): PipelineStep {
  return anew ? { text: sessionStatements(environment.schema, environment.historyTable)[name], values } : { text: '', prepared: name, values }
}

/** Takes back what a script set, also when a late cancel hits this instead of the script that it was meant for. */
export async function calmSession(client: pg.Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query('RESET ALL')
      return
    } catch (error) {
      if ((error as { code?: string }).code !== '57014' || attempt === 3) throw error
    }
  }
}

/** The environment's schema comes first, as Flyway has it; what the session had stays behind it. */
function searchPath(schema: string, path: string): string {
  const first = quoteIdentifier(schema)
  return path.trim() === '' || path.trim() === '""' ? first : `${first}, ${path}`
}
