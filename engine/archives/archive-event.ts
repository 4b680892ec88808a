import type pg from 'pg'
import type { Archive } from '#shared/contract/archives.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { writeJournal } from '../history/journal.ts'
import { rollbackToSavepointSql, savepointSql } from './archives.sql.ts'

export interface ArchiveRun {
  runId: string
  actor: Engine['actor']
  reason: string | undefined
}

/** Tells the journal, in the transaction of the change. Where there is no journal, or none that may be written to, the change goes on without. */
export async function writeArchiveEvent(client: pg.Client, environment: Environment, { runId, actor, reason }: ArchiveRun, description: string, archive: Pick<Archive, 'version' | 'script'>): Promise<void> {
  await client.query(savepointSql)
  try {
    const run = { runId, actor, reason: reason?.trim() || null, planFingerprint: null, backupId: null }
    await writeJournal(client, environment, run, { kind: 'archive', outcome: 'done', version: archive.version, script: archive.script, description, rank: null, checksum: null, statements: null, ms: null, problem: null, sql: null })
  } catch {
    await client.query(rollbackToSavepointSql)
  }
}
