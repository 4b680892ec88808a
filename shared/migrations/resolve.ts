import type { Diagnostic } from '../contract/diagnostics.ts'
import type { MigrationRow, MigrationState } from '../contract/migrations.ts'
import { duplicateFindings, fileFindings, historyFindings, rowFindings } from './findings.ts'
import { foldHistory, isBaseline, type FoldedHistory, type VersionHistory } from './history.ts'
import type { HistoryRow } from './history-row.ts'
import type { MigrationFile } from './migration-file.ts'
import { storedDescription, type MigrationName } from './names.ts'
import { compareVersions, versionKey } from './version.ts'

export type { MigrationFile } from './migration-file.ts'

export interface ResolveOptions {
  /** Whether a version below the current one may still run. */
  outOfOrder: boolean
}

export interface ResolvedMigrations {
  /** Versioned ascending, then repeatables by description. */
  rows: MigrationRow[]
  diagnostics: Diagnostic[]
  /** Highest applied version; null when none is. */
  current: string | null
}

/** Files by version, of one kind; of several with one version the first by name. */
type FilesByVersion = Map<string, MigrationFile>

interface Situation {
  history: FoldedHistory
  versioned: FilesByVersion
  baselines: FilesByVersion
  undos: FilesByVersion
  repeatables: Map<string, MigrationFile>
  /** Highest version that has a file; null without files. */
  highest: string | null
  /** The B file that a database without history begins with. */
  firstRun: MigrationFile | undefined
  outOfOrder: boolean
}

/** Brings files and history together: the state of every migration, and what is wrong. */
export function resolveMigrations(files: readonly MigrationFile[], history: readonly HistoryRow[], options: ResolveOptions): ResolvedMigrations {
  const situation = situationOf(files, foldHistory(history), options)
  const rows = [...versionedRows(situation), ...repeatableRows(situation)]
  const byHistory = situation.history
  const diagnostics = [
    ...fileFindings(files, byHistory),
    ...duplicateFindings(files),
    ...historyFindings(byHistory),
    ...rows.flatMap((row) => rowFindings(row, { current: byHistory.current, highest: situation.highest, recorded: recordedDescription(row, byHistory) })),
  ]
  return { rows, diagnostics, current: byHistory.current }
}

/** What migrate would run, in order, up to a version (all when absent). Repeatables run whatever the version, as in Flyway. */
export function pendingOf(rows: readonly MigrationRow[], to?: string): MigrationRow[] {
  return rows.filter((row) => runs(row) && (to === undefined || row.version === null || compareVersions(row.version, to) <= 0))
}

function runs({ state, checksum }: MigrationRow): boolean {
  return state === 'pending' || state === 'outdated' || (state === 'undone' && checksum !== null)
}

const undoable: ReadonlySet<MigrationState> = new Set(['applied', 'changed', 'missing', 'out_of_order'])

/** What undo would undo, the latest applied first: the last one, or all above the version `to` (`0`: all). */
export function undoPlan(rows: readonly MigrationRow[], to?: string): MigrationRow[] {
  const live = rows.filter((row) => row.kind === 'versioned' && undoable.has(row.state)).toSorted((a, b) => (b.applied?.rank ?? 0) - (a.applied?.rank ?? 0))
  if (to === undefined) return live.slice(0, 1)
  return to === '0' ? live : live.filter((row) => row.version !== null && compareVersions(row.version, to) > 0)
}

function situationOf(files: readonly MigrationFile[], history: FoldedHistory, { outOfOrder }: ResolveOptions): Situation {
  const baselines = byVersion(files, 'baseline')
  const versioned = byVersion(files, 'versioned')
  const repeatables = new Map<string, MigrationFile>()
  for (const file of sortedFiles(files, 'repeatable')) if (!repeatables.has(file.description)) repeatables.set(file.description, file)
  return {
    history,
    versioned,
    baselines,
    undos: byVersion(files, 'undo'),
    repeatables,
    highest: highestOf([...versioned.values(), ...baselines.values()])?.version ?? null,
    firstRun: history.versions.size === 0 ? highestOf([...baselines.values()]) : undefined,
    outOfOrder,
  }
}

function sortedFiles(files: readonly MigrationFile[], kind: MigrationName['kind']): MigrationFile[] {
  return files.filter((file) => file.kind === kind).toSorted((a, b) => compareText(a.script, b.script))
}

function byVersion(files: readonly MigrationFile[], kind: MigrationName['kind']): FilesByVersion {
  const found: FilesByVersion = new Map()
  for (const file of sortedFiles(files, kind)) {
    const key = versionKey(file.version ?? '')
    if (!found.has(key)) found.set(key, file)
  }
  return found
}

function highestOf(files: readonly MigrationFile[]): MigrationFile | undefined {
  return files.reduce<MigrationFile | undefined>(
    (highest, file) => (highest && compareVersions(highest.version ?? '', file.version ?? '') >= 0 ? highest : file),
    undefined,
  )
}

