import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { RepairResult } from '#shared/contract/migrations.ts'
import { storedDescription } from '#shared/migrations/names.ts'
import { compareVersions } from '#shared/migrations/version.ts'
import type { Engine } from '../engine.ts'
import { alignRowSql, deleteFailedSql } from '../history/history.sql.ts'
import { insertHistory, prepareHistory } from '../history/history.ts'
import { closeOpenRuns, writeJournal } from '../history/journal.ts'
import { sealSoon } from '../history/journal-event.ts'
import { inTransaction, withLock } from './locked-session.ts'
import { readSituation, type Situation } from './situation.ts'

/**
 * Brings the history in line with the files by Flyway's rules: failed rows go, checksums and descriptions of applied versions become
 * those of the files, versions whose file is gone get a DELETE row. Nothing of the database itself is changed.
 */
export async function repairHistory(engine: Pick<Engine, 'vault' | 'actor'>, environment: Environment, reason: string | undefined): Promise<RepairResult> {
  return withLock(engine, environment, async (client) => {
    const before = await readSituation(client, environment)
    const nothing: RepairResult = { removedFailed: [], alignedChecksums: [], markedDeleted: [] }
    if (!before.place.historyExists) return nothing
    await prepareHistory(client, before.place)
    await closeOpenRuns(client, environment)
    const repaired = await inTransaction(client, async () => {
      const { rows } = await client.query<{ script: string }>(deleteFailedSql(environment.schema, environment.historyTable))
      const situation = rows.length === 0 ? before : await readSituation(client, environment)
      const result: RepairResult = { removedFailed: rows.map(({ script }) => script), alignedChecksums: await align(client, environment, situation), markedDeleted: await markDeleted(client, environment, situation) }
      await writeDown(client, engine, environment, reason, result)
      return result
    })
    await sealSoon(client, environment)
    return repaired
  })
}

async function align(client: pg.Client, environment: Environment, { rows, history, folder }: Situation): Promise<string[]> {
  const aligned: string[] = []
  for (const { kind, state, checksum, applied, description, script } of rows) {
    const stored = history.find(({ rank }) => rank === applied?.rank)
    if (kind === 'repeatable' || !stored || checksum === null || stored.checksum === null || state === 'undone' || state === 'failed' || folder.unreadable.has(script)) continue
    if (stored.checksum === checksum && stored.description === storedDescription(description)) continue
    await client.query(alignRowSql(environment.schema, environment.historyTable), [stored.rank, storedDescription(description), stored.type, checksum])
    aligned.push(script)
  }
  return aligned
}

/** Versions above every file are left alone: they come from someone with newer files. */
async function markDeleted(client: pg.Client, environment: Environment, { rows, history }: Situation): Promise<string[]> {
  const marked: string[] = []
  let rank = history.reduce((highest, row) => Math.max(highest, row.rank), 0)
  const files = rows.flatMap(({ version, checksum }) => (version !== null && checksum !== null ? [version] : []))
  for (const row of rows) {
    const stored = history.find((candidate) => candidate.rank === row.applied?.rank)
    if (row.state !== 'missing' || !stored || isFuture(row.version, files)) continue
    rank += 1
    const { version, description, script, checksum, success } = stored
    await insertHistory(client, environment, { rank, version, description, type: 'DELETE', script, checksum, ms: 0, success })
    marked.push(script)
  }
  return marked
}

function isFuture(version: string | null, files: readonly string[]): boolean {
  return version !== null && !files.some((file) => compareVersions(file, version) >= 0)
}

async function writeDown(client: pg.Client, { actor }: Pick<Engine, 'actor'>, environment: Environment, reason: string | undefined, result: RepairResult): Promise<void> {
  const parts = [
    result.removedFailed.length > 0 && `removed the failure of ${result.removedFailed.join(', ')}`,
    result.alignedChecksums.length > 0 && `took the files of ${result.alignedChecksums.join(', ')} as applied`,
    result.markedDeleted.length > 0 && `marked ${result.markedDeleted.join(', ')} deleted`,
  ].filter((part) => part !== false)
  if (parts.length === 0) return
  const run = { runId: randomUUID(), actor, reason: reason?.trim() || null, planFingerprint: null, backupId: null }
  await writeJournal(client, environment, run, { kind: 'repair', outcome: 'done', version: null, script: null, description: `Repair ${parts.join('; ')}`, rank: null, checksum: null, statements: null, ms: null, problem: null, sql: null })
}
