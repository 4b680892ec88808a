import type { RollbackLoss, RollbackStep } from '#shared/contract/rollback.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { StoredArchive } from '../archives/read-archives.ts'
import { droppedData } from './dropped-data.ts'
import { backupSeconds } from './durations.ts'
import type { Planning } from './planning.ts'
import { planScripts } from './planned-script.ts'
import { note } from './reasons.ts'
import { movesBetween } from './script-moves.ts'
import type { UsableBackup } from './usable-backups.ts'
import { assembleWay, type PlannedWay, type WayParts } from './way.ts'
import { readWritten, writtenSince } from './written-since.ts'

interface Seen {
  archives: readonly StoredArchive[]
  /** The schema that is there, without the history. */
  schemaNow(): Promise<Snapshot>
}

/** The ways that lead to the point, the best first; those that do not, with the reason, at the end. */
export async function planWays(planning: Planning, seen: Seen): Promise<{ ways: PlannedWay[]; nothing: boolean }> {
  const scripts = await scriptsWay(planning, seen)
  const nothing = scripts.scripts.length === 0 && scripts.way.possible === 'yes'
  const mixed = scripts.way.possible === 'no' ? await mixedWay(planning, seen) : undefined
  const restore = await restoreWay(planning, seen, { scripts, mixed })
  const ways = [scripts, ...(mixed ? [mixed] : []), restore]
  return { ways: ways.toSorted((a, b) => Number(a.way.possible === 'no') - Number(b.way.possible === 'no')), nothing }
}

function common({ past, point, environment, backups }: Planning, { archives }: Seen): Pick<WayParts, 'rank' | 'history' | 'saving' | 'archives'> {
  const named = archives.map(({ archive: { table, relation, rows } }) => ({ table, relation, rows }))
  return {
    rank: point.rank, history: past.situation.history, saving: environment.policies.backupBeforeMigrating ? backupSeconds(backups.map(({ stored }) => stored)) : undefined,
    archives: (text): RollbackStep['archives'] => named.filter(({ table }) => text.includes(`strata_archive.${table}`) || text.includes(`strata_archive."${table}"`)),
  }
}

/** Data that is written since stay, but for what a script drops. */
async function scriptsWay(planning: Planning, seen: Seen): Promise<PlannedWay> {
  const { library, now, wanted, client, environment } = planning
  const { moves, staying } = movesBetween(now, wanted)
  const scripts = await planScripts(library, moves)
  const texts = scripts.flatMap(({ script, text }) => (text === null ? [] : [{ script, text }]))
  const losses = texts.length === 0 ? [] : await droppedData(client, environment, texts, await seen.schemaNow())
  return assembleWay({ ...common(planning, seen), id: 'scripts', scripts, staying, losses, reasons: obstacles(planning) })
}

/** What keeps scripts from running here at all. */
function obstacles({ past: { situation: { place } }, now }: Planning): Diagnostic[] {
  const found: Diagnostic[] = []
  if (now.failed.length > 0) found.push(note('error', 'failed-recorded', `The failure of ${now.failed.join(', ')} is recorded: first see what it left behind, then run repair.`, { scripts: now.failed.join(', ') }))
  if (place.historyExists && place.writeProblem) found.push(note('error', 'history-not-writable', `The history cannot be written: ${place.writeProblem}.`, { problem: place.writeProblem }))
  return found
}

/** The newest backup made after the point from which scripts lead the rest of the way. */
async function mixedWay(planning: Planning, seen: Seen): Promise<PlannedWay | undefined> {
  for (const backup of planning.backups.filter(({ at }) => at > planning.point.at)) {
    const way = await fromBackup(planning, seen, backup, 'mixed')
    if (way.way.possible !== 'no') return way
  }
  return undefined
}

async function fromBackup(planning: Planning, seen: Seen, backup: UsableBackup, id: 'mixed' | 'restore', reasons: readonly Diagnostic[] = []): Promise<PlannedWay> {
  const { moves, staying } = movesBetween(backup.state, planning.wanted)
  const scripts = await planScripts(planning.library, moves)
  return assembleWay({ ...common(planning, seen), id, scripts, staying, backup, losses: await lostSince(planning, backup), reasons: [...reasons, ...doubts(backup)] })
}

async function lostSince({ client, environment }: Planning, { stored }: UsableBackup): Promise<RollbackLoss[]> {
  return writtenSince(stored.manifest, await readWritten(client), environment)
}

function doubts({ stored: { manifest, backup } }: UsableBackup): Diagnostic[] {
  if (backup.rehearsal?.outcome === 'verified' || backup.lastRestore?.outcome === 'verified') return []
  return [note('warning', 'backup-untried', `Backup ${manifest.id} was never restored on trial.`, { backup: manifest.id }, 'Verify it first, where there is time for that.')]
}

/** The nearest backup before the point. */
async function restoreWay(planning: Planning, seen: Seen, { scripts, mixed }: { scripts: PlannedWay; mixed: PlannedWay | undefined }): Promise<PlannedWay> {
  const backup = planning.backups.find(({ at, rank }) => at <= planning.point.at && rank <= planning.point.rank)
  if (!backup) {
    const none = note('error', 'no-backup', 'There is no whole backup of this database from before that point, or none that is in order.', {}, 'A backup that another machine has made can be imported.')
    return assembleWay({ ...common(planning, seen), id: 'restore', scripts: [], staying: [], losses: [], reasons: [none] })
  }
  return fromBackup(planning, seen, backup, 'restore', secondBecause(scripts, mixed))
}

function secondBecause(scripts: PlannedWay, mixed: PlannedWay | undefined): Diagnostic[] {
  if (scripts.way.possible !== 'no') return [note('info', 'restore-loses-more', 'What was written since the backup would be lost; the scripts keep it.')]
  return mixed ? [note('info', 'restore-older-backup', 'Its backup is older: more of what was written since would be lost.')] : []
}
