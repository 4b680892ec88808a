/** What a person has said of a dump or migration that runs there. */
export interface InterlockChoice {
  how: 'wait' | 'override'
  reason: string
}

export const firstInterlock: InterlockChoice = { how: 'wait', reason: '' }

/** Who goes on says why. */
export function isInterlockSaid({ how, reason }: InterlockChoice): boolean {
  return how === 'wait' || reason.trim() !== ''
}

/** Waiting costs nothing where nobody is there. */
export function interlockRequest({ how, reason }: InterlockChoice) {
  return how === 'wait' ? { wait: true } : { override: reason.trim() }
}
