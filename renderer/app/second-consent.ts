import type { Confirmation } from '#shared/contract/confirmations.ts'

/** What is to be confirmed. */
export interface ConfirmWhat {
  /** Such as migrations.apply. */
  operation: string
  /** Fingerprint of the plan, or what the operation is about. */
  plan: string
}

/** Somebody else has confirmed it; with a passphrase given here there is a token. */
export interface SecondConsent {
  confirmation: Confirmation
  token?: string | undefined
}
