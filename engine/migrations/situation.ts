import type pg from 'pg'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { ServerInfo } from '#shared/contract/migrations.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import { resolveMigrations, type ResolvedMigrations } from '#shared/migrations/resolve.ts'
import { normaliseForComparison } from '#shared/sql/normalise.ts'
import { readHistory } from '../history/history.ts'
import { inspectHistory, type HistoryPlace } from '../history/inspect-history.ts'
import { readAppliedText } from '../history/journal.ts'
import { readMigrationFolder, readScript, type MigrationFolder } from './read-folder.ts'

/** Files and history of an environment brought together. */
export interface Situation extends ResolvedMigrations {
  server: ServerInfo
  place: HistoryPlace
  history: HistoryRow[]
  folder: MigrationFolder
}

export async function readSituation(client: pg.Client, environment: Environment): Promise<Situation> {
  const { server, place } = await inspectHistory(client, environment)
  const history = place.historyExists ? await readHistory(client, environment) : []
  const folder = await readMigrationFolder(environment.migrationsFolder)
  const resolved = resolveMigrations(folder.files, history, { outOfOrder: environment.policies.outOfOrder })
  const findings = resolved.diagnostics.filter(({ code, subject }) => code !== 'migration-changed' || !folder.unreadable.has(subject ?? ''))
  const diagnostics = await softenHarmlessChanges(client, environment, place, folder, findings)
  return { ...resolved, diagnostics: [...folder.diagnostics, ...diagnostics], server, place, history, folder }
}

/** A change in comments or white space alone is no reason to stop; what was applied is known from the journal. */
async function softenHarmlessChanges(client: pg.Client, environment: Environment, place: HistoryPlace, folder: MigrationFolder, diagnostics: readonly Diagnostic[]): Promise<Diagnostic[]> {
  if (!place.journalExists || !place.maySelectJournal) return [...diagnostics]
  const result: Diagnostic[] = []
  for (const diagnostic of diagnostics) {
    const harmless = diagnostic.code === 'migration-changed' && diagnostic.subject !== undefined && (await sameButForComments(client, environment, folder, diagnostic.subject))
    result.push(harmless ? onlyComments(diagnostic) : diagnostic)
  }
  return result
}

async function sameButForComments(client: pg.Client, environment: Environment, { folder }: MigrationFolder, script: string): Promise<boolean> {
  const applied = await readAppliedText(client, environment, script)
  return applied !== null && normaliseForComparison(applied) === normaliseForComparison(readScript(folder, script).text)
}

function onlyComments(diagnostic: Diagnostic): Diagnostic {
  return {
    ...diagnostic, code: 'migration-comment-changed', severity: 'warning', message: `${diagnostic.subject} was changed after it was applied, in comments or white space alone.`,
    help: 'Nothing needs to be done. Repair brings the checksum in the history in line with the file.',
  }
}
