import { crc32 } from 'node:zlib'
import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import type { Proof } from '#shared/contract/preview.ts'
import type { RollbackMethod, RollbackStep } from '#shared/contract/rollback.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { versionKey } from '#shared/migrations/version.ts'
import { readScript } from '../migrations/read-folder.ts'
import { examineScript } from '../migrations/run/prepare-script.ts'
import type { Situation } from '../migrations/situation.ts'
import type { AppliedEntry } from './applied-state.ts'
import { textAtSql } from './past.sql.ts'
import * as reason from './reasons.ts'
import type { KeptUndo } from './rollback-store.ts'
import type { Move } from './script-moves.ts'

/** A script of the way, with its text and what is known of it. */
export interface PlannedScript {
  method: RollbackMethod & ('undo' | 'generated_undo' | 'apply' | 'repeat')
  entry: AppliedEntry
  /** Name under which it runs. */
  script: string
  /** Null: not known yet, or not at all. */
  text: string | null
  trust: RollbackStep['trust']
  loses: readonly string[]
  /** Why it cannot run; null: it can. */
  problem: Diagnostic | null
}

/** What the texts come from. */
export interface Library {
  client: pg.Client
  environment: Environment
  situation: Situation
  /** Proofs of this environment, see `proofsNow`. */
  proofs: readonly Proof[]
  /** Undos that Strata wrote and tried. */
  undos: readonly KeptUndo[]
}

export async function planScripts(library: Library, moves: readonly Move[]): Promise<PlannedScript[]> {
  const scripts: PlannedScript[] = []
  for (const move of moves) scripts.push(await (move.action === 'undo' ? undoOf(library, move.entry) : againOf(library, move)))
  return scripts
}

/** A migration or repeatable that is applied with the text that it had. */
async function againOf(library: Library, { action, entry }: Move): Promise<PlannedScript> {
  const text = await textThen(library, entry)
  const method = action === 'repeat' ? ('repeat' as const) : ('apply' as const)
  const base = { method, entry, script: entry.script, text, trust: null, loses: [] }
  if (text === null) return { ...base, problem: reason.textGone(entry) }
  return { ...base, problem: await unfit(entry.script, text) }
}

/** The file where it is still the same, else what the journal keeps. */
export async function textThen({ client, environment, situation }: Library, { script, rank, checksum }: AppliedEntry): Promise<string | null> {
  const same = (text: string) => checksum !== null && flywayChecksum(text, crc32) === checksum
  const file = situation.folder.files.find((one) => one.script === script && one.checksum === checksum)
  if (file) return readScript(situation.folder.folder, script).text
  if (!situation.place.journalReadable) return null
  const { rows } = await client.query<{ text: string }>(textAtSql(environment.schema), [rank, script])
  const text = rows[0]?.text
  return text !== undefined && same(text) ? text : null
}

async function undoOf(library: Library, entry: AppliedEntry): Promise<PlannedScript> {
  const row = library.situation.rows.find(({ kind, version }) => kind !== 'repeatable' && version !== null && versionKey(version) === versionKey(entry.version ?? ''))
  const base = { method: 'undo' as const, entry, script: row?.undoScript ?? entry.script, text: null, trust: null, loses: [] }
  if (entry.type.endsWith('BASELINE')) return { ...base, problem: reason.baseline(entry) }
  const changed = changedSince(library, row, entry)
  if (changed) return { ...base, problem: changed }
  return row?.undoScript ? fileUndo(library, entry, row.undoScript) : generatedUndo(library, entry)
}

/** Whether an undo still fits the migration that was applied. */
function changedSince({ situation }: Library, row: MigrationRow | undefined, entry: AppliedEntry): Diagnostic | undefined {
  if (!row || row.checksum === null) return entry.type === 'SQL' ? reason.fileGone(entry) : undefined
  if (entry.checksum === null || row.checksum === entry.checksum) return undefined
  const harmless = situation.diagnostics.some(({ code, subject }) => code === 'migration-comment-changed' && subject === row.script)
  return harmless ? undefined : reason.fileChanged(entry)
}

async function fileUndo({ situation, proofs }: Library, entry: AppliedEntry, script: string): Promise<PlannedScript> {
  const base = { method: 'undo' as const, entry, script, trust: noTrust, loses: [] }
  const text = readable(situation, script)
  if (text instanceof AppError) return { ...base, text: null, problem: reason.unfitScript(script, text) }
  const proof = proofs.find((one) => one.script === entry.script && one.undoScript === script && !one.stale)
  if (proof && proof.status !== 'proved' && proof.status !== 'schema_only') return { ...base, text, problem: reason.undoFails(entry, script, proof) }
  const trust = proof ? { status: proof.status as 'proved' | 'schema_only', at: proof.at, rows: proof.compared.rows } : noTrust
  return { ...base, text, trust, loses: proof?.loses ?? [], problem: await unfit(script, text) }
}

const noTrust = { status: 'none', at: null, rows: null } as const

function readable({ folder }: Situation, script: string): string | AppError {
  try {
    return readScript(folder.folder, script).text
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown
    throw thrown
  }
}

async function unfit(script: string, text: string): Promise<Diagnostic | null> {
  const [error] = (await examineScript(script, text)).errors
  return error ? reason.unfitScript(script, error) : null
}

/** There is no file: Strata's own, where it was written and tried for this very text of the migration. */
function generatedUndo({ undos }: Library, entry: AppliedEntry): PlannedScript {
  const found = undos.find(({ script, checksum }) => script === entry.script && checksum === entry.checksum)
  const script = found?.undoScript ?? entry.script.replace(/(^|[\\/])V([^\\/]*)$/, '$1U$2')
  const base = { method: 'generated_undo' as const, entry, script }
  if (!found) return { ...base, text: null, trust: noTrust, loses: [], problem: entry.type === 'SQL' ? null : reason.noUndo(entry) }
  const { status, at, rows, sql, loses } = found
  if (status !== 'proved' && status !== 'schema_only') return { ...base, text: null, trust: noTrust, loses: [], problem: reason.generatedFails(entry, found) }
  return { ...base, text: sql, trust: { status, at, rows }, loses: [...loses], problem: null }
}

/** Whether a preview has to write it first. */
export function isUnwritten({ method, text, problem }: PlannedScript): boolean {
  return method === 'generated_undo' && text === null && problem === null
}
