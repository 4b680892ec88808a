import { channel } from 'node:diagnostics_channel'

/** A lock was not to be had in time; one message per attempt. */
export interface LockWait {
  /** `relation`: a statement waited for a lock of the database; `migrations`: a run waited for another run. */
  lock: 'relation' | 'migrations'
}

/** For whoever counts; costs nothing while nobody listens. */
export const lockWaits = channel('strata.lock-wait')
