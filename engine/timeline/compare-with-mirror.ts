import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { ChainRow } from '../history/chain.ts'
import type { JournalRow } from '../history/journal.ts'
import { keyOf, type MirrorChange, type MirroredRow } from '../history/mirror.ts'
import { nameOf, stamp, type SeenRow } from './chain-findings.ts'
import { momentOf, type StoryRow } from './story.ts'

interface Witnessed {
  /** Ids of rows that were edited: what they were is known. */
  edited: ReadonlySet<string>
  /** Rows that the journal has not any more, and events that only this machine has. */
  gone: StoryRow[]
  /** By `keyOf`: rows that are there and are not what they were. */
  notes: ReadonlyMap<string, string>
  findings: Diagnostic[]
  change: Pick<MirrorChange, 'added' | 'sealed' | 'gone' | 'back'>
}

/** Holds what a journal says now against what this machine has seen of it. */
export function compareWithMirror(env: string, present: readonly SeenRow[], mirrored: readonly MirroredRow[]): Witnessed {
  const now = new Map(present.map((seen) => [keyOf(seen.link), seen]))
  const before = new Map(mirrored.map((row) => [keyOf(row), row]))
  const own = mirrored.filter(({ id }) => id === '0')
  const absent = mirrored.filter((row) => row.id !== '0' && !now.has(keyOf(row)) && !isOpenRun(row))
  const { edited, lost } = sortAbsent(absent, present)
  const rechained = mirrored.flatMap((row) => {
    const seen = now.get(keyOf(row))
    return seen && row.hash !== null && seen.link.hash !== row.hash ? [seen] : []
  })
  const losses = lossesOf(lost, mirrored.filter((row) => now.has(keyOf(row))), [...present.map(({ row }) => row), ...mirrored.map(({ row }) => row)])
  return {
    edited: new Set(edited.map(({ was }) => was.id)),
    gone: [...own.map((row) => storyRow(row)), ...edited.map(({ was }) => storyRow(was, `As it was seen at ${stamp(was.seenAt)}, before it was edited.`)), ...losses.flatMap(({ rows, note }) => rows.map((row) => storyRow(row, note)))],
    notes: new Map([...edited.map(({ is }): [string, string] => [keyOf(is.link), 'Edited: this machine has seen it otherwise.']), ...rechained.map(({ link }): [string, string] => [keyOf(link), 'Its link was computed anew: this machine has seen another.'])]),
    findings: [...editedFindings(env, edited), ...rechainedFinding(env, rechained, losses), ...losses.map((one) => lossFinding(env, one))],
    change: changeOf(present, before, absent),
  }
}

function storyRow(mirrored: MirroredRow, note?: string): StoryRow {
  return { row: mirrored.row, link: mirrored.id === '0' ? null : mirrored, chain: 'mirror', ...(note !== undefined && { note }) }
}

/** A row that an older version wrote the end of a run into was no other row before. */
function isOpenRun({ seq, row: { kind, outcome } }: MirroredRow): boolean {
  return seq === null && kind === 'run' && (outcome === 'running' || outcome === 'unknown')
}

function changeOf(present: readonly SeenRow[], before: ReadonlyMap<string, MirroredRow>, absent: readonly MirroredRow[]): Witnessed['change'] {
  const known = present.flatMap(({ link }): { link: ChainRow; was: MirroredRow }[] => {
    const was = before.get(keyOf(link))
    return was ? [{ link, was }] : []
  })
  return {
    added: present.filter(({ link }) => !before.has(keyOf(link))).map(({ row, link: { id, digest, seq, prev, hash } }) => ({ id, digest, seq, prev, hash, row })),
    sealed: known.filter(({ link, was }) => was.seq === null && link.seq !== null).map(({ link }) => link),
    gone: absent.filter(({ goneAt }) => goneAt === null),
    back: known.filter(({ was }) => was.goneAt !== null).map(({ link }) => link),
  }
}

interface Edited {
  was: MirroredRow
  is: SeenRow
}

/** A row of the same number and moment with other facts was edited; what has neither is lost. */
function sortAbsent(absent: readonly MirroredRow[], present: readonly SeenRow[]): { edited: Edited[]; lost: MirroredRow[] } {
  const byId = new Map(present.map((seen) => [seen.link.id, seen]))
  const edited: Edited[] = []
  const lost: MirroredRow[] = []
  for (const was of absent) {
    const is = byId.get(was.id)
    if (is && isSame(is.row, was.row)) edited.push({ was, is })
    else lost.push(was)
  }
  return { edited, lost }
}

function isSame(is: JournalRow, was: JournalRow): boolean {
  return (is.runId === was.runId && is.kind === was.kind && is.script === was.script) || momentOf(is) === momentOf(was)
}

interface Loss {
  rows: MirroredRow[]
  /** `back`: a restore explains it; `cut`: the newest rows; `deleted`: from among others that are still there. */
  kind: 'back' | 'cut' | 'deleted'
  by: JournalRow | undefined
  note: string
}

const putsBack: ReadonlySet<JournalRow['kind']> = new Set(['restore', 'put_back', 'rollback'])
/** Clocks of two machines, and the time that a restore takes until it is written down. */
const slackMs = 120_000

