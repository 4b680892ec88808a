import { versionKey } from '#shared/migrations/version.ts'
import type { AppliedEntry, AppliedState } from './applied-state.ts'

/** One script that leads from one state of the migrations to another. */
export type Move =
  | { action: 'undo'; entry: AppliedEntry }
  | { action: 'apply'; entry: AppliedEntry }
  /** A repeatable migration gets the text that it had. */
  | { action: 'repeat'; entry: AppliedEntry }

export interface Moves {
  moves: readonly Move[]
  /** Repeatable migrations that are in effect and were not: there is no undo of them, what they made stays. */
  staying: readonly AppliedEntry[]
}

/**
 * What takes the migrations from one state to the other: what is in effect and was not is taken back in the reverse order of its application, whatever
 * the versions are; then what was in effect and is not is applied in the order that it had. Pure.
 */
export function movesBetween(now: AppliedState, wanted: AppliedState): Moves {
  const back = [...surplus(now.versioned, wanted.versioned).map((entry) => ({ action: 'undo' as const, entry, rank: entry.rank })), ...olderTexts(now, wanted)]
  const forth = surplus(wanted.versioned, now.versioned).map((entry) => ({ action: 'apply' as const, entry }))
  const known = new Set(wanted.repeatable.map(({ description }) => description))
  const lost = wanted.repeatable.filter(({ description }) => !now.repeatable.some((one) => one.description === description))
  return {
    moves: [...back.toSorted((a, b) => b.rank - a.rank).map(({ rank: _rank, ...move }) => move), ...forth, ...lost.map((entry) => ({ action: 'repeat' as const, entry }))],
    staying: now.repeatable.filter(({ description }) => !known.has(description)),
  }
}

/** Those of the first that the second lacks, or has in another text. */
function surplus(these: readonly AppliedEntry[], those: readonly AppliedEntry[]): AppliedEntry[] {
  const others = new Map(those.map((entry) => [versionKey(entry.version ?? ''), entry]))
  return these.filter((entry) => {
    const other = others.get(versionKey(entry.version ?? ''))
    return !other || (other.rank !== entry.rank && other.checksum !== entry.checksum)
  })
}

/** Each at the place where its newer text was applied, so that it comes before the undo of what that text needs. */
function olderTexts(now: AppliedState, wanted: AppliedState): (Move & { rank: number })[] {
  return now.repeatable.flatMap((current) => {
    const then = wanted.repeatable.find(({ description }) => description === current.description)
    return then && then.checksum !== current.checksum ? [{ action: 'repeat' as const, entry: then, rank: current.rank }] : []
  })
}
