import { crc32 } from 'node:zlib'
import type pg from 'pg'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { ServerInfo } from '#shared/contract/migrations.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
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

/** `known`: the folder, where it was read a moment ago for another database. */
export async function readSituation(client: pg.Client, environment: Environment, known?: MigrationFolder): Promise<Situation> {
  const { server, place } = await inspectHistory(client, environment)
  const history = place.historyExists ? await readHistory(client, environment) : []
  const folder = known ?? (await readMigrationFolder(environment.migrationsFolder))
  const resolved = resolveMigrations(folder.files, history, { outOfOrder: environment.policies.outOfOrder })
  const findings = resolved.diagnostics.filter(({ code, subject }) => code !== 'migration-changed' || !folder.unreadable.has(subject ?? ''))
  const diagnostics = await softenHarmlessChanges(client, environment, place, folder, findings)
  return { ...resolved, diagnostics: [...folder.diagnostics, ...diagnostics], server, place, history, folder }
}

/** A change in comments or white space alone is no reason to stop; what was applied is known from the journal. */
async function softenHarmlessChanges(client: pg.Client, environment: Environment, place: HistoryPlace, folder: MigrationFolder, diagnostics: readonly Diagnostic[]): Promise<Diagnostic[]> {
  if (!place.journalReadable) return [...diagnostics]
  const result: Diagnostic[] = []
  for (const diagnostic of diagnostics) {
    const { code, subject } = diagnostic
    const difference = code === 'migration-changed' && subject !== undefined ? await differenceOf(client, environment, folder, subject) : 'text'
    result.push(difference === 'text' ? diagnostic : difference === 'comments' ? onlyComments(diagnostic) : historyAltered(diagnostic))
  }
  return result
}

/** What sets the file apart from what was applied: its text, comments alone, or nothing, so that the checksum in the table must have been changed. */
async function differenceOf(client: pg.Client, environment: Environment, { folder }: MigrationFolder, script: string): Promise<'text' | 'comments' | 'none'> {
  const applied = await readAppliedText(client, environment, script)
  if (applied === null) return 'text'
  const { text } = readScript(folder, script)
  if (flywayChecksum(applied, crc32) === flywayChecksum(text, crc32)) return 'none'
  return normaliseForComparison(applied) === normaliseForComparison(text) ? 'comments' : 'text'
}

function historyAltered(diagnostic: Diagnostic): Diagnostic {
  return {
    ...diagnostic, code: 'history-checksum-changed', message: `The history has another checksum for ${diagnostic.subject} than the one it was applied with; the file is unchanged.`,
    help: 'Someone changed the history table by hand. Find out why; repair writes the checksum of the file again.',
  }
}

function onlyComments(diagnostic: Diagnostic): Diagnostic {
  return {
    ...diagnostic, code: 'migration-comment-changed', severity: 'warning', message: `${diagnostic.subject} was changed after it was applied, in comments or white space alone.`,
    help: 'Nothing needs to be done. Repair brings the checksum in the history in line with the file.',
  }
}
