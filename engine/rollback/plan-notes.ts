import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Planning } from './planning.ts'
import { note } from './reasons.ts'

/** What a reader of the plan should know of the point, whichever way is taken. */
export function planNotes({ past: { situation: { history, place }, journal }, point, now }: Pick<Planning, 'past' | 'point' | 'now'>): Diagnostic[] {
  const notes: Diagnostic[] = []
  const [first] = history
  const [oldest] = journal
  const at = point.at.toISOString()
  if (first && at < first.installedOn && point.version !== '0') notes.push(note('warning', 'before-history', `The history begins at ${first.installedOn}: what was there before it is not known.`, { at: first.installedOn }))
  else if (first && (!oldest || point.at < oldest.at)) notes.push(note('info', 'before-journal', 'At that time there was no journal yet: what was applied then is known from the history table alone.'))
  const replaced = journal.filter((row) => row.kind === 'put_back' && row.at > point.at).at(-1)
  if (replaced) notes.push(note('warning', 'replaced-since', `The database was replaced at ${replaced.at.toISOString()}, after this point: its history may tell of another one.`, { at: replaced.at.toISOString() }))
  if (now.failed.length > 0) notes.push(note('warning', 'failure-recorded', `The failure of ${now.failed.join(', ')} is recorded in the history: what it left behind is not known.`, { scripts: now.failed.join(', ') }))
  if (!place.historyExists) notes.push(note('info', 'no-history', 'This database has no history of migrations: only a backup can lead back.'))
  return notes
}
