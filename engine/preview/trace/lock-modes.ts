import { lockModes } from '#shared/contract/compare.ts'
import type { TracedLock, TracedStatement } from '#shared/contract/preview.ts'

export type LockMode = (typeof lockModes)[number]

const [accessShare, rowShare, rowExclusive, shareUpdateExclusive, share, shareRowExclusive, exclusive, accessExclusive] = lockModes

/** PostgreSQL manual, table "Conflicting Lock Modes". */
const conflicts: Readonly<Record<LockMode, readonly LockMode[]>> = {
  [accessShare]: [accessExclusive],
  [rowShare]: [exclusive, accessExclusive],
  [rowExclusive]: [share, shareRowExclusive, exclusive, accessExclusive],
  [shareUpdateExclusive]: [shareUpdateExclusive, share, shareRowExclusive, exclusive, accessExclusive],
  [share]: [rowExclusive, shareUpdateExclusive, shareRowExclusive, exclusive, accessExclusive],
  [shareRowExclusive]: [rowExclusive, shareUpdateExclusive, share, shareRowExclusive, exclusive, accessExclusive],
  [exclusive]: [rowShare, rowExclusive, shareUpdateExclusive, share, shareRowExclusive, exclusive, accessExclusive],
  [accessExclusive]: lockModes,
}

export function conflict(held: LockMode, wanted: LockMode): boolean {
  return conflicts[held].includes(wanted)
}

/** Whether whoever holds `held` keeps out all that `other` would keep out. */
export function covers(held: LockMode, other: LockMode): boolean {
  return conflicts[other].every((mode) => conflicts[held].includes(mode))
}

/** `ShareUpdateExclusiveLock`, as pg_locks says it, in the words of the manual; undefined for those that no statement can ask for. */
export function lockModeOf(mode: string): LockMode | undefined {
  const words = mode.replace(/Lock$/, '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase()
  return lockModes.find((known) => known === words)
}

/** Those of `modes` that keep out more than the others and than `held`; the strongest last. */
export function strongest(modes: readonly LockMode[], held: readonly LockMode[]): LockMode[] {
  const rest = lockModes.filter((mode) => modes.includes(mode) && !held.some((other) => covers(other, mode)))
  return rest.filter((mode) => !rest.some((other) => other !== mode && covers(other, mode)))
}

type Blocked = TracedStatement['blocks'][number]

/** What each sort of work asks for. Changes of the schema begin at SHARE UPDATE EXCLUSIVE, as VALIDATE CONSTRAINT takes it. */
const wants: readonly (readonly [Blocked, LockMode])[] = [
  ['reads', accessShare],
  ['writes', rowExclusive],
  ['locking_reads', rowShare],
  ['schema_changes', shareUpdateExclusive],
  ['vacuum', shareUpdateExclusive],
]

/** What has to wait for a statement, or for a transaction, that holds these locks; a relation that nobody else sees keeps nobody waiting. */
export function blockedBy(locks: readonly Pick<TracedLock, 'mode' | 'isNew' | 'kind'>[]): Blocked[] {
  const felt = locks.filter(({ isNew, kind }) => !isNew && kind !== 'catalog')
  return wants.filter(([, wanted]) => felt.some(({ mode }) => conflict(mode, wanted))).map(([what]) => what)
}
