import { isUnsound, trustOf } from '#shared/backups/trust.ts'
import type { Backup } from '#shared/contract/backups.ts'

/** Choices of the filter, by what a person wants to find. */
export const whichBackups = ['all', 'verified', 'never', 'problems', 'kept', 'due'] as const
export type WhichBackups = (typeof whichBackups)[number]

export function isOneOf(which: WhichBackups, backup: Backup, now = Date.now()): boolean {
  const { trust } = trustOf(backup)
  const tests: Record<WhichBackups, () => boolean> = {
    all: () => true,
    verified: () => trust === 'verified',
    never: () => trust === 'never',
    problems: () => isUnsound(trust) || trust === 'differs',
    kept: () => backup.keep,
    due: () => isDue(backup, now),
  }
  return tests[which]()
}

/** The next clean-up deletes it. */
export function isDue({ expiresAt }: Pick<Backup, 'expiresAt'>, now = Date.now()): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now
}

const order = ['file_missing', 'damaged', 'failed', 'differs', 'never', 'verified'] as const

/** The worst first. */
export function trustOrder(backup: Backup): number {
  return order.indexOf(trustOf(backup).trust)
}
