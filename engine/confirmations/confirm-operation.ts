import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { writeEventTo } from '../history/journal-event.ts'
import { checkConfirmation, type ConfirmInput } from '../migrations/confirmation.ts'
import { confirmationEvent } from './confirmation-event.ts'

/** What is about to be done. */
export interface Operation {
  /** Such as archives.drop. */
  operation: string
  /** Fingerprint of its plan, or what it is about: docs/confirmation.md says what for each operation. */
  plan: string
}

/** Checks and uses up the confirmation of an operation that begins at once, and tells the journal. Gives the reason. Throws as `checkConfirmation`. */
export async function confirmOperation(engine: Engine, environment: Environment, input: ConfirmInput, { operation, plan }: Operation): Promise<string | undefined> {
  const consent = await checkConfirmation(environment, input, { engine, operation, plan })
  const used = await consent.use(plan)
  if (used) await writeEventTo(engine, environment, confirmationEvent(used, 'used', engine.actor), () => {})
  return consent.reason
}
