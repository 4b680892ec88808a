import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { isVersion, normaliseVersion } from '#shared/migrations/version.ts'
import type { Engine } from '../engine.ts'
import { insertHistory, prepareHistory, readHistory } from '../history/history.ts'
import { inspectHistory } from '../history/inspect-history.ts'
import { closeOpenRuns, writeJournal } from '../history/journal.ts'
import { sealSoon } from '../history/journal-event.ts'
import { inTransaction, withLock } from './locked-session.ts'

export interface BaselineRequest {
  version: string
  description: string
  reason?: string | undefined
}

/** Says that the database is at a version already. As with Flyway only for a history without migrations. Throws `already_exists`. */
export async function setBaseline(engine: Pick<Engine, 'vault' | 'actor'>, environment: Environment, request: BaselineRequest): Promise<{ version: string }> {
  if (!isVersion(request.version)) throw new AppError('bad_request', { problem: `"${request.version}" is not a version` }, { where: { field: 'version' } })
  const version = normaliseVersion(request.version)
  return withLock(engine, environment, async (client) => {
    const { place } = await inspectHistory(client, environment)
    await prepareHistory(client, place)
    await closeOpenRuns(client, environment)
    const history = await readHistory(client, environment)
    if (history.some(({ type }) => type !== 'SCHEMA')) {
      throw new AppError('already_exists', { what: 'A history in', name: `${place.schema}.${place.table}` }, {
        help: 'A baseline is the first entry of a history. This one has entries; look at the status instead.', state: 'Nothing was changed.',
      })
    }
    const { description } = request
    const run = { runId: randomUUID(), actor: engine.actor, reason: request.reason?.trim() || null, planFingerprint: null, backupId: null }
    await inTransaction(client, async () => {
      await insertHistory(client, environment, { rank: 1, version, description, type: 'BASELINE', script: description, checksum: null, ms: 0, success: true })
      await writeJournal(client, environment, run, { kind: 'baseline', outcome: 'done', version, script: null, description, rank: 1, checksum: null, statements: null, ms: 0, problem: null, sql: null })
    })
    await sealSoon(client, environment)
    return { version }
  })
}
