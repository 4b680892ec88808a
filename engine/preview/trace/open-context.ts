import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import { openRunSession } from '../../migrations/run/run-session.ts'
import { Ledger } from './ledger.ts'
import { readRelations } from './measure.ts'
import { reachReason, readReach } from './reach.ts'
import { skipReasons, skipReasonsOfBatch, type Permissions } from './skip-reason.ts'
import type { TraceContext } from './trace-context.ts'
import type { TraceOptions } from './trace-types.ts'

/** Of one statement; a loop may raise millions. */
const mostNotices = 200

/** Opens the sessions of a tracer and reads what is there. Throws the errors of connections. */
export async function openContext(engine: Engine, environment: Environment, options: TraceOptions, permissions: Permissions): Promise<TraceContext> {
  const { schema, lockTimeoutMs, statementTimeoutMs, signal, onStatement } = options
  const session = await openRunSession(engine, { ...environment, schema }, { lockTimeoutMs, statementTimeoutMs }, signal, 'preview')
  try {
    const reach = { now: await readReach(session.client) }
    const skip = skipReasonsOfBatch(skipReasons(permissions, (tree, statement) => reachReason(reach.now, tree, statement)))
    const context: TraceContext = { session, signal, onStatement, ledger: new Ledger(await readRelations(session.client)), notices: [], notes: [], blocked: { by: [] }, reach, skip, own: { state: [] } }
    session.client.on('notice', ({ severity = 'NOTICE', message = '' }) => {
      if (context.notices.length < mostNotices) context.notices.push({ severity, message })
    })
    return context
  } catch (thrown) {
    await session.client.end().catch(() => {})
    throw thrown
  }
}
