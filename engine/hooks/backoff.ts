/** Tries of a delivery before it is dead: over about 12 hours. */
export const mostTries = 9

const firstMs = 5_000
const factor = 4
const longestMs = 6 * 3600_000

/**
 * Wait after so many failed tries, in ms; undefined: no more. Grows exponentially up to six hours, a fifth of it by chance, so that what
 * failed together does not come back together. A receiver that asks for more time by Retry-After gets it, within the longest wait.
 */
export function waitAfter(tries: number, { random = Math.random, retryAfterMs = 0 }: { random?: () => number; retryAfterMs?: number | undefined } = {}): number | undefined {
  if (tries >= mostTries) return undefined
  const whole = Math.min(firstMs * factor ** (tries - 1), longestMs)
  return Math.round(Math.max(whole * (0.9 + 0.2 * random()), Math.min(retryAfterMs, longestMs)))
}
