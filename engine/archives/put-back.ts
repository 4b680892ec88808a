import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { PutBackResult } from '#shared/contract/archives.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { closeRunSession, openRunSession, type RunSession } from '../migrations/run/run-session.ts'
import { limitsSql } from './archives.sql.ts'
import { archiveError, findArchive, inLimits } from './archive-session.ts'
import { writeArchiveEvent } from './archive-event.ts'
import { checkNowSql, insertMissingSql, leftSql, renameBackSql, setSequenceSql, setValuesSql, triggersSql, type PutBackNames } from './put-back.sql.ts'
import { readTargets, type StoredArchive, type Target } from './read-archives.ts'

export interface PutBackRequest {
  table: string
  overwrite: boolean
  reason: string | undefined
}

type Counts = Pick<PutBackResult, 'inserted' | 'updated' | 'left' | 'notes'>

/** Puts archived rows or values back, all or nothing; the archive stays. Triggers of people do not fire for it. Throws `not_found`, `bad_request` where it cannot be, `lock_timeout`, `statement_failed`, `outcome_unknown`. */
export async function putBack(engine: Engine, environment: Environment, request: PutBackRequest, { signal, jobId, progress }: JobContext): Promise<PutBackResult> {
  const session = await openRunSession(engine, environment, environment.policies, signal)
  const cancel = () => void session.side.cancel(session.pid)
  signal.addEventListener('abort', cancel)
  try {
    progress({ label: `Putting ${request.table} back` })
    return await inOneGo(session, request, { runId: jobId, actor: engine.actor })
  } catch (thrown) {
    throw archiveError(thrown, environment, request.table, signal.aborted)
  } finally {
    signal.removeEventListener('abort', cancel)
    await closeRunSession(session)
  }
}

async function inOneGo({ client, environment }: RunSession, { table, overwrite, reason }: PutBackRequest, run: { runId: string; actor: Engine['actor'] }): Promise<PutBackResult> {
  const stored = await findArchive(client, environment, table)
  const { archive } = stored
  if (archive.problem !== null) throw new AppError('bad_request', { problem: archive.problem }, { state: 'Nothing was changed.' })
  return inLimits(client, limitsSql(environment.policies.lockTimeoutMs, environment.policies.statementTimeoutMs), 'the rows were put back', async () => {
    const counts = await restore(client, stored, overwrite)
    await writeArchiveEvent(client, environment, { ...run, reason }, `Put ${archive.relation} back from ${table}: ${wordsOf(counts)}`, archive)
    return { table, relation: archive.relation, ...counts }
  })
}

function wordsOf({ inserted, updated, left }: Counts): string {
  return `${inserted} rows inserted, ${updated} updated, ${left} left as they are`
}

async function restore(client: pg.Client, { archive, comment }: StoredArchive, overwrite: boolean): Promise<Counts> {
  const nothing: Counts = { inserted: 0, updated: 0, left: 0, notes: [] }
  if (comment?.restore === 'rename') {
    for (const sql of renameBackSql(archive.table, comment)) await client.query(sql)
    return { ...nothing, notes: ['Foreign keys that the table had are not made again.'] }
  }
  // Read again: only now are types written with their schemas.
  const target = comment && [...(await readTargets(client, [comment.relation])).values()][0]
  if (!comment || !target) return nothing
  if (comment.restore === 'sequence') {
    const { rowCount } = await client.query(setSequenceSql({ archive: archive.table, target }, overwrite))
    return { ...nothing, updated: rowCount ?? 0, left: rowCount === 0 ? 1 : 0 }
  }
  const names = namesOf(archive.table, comment.key, comment.columns, target)
  return withoutTriggers(client, target, async () => {
    const inserted = comment.restore === 'insert' ? await changed(client, insertMissingSql(names)) : 0
    const canUpdate = names.key.length > 0 && names.columns.length > 0
    const updated = canUpdate && (overwrite || comment.restore === 'update') ? await changed(client, setValuesSql(names, overwrite)) : 0
    const left = canUpdate ? ((await client.query<{ left: number }>(leftSql(names))).rows[0]?.left ?? 0) : 0
    return { inserted, updated, left, notes: [] }
  })
}

function namesOf(archive: string, key: readonly string[], columns: readonly string[], target: Target): PutBackNames {
  const generated = new Set(target.columns.filter((column) => column.generated).map(({ name }) => name))
  return { archive, target, key, columns: columns.filter((name) => !generated.has(name)) }
}

async function changed(client: pg.Client, sql: string): Promise<number> {
  return (await client.query(sql)).rowCount ?? 0
}

async function withoutTriggers<T>(client: pg.Client, target: Target, work: () => Promise<T>): Promise<T> {
  for (const sql of triggersSql(target, 'DISABLE')) await client.query(sql)
  const result = await work()
  await client.query(checkNowSql)
  for (const sql of triggersSql(target, 'ENABLE')) await client.query(sql)
  return result
}