function versionedRows(situation: Situation): MigrationRow[] {
  const { history, versioned, baselines } = situation
  const keys = new Set([...versioned.keys(), ...baselines.keys(), ...history.versions.keys()])
  return [...keys].toSorted(compareVersions).flatMap((key) => rowsOfVersion(situation, key))
}

/** A version has a row of its migration, a row of its baseline, or both. */
function rowsOfVersion(situation: Situation, key: string): MigrationRow[] {
  const entry = situation.history.versions.get(key)
  const file = situation.versioned.get(key)
  const baselineFile = situation.baselines.get(key)
  const baselineEntry = entry && isBaseline(entry.row) ? entry : undefined
  const ownEntry = baselineEntry ? undefined : entry
  const rows: MigrationRow[] = []
  if (file || ownEntry) {
    const undoScript = situation.undos.get(key)?.script ?? null
    rows.push(rowOf('versioned', file, ownEntry?.row, versionedState(situation, file, ownEntry), undoScript))
  }
  if (baselineFile || baselineEntry) rows.push(rowOf('baseline', baselineFile, baselineEntry?.row, baselineState(situation, baselineFile, baselineEntry)))
  return rows
}

function versionedState(situation: Situation, file: MigrationFile | undefined, entry: VersionHistory | undefined): MigrationState {
  if (entry?.state === 'failed') return 'failed'
  if (entry?.state === 'live') return liveState(file, entry)
  if (!file) return 'undone'
  const state = unappliedState(situation, file.version ?? '')
  return entry && state === 'pending' ? 'undone' : state
}

/** Rows of other types than SQL come from Java classes and scripts, which are no files of the folder. */
function liveState(file: MigrationFile | undefined, { row, outOfOrder }: VersionHistory): MigrationState {
  if (!file && row.type === 'SQL') return 'missing'
  if (file && row.checksum !== null && row.checksum !== file.checksum) return 'changed'
  return outOfOrder ? 'out_of_order' : 'applied'
}

function unappliedState({ history, firstRun, outOfOrder }: Situation, version: string): MigrationState {
  const floor = history.baseline ?? firstRun?.version
  if (floor && compareVersions(version, floor) <= 0) return 'below_baseline'
  const late = history.current !== null && compareVersions(version, history.current) < 0
  return late && !outOfOrder ? 'ignored' : 'pending'
}

function baselineState({ firstRun }: Situation, file: MigrationFile | undefined, entry: VersionHistory | undefined): MigrationState {
  if (!entry) return file === firstRun ? 'pending' : 'superseded'
  if (entry.state === 'failed') return 'failed'
  const { checksum } = entry.row
  return file && checksum !== null && checksum !== file.checksum ? 'changed' : 'baseline'
}

function repeatableRows({ history, repeatables }: Situation): MigrationRow[] {
  const descriptions = new Map<string, string>()
  for (const description of [...repeatables.keys(), ...history.repeatables.keys()]) {
    const key = storedDescription(description)
    if (!descriptions.has(key)) descriptions.set(key, description)
  }
  return [...descriptions]
    .toSorted(([, a], [, b]) => compareText(a, b))
    .map(([key, description]) => {
      const [file, row] = [repeatables.get(description), history.repeatables.get(key)]
      return rowOf('repeatable', file, row, repeatableState(file, row))
    })
}

function repeatableState(file: MigrationFile | undefined, row: HistoryRow | undefined): MigrationState {
  if (!row) return 'pending'
  if (!row.success) return 'failed'
  if (!file) return row.type === 'SQL' ? 'missing' : 'applied'
  return row.checksum === file.checksum ? 'applied' : 'outdated'
}

function rowOf(
  kind: MigrationRow['kind'],
  file: MigrationFile | undefined,
  row: HistoryRow | undefined,
  state: MigrationState,
  undoScript: string | null = null,
): MigrationRow {
  return {
    kind,
    version: file?.version ?? row?.version?.replaceAll('_', '.') ?? null,
    description: file?.description ?? row?.description ?? '',
    script: file?.script ?? row?.script ?? '',
    state,
    checksum: file?.checksum ?? null,
    applied: row ? appliedOf(row) : null,
    undoScript,
    bytes: file?.bytes ?? null,
  }
}

function appliedOf(row: HistoryRow): NonNullable<MigrationRow['applied']> {
  return { rank: row.rank, checksum: row.checksum, by: row.installedBy, at: row.installedOn, ms: row.executionMs, success: row.success }
}

function recordedDescription(row: MigrationRow, history: FoldedHistory): string | undefined {
  return row.kind === 'versioned' && row.version !== null ? history.versions.get(versionKey(row.version))?.row.description : undefined
}

/** Java's order of strings: by UTF-16 units. */
function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
