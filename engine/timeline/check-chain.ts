import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { ChainReport } from '#shared/contract/timeline.ts'
import type { Engine } from '../engine.ts'
import { changedTextsSql } from '../history/chain.sql.ts'
import { readJournalColumns } from '../history/journal.ts'
import { withSession } from '../migrations/locked-session.ts'
import { nameOf } from './chain-findings.ts'
import { readPresent } from './read-story.ts'
import type { Story } from './story.ts'

/** Checks the journal of an environment against itself, with the scripts that it keeps, and against what this machine has seen. Throws `history_unusable` where there is none. */
export async function checkChain(engine: Engine, environment: Environment): Promise<ChainReport> {
  return withSession(engine, environment, async (client) => {
    const columns = await readJournalColumns(client, environment)
    if (columns.length === 0) {
      throw new AppError('history_unusable', { table: `${environment.schema}.strata_journal`, problem: 'there is no journal yet' }, { help: 'The first run of migrations makes it.' })
    }
    const story = await readPresent(engine, client, environment)
    const changed = columns.includes('sql_sha256') ? (await client.query<{ id: string }>(changedTextsSql(environment.schema))).rows : []
    return report(environment.name, story, new Set(changed.map(({ id }) => id)))
  })
}

function report(env: string, { rows, findings }: Story, changedTexts: ReadonlySet<string>): ChainReport {
  const present = rows.filter(({ chain }) => chain !== 'mirror')
  const sealed = present.filter(({ link }) => link?.seq !== null)
  const open = present.length - sealed.length
  const all = [
    ...findings,
    ...present.filter(({ row }) => changedTexts.has(row.id)).map(({ row }): Diagnostic => ({ code: 'journal-script-edited', severity: 'error', subject: env, params: { row: row.id }, message: `The script that row ${row.id} of the journal keeps was edited after it was written: ${nameOf(row)}.`, help: 'The file of the migration, and its checksum in the history, say what was applied.' })),
    ...(open === 0 ? [] : [openFinding(env, open)]),
  ]
  return {
    env, ok: all.every(({ severity }) => severity === 'info'), rows: present.length, sealed: sealed.length, open, mirrored: rows.length - present.length,
    head: sealed.at(-1)?.link?.hash ?? null, findings: all,
  }
}

function openFinding(env: string, open: number): Diagnostic {
  return {
    code: 'journal-not-sealed', severity: 'info', subject: env, params: { rows: open }, message: `${open === 1 ? '1 row is' : `${open} rows are`} not sealed yet: written by an older Strata, by a user who may not seal, or by a session that ended before it could.`,
    help: 'The next run or backup with a user who may update the journal seals them as they are then.',
  }
}
