import { errorKind } from '#shared/contract/errors.ts'

/** An operation can do its work and find that something is wrong: then the exit code is that of the error it found. */
export function outcomeExit(operation: string, output: unknown): number {
  const { ok, outcome, state } = (output ?? {}) as { ok?: boolean; outcome?: string; state?: string }
  if (operation === 'timeline.check' && ok === false) return errorKind('validation_failed').exit
  if (operation === 'migrations.validate' && ok === false) return errorKind('validation_failed').exit
  if (operation === 'environments.test' && ok === false) return errorKind('host_unreachable').exit
  if ((operation === 'backups.restore' || operation === 'backups.verify') && outcome === 'differs') return errorKind('restore_failed').exit
  if (operation === 'restores.replace' && outcome === 'held') return errorKind('restore_failed').exit
  if ((operation === 'hooks.test' || operation === 'hooks.retry') && state !== 'delivered') return errorKind('delivery_failed').exit
  if ((operation === 'fleet.run' || operation === 'fleet.resume') && state === 'waiting') return errorKind('confirmation_required').exit
  return 0
}
