import type { Backup, Manifest } from '../contract/backups.ts'
import type { BackupRules } from '../contract/environments.ts'
import { isUnsound, trustOf, type Trust } from './trust.ts'

export type RetentionClass = keyof BackupRules['retention']

/**
 * Why a backup stays, or goes:
 * `kept` for ever, by a person; `imported`: no rule deletes it; `needed` by something that would have no way back without it;
 * `last_verified` of the environment; `last_three`: never fewer are left; `dated_ahead`: it says that it was made in the future;
 * `no_rule` for its class; `count`: among the newest of its class; `age`: not old enough;
 * `expired`: nothing of all that keeps it.
 */
export const retentionReasons = ['kept', 'imported', 'needed', 'last_verified', 'last_three', 'dated_ahead', 'no_rule', 'count', 'age', 'expired'] as const
export type RetentionReason = (typeof retentionReasons)[number]

export interface RetainedBackup extends Pick<Backup, 'id' | 'createdAt' | 'trigger' | 'condition' | 'rehearsal' | 'lastRestore' | 'keep'> {
  /** When its file was written, ISO 8601; a clock that was wrong at either time must not make it older than it is. */
  writtenAt: string | null
  /** What would have no way back without it, in words. */
  neededBy: readonly string[]
}

export interface RetentionVerdict {
  id: string
  deleted: boolean
  reasons: RetentionReason[]
  /** When the last thing that keeps it ends by itself; null: nothing says so, or it is to be deleted now. */
  expiresAt: string | null
}

const dayMs = 24 * 3600 * 1000
/** Clocks of two machines differ by some minutes. */
const toleranceMs = 10 * 60 * 1000
const leastKept = 3

/** Class of a backup by how it came to be; undefined: no rule holds for it. */
export function retentionClass(trigger: Manifest['trigger']): RetentionClass | undefined {
  if (trigger === 'imported') return undefined
  return trigger === 'manual' || trigger === 'scheduled' ? trigger : 'automatic'
}

interface Judged extends RetainedBackup {
  /** Of its making: the younger of what the manifest and the file say. */
  at: number
  trust: Trust
  ahead: boolean
}

/**
 * What the rules of one environment say of all its backups, the newest first. A backup stays while any rule keeps it: among the newest
 * `count` of its class, or younger than `days`. Backups that are kept for ever, unsound or dated in the future take no place in the count.
 */
export function judgeBackups(backups: readonly RetainedBackup[], rules: BackupRules['retention'], now: Date): RetentionVerdict[] {
  const judged = backups.map((backup) => judge(backup, now)).toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
  const three = lastThree(judged)
  const verified = judged.find(({ trust, ahead }) => trust === 'verified' && !ahead) ?? judged.find(({ trust }) => trust === 'verified')
  return judged.map((backup, index) => {
    const ruled = byRule(backup, rankOf(judged, index), rules, now)
    const reasons = [...protections(backup, three, verified?.id), ...ruled]
    if (reasons.length === 0) return { id: backup.id, deleted: true, reasons: ['expired'], expiresAt: null }
    return { id: backup.id, deleted: false, reasons, expiresAt: reasons.length === 1 && reasons[0] === 'age' ? endOf(backup, rules) : null }
  })
}

function judge(backup: RetainedBackup, now: Date): Judged {
  const made = Date.parse(backup.createdAt)
  const written = backup.writtenAt === null ? made : Date.parse(backup.writtenAt)
  const ahead = made > now.getTime() + toleranceMs
  // A file that was touched by a clock that runs ahead says nothing.
  const at = written > now.getTime() + toleranceMs ? made : Math.max(made, written)
  return { ...backup, at, ahead, trust: trustOf(backup).trust }
}

/** The three newest on which one can rely; where there are fewer, the newest of the others with them. */
function lastThree(judged: readonly Judged[]): ReadonlySet<string> {
  const sound = judged.filter(({ trust, ahead }) => !isUnsound(trust) && !ahead)
  const others = judged.filter((backup) => !sound.includes(backup))
  return new Set([...sound, ...others].slice(0, leastKept).map(({ id }) => id))
}

function protections({ id, keep, trigger, neededBy, ahead }: Judged, three: ReadonlySet<string>, verified: string | undefined): RetentionReason[] {
  const all: [RetentionReason, boolean][] = [['kept', keep], ['imported', trigger === 'imported'], ['needed', neededBy.length > 0], ['last_verified', id === verified], ['last_three', three.has(id)], ['dated_ahead', ahead]]
  return all.flatMap(([reason, holds]) => (holds ? [reason] : []))
}

/** How many newer ones of its class count before it. */
function rankOf(judged: readonly Judged[], index: number): number {
  const own = retentionClass(judged[index]?.trigger ?? 'imported')
  return judged.slice(0, index).filter(({ trigger, keep, trust, ahead }) => retentionClass(trigger) === own && !keep && !isUnsound(trust) && !ahead).length
}

function byRule({ trigger, at, ahead }: Judged, rank: number, rules: BackupRules['retention'], now: Date): RetentionReason[] {
  const own = retentionClass(trigger)
  if (own === undefined || ahead) return []
  const { count, days } = rules[own]
  if (count === null && days === null) return ['no_rule']
  return [...(count !== null && rank < count ? (['count'] as const) : []), ...(days !== null && now.getTime() - at < days * dayMs ? (['age'] as const) : [])]
}

function endOf({ trigger, at }: Judged, rules: BackupRules['retention']): string | null {
  const own = retentionClass(trigger)
  const days = own && rules[own].days
  return days === null || days === undefined ? null : new Date(at + days * dayMs).toISOString()
}

/** Whether any class has a rule. */
export function hasRetention(rules: BackupRules['retention']): boolean {
  return Object.values(rules).some(({ count, days }) => count !== null || days !== null)
}