/** Rows that went away between two readings went away together. */
function lossesOf(lost: readonly MirroredRow[], kept: readonly MirroredRow[], known: readonly JournalRow[]): Loss[] {
  return [...new Set(lost.map(({ goneAt }) => goneAt))].flatMap((goneAt) => {
    const rows = lost.filter((row) => row.goneAt === goneAt)
    const by = known.filter((row) => putsBack.has(row.kind) && row.outcome === 'done' && explains(row, rows, goneAt)).at(-1)
    if (by) return [loss('back', rows, by)]
    // What was written after the loss says nothing of where they stood.
    const witnesses = kept.filter(({ seenAt }) => goneAt === null || seenAt < goneAt)
    const newest = (value: (row: MirroredRow) => string | null) => witnesses.reduce((highest, row) => Math.max(highest, Number(value(row) ?? 0)), 0)
    const [newestSeq, newestId] = [newest(({ seq }) => seq), newest(({ id }) => id)]
    const deleted = rows.filter(({ seq, id }) => (seq === null ? Number(id) < newestId : Number(seq) < newestSeq))
    const cut = rows.filter((row) => !deleted.includes(row))
    return [...(deleted.length > 0 ? [loss('deleted', deleted)] : []), ...(cut.length > 0 ? [loss('cut', cut)] : [])]
  })
}

/** After the last of what is lost, and not after its loss was seen. */
function explains(row: JournalRow, rows: readonly MirroredRow[], goneAt: string | null): boolean {
  const newest = Math.max(...rows.map((lost) => momentOf(lost.row)))
  return momentOf(row) >= newest - slackMs && momentOf(row) <= (goneAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(goneAt) + slackMs)
}

function loss(kind: Loss['kind'], rows: MirroredRow[], by?: JournalRow): Loss {
  const notes = {
    back: `Known from this machine's copy: the database was put back to an earlier state at ${by ? stamp(by.at) : ''}.`,
    cut: "Known from this machine's copy: the journal ends before it.",
    deleted: "Known from this machine's copy: it is not in the journal any more.",
  }
  return { kind, rows, by, note: notes[kind] }
}

function lossFinding(env: string, { kind, rows, by }: Loss): Diagnostic {
  const times = rows.map(({ row }) => momentOf(row)).toSorted((a, b) => a - b)
  const span = `from ${stamp(new Date(times[0] ?? 0))} to ${stamp(new Date(times.at(-1) ?? 0))}`
  const count = rows.length === 1 ? '1 event' : `${rows.length} events`
  const shared = { subject: env, params: { events: rows.length } }
  if (kind === 'back' && by) {
    return { ...shared, code: 'journal-put-back', severity: 'info', message: `The database was put back to an earlier state at ${stamp(by.at)} (${by.description ?? by.kind}): ${count} ${span} ${rows.length === 1 ? 'is' : 'are'} shown from this machine's copy of the journal.` }
  }
  if (kind === 'cut') {
    return {
      ...shared, code: 'journal-cut-off', severity: 'warning', message: `The newest ${count} that this machine has seen, ${span}, are not in the journal any more.`,
      help: 'Either the database was put back to an earlier state by other means than Strata, or rows were deleted. They are shown from this machine\'s copy.',
    }
  }
  return { ...shared, code: 'journal-rows-deleted', severity: 'error', message: `${count} ${span} that this machine has seen ${rows.length === 1 ? 'was' : 'were'} deleted from the journal.`, help: 'They are shown from this machine\'s copy. Find out who deleted them: no version of Strata does.' }
}

const compared = ['runId', 'kind', 'outcome', 'at', 'endedAt', 'dbUser', 'actor', 'host', 'reason', 'version', 'script', 'description', 'rank', 'checksum', 'statements', 'planFingerprint', 'backupId', 'ms', 'problem', 'before', 'after', 'details', 'log'] as const

function editedFindings(env: string, edited: readonly Edited[]): Diagnostic[] {
  return edited.map(({ was, is }) => {
    const columns = compared.filter((name) => JSON.stringify(was.row[name]) !== JSON.stringify(is.row[name]))
    const what = columns.length === 0 ? 'its script' : columns.join(', ')
    return {
      code: 'journal-row-changed', severity: 'error' as const, subject: env, params: { row: was.id },
      message: `Row ${was.id} of the journal is not what this machine saw at ${stamp(was.seenAt)}: ${nameOf(was.row)}. Changed: ${what}.`, help: 'Both are shown. Find out who edited the table: no version of Strata does.',
    }
  })
}

/** After a restore rows that were not sealed then may be sealed in another order: that is no new fault. */
function rechainedFinding(env: string, rechained: readonly SeenRow[], losses: readonly Loss[]): Diagnostic[] {
  const [first] = rechained
  if (!first || losses.some(({ kind }) => kind === 'back')) return []
  return [{
    code: 'journal-chain-rewritten', severity: 'error', subject: env, params: { row: first.link.id, rows: rechained.length },
    message: `The chain of the journal was computed anew from row ${first.link.id} on: ${rechained.length === 1 ? 'its link is' : `${rechained.length} links are`} not what this machine has seen.`, help: 'Somebody wrote to the table by hand and sealed it again. The events that this machine saw are shown beside those of the journal.',
  }]
}
