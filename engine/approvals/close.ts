import type { Engine } from '../engine.ts'
import type { KeptApproval } from './approval-table.ts'

/** Of a request that is closed the confirmation holds no more; one that was used, or has expired, is as closed as can be. */
export async function revokeQuietly({ confirmations, actor }: Engine, { confirmation }: Pick<KeptApproval, 'confirmation'>): Promise<void> {
  if (confirmation === null) return
  try {
    await confirmations.revoke(confirmation, actor)
  } catch {
    // It holds no more already.
  }
}
