import { crc32 } from 'node:zlib'
import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import type { Draft, PreviewedMigration } from '#shared/contract/preview.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { parseMigrationName, undoFileName } from '#shared/migrations/names.ts'
import { pendingOf } from '#shared/migrations/resolve.ts'
import { compareVersions } from '#shared/migrations/version.ts'
import { readScript } from '../../migrations/read-folder.ts'
import { examineScript, type PreparedScript } from '../../migrations/run/prepare-script.ts'

/** One script of a preview, as a file has it or as it stands in an editor. */
export interface BatchItem {
  script: string
  kind: PreviewedMigration['kind']
  version: string | null
  description: string
  text: string
  checksum: number
  prepared: PreparedScript
  /** Why it cannot be run at all: a string that never ends, a command of psql. */
  problem: AppError | null
  undo: { script: string; text: string; prepared: PreparedScript; problem: AppError | null } | null
  /** Its text or that of its undo is not saved. */
  drafted: boolean
}

export interface BatchRequest {
  folder: string
  scripts: readonly string[] | undefined
  drafts: readonly Draft[]
}

/** What is known of the scripts of a folder. */
export type KnownRows = readonly Pick<MigrationRow, 'script' | 'kind' | 'version' | 'description' | 'state' | 'undoScript'>[]

/** The scripts of a preview in the order of their run: those that are asked for, or what is pending and new drafts. Throws `file_unreadable` and `not_found`. */
export async function readBatch({ folder, scripts, drafts }: BatchRequest, rows: KnownRows): Promise<{ items: BatchItem[]; notes: Diagnostic[] }> {
  const names = scripts ?? allPending(rows, drafts)
  const items: BatchItem[] = []
  for (const script of names) items.push(await itemOf(script, folder, drafts.find((draft) => draft.script === script), rows))
  return { items, notes: scripts === undefined ? [] : rows.filter((row) => applied.has(row.state) && names.includes(row.script)).map(appliedNote) }
}

const applied: ReadonlySet<MigrationRow['state']> = new Set(['applied', 'changed', 'out_of_order'])

function appliedNote({ script, kind }: KnownRows[number]): Diagnostic {
  const again = kind === 'repeatable' ? 'it is run again' : 'here it runs on what it has made already'
  return { code: 'already-applied', severity: 'info', subject: script, message: `${script} is applied in this environment: ${again}.` }
}

/** Drafts of files that do not exist yet come by their version, those of repeatable migrations after all versions. */
function allPending(rows: KnownRows, drafts: readonly Draft[]): string[] {
  const known = new Set(rows.map(({ script }) => script))
  const fresh = drafts.flatMap(({ script }) => {
    const name = known.has(script) ? null : parseMigrationName(script)
    return name && name.kind !== 'undo' ? [{ script, kind: name.kind, version: name.version }] : []
  })
  const all = [...pendingOf(rows as MigrationRow[]), ...fresh]
  return all.toSorted(byOrder).map(({ script }) => script)
}

type Ordered = Pick<MigrationRow, 'kind' | 'version'>

function byOrder(one: Ordered, other: Ordered): number {
  const late = ({ kind }: Ordered) => (kind === 'repeatable' ? 1 : 0)
  if (one.version !== null && other.version !== null) return compareVersions(one.version, other.version)
  return late(one) - late(other)
}

async function itemOf(script: string, folder: string, draft: Draft | undefined, rows: KnownRows): Promise<BatchItem> {
  const text = draft?.text ?? readScript(folder, script).text
  const name = parseMigrationName(script)
  const row = rows.find((one) => one.script === script)
  const version = name?.version ?? row?.version ?? null
  const description = name?.description ?? row?.description ?? script
  const kind = name?.kind === 'repeatable' || name?.kind === 'baseline' ? name.kind : 'versioned'
  const undo = name?.kind === 'undo' ? null : await undoOf({ version, description, folder, script, draft, undoScript: row?.undoScript ?? null })
  return { script, kind, version, description, text, checksum: flywayChecksum(text, crc32), ...(await examined(script, text)), undo, drafted: draft !== undefined }
}

interface UndoPlace {
  version: string | null
  description: string
  folder: string
  script: string
  draft: Draft | undefined
  undoScript: string | null
}

async function undoOf({ version, description, folder, script, draft, undoScript }: UndoPlace): Promise<BatchItem['undo']> {
  if (version === null || draft?.undo === null) return null
  const name = undoScript ?? besideOf(script, undoFileName(version, description))
  const text = draft?.undo ?? textOf(folder, name)
  return text === undefined ? null : { script: name, text, ...(await examined(name, text)) }
}

function besideOf(script: string, name: string): string {
  return script.slice(0, script.lastIndexOf('/') + 1) + name
}

/** Undefined: there is no such file. */
function textOf(folder: string, script: string): string | undefined {
  try {
    return readScript(folder, script).text
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'not_found') return undefined
    throw thrown
  }
}

async function examined(script: string, text: string): Promise<{ prepared: PreparedScript; problem: AppError | null }> {
  const { statements, outside, errors } = await examineScript(script, text)
  return { prepared: { script, text, statements, outside }, problem: errors[0] ?? null }
}
