import type { TFunction } from 'i18next'
import type { Approval } from '#shared/contract/approvals.ts'
import type { DotShape } from '../../ui/state-dot.tsx'
import type { Tone } from '../../ui/tag.tsx'

export const looks: Record<Approval['state'], { tone: Tone; shape: DotShape }> = {
  asked: { tone: 'info', shape: 'half' },
  approved: { tone: 'ok', shape: 'ring' },
  rejected: { tone: 'bad', shape: 'cross' },
  withdrawn: { tone: 'neutral', shape: 'back' },
  expired: { tone: 'neutral', shape: 'dash' },
  running: { tone: 'info', shape: 'half' },
  done: { tone: 'ok', shape: 'full' },
  failed: { tone: 'bad', shape: 'cross' },
  unknown: { tone: 'warn', shape: 'bang' },
  overtaken: { tone: 'warn', shape: 'dash' },
}

const operations = { 'migrations.apply': 'apply', 'migrations.undo': 'undo', 'rollback.run': 'rollback' } as const

/** "Apply migrations to production". */
export function operationTitle(t: TFunction<'approvals'>, { operation, env }: Pick<Approval, 'operation' | 'env'>): string {
  return t(`operation.${operations[operation]}`, { env })
}

export function versionsWords(t: TFunction<'approvals'>, { from, to }: Pick<Approval, 'from' | 'to'>): string {
  return `${from ?? t('noVersion')} → ${to ?? t('noVersion')}`
}

/** It can still be decided on, or run. */
export function isOpen({ state }: Approval): boolean {
  return state === 'asked' || state === 'approved' || state === 'running'
}
