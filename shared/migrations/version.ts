/** Versions by Flyway's rules: numbers of any length, parts divided by dots or underscores, trailing zero parts without meaning. */

const pattern = /^\d+(?:[._]\d+)*$/

export function isVersion(text: string): boolean {
  return pattern.test(text)
}

/** The text that Flyway stores: underscores as dots, leading zeros kept (`0_01` is `0.01`). Throws RangeError where it is no version. */
export function normaliseVersion(text: string): string {
  if (!isVersion(text)) throw new RangeError(`Not a version: ${text}`)
  return text.replaceAll('_', '.')
}

/** One text for all versions that compare equal: 1, 01, 1.0 and 1_0 give `1`. */
export function versionKey(text: string): string {
  const parts = normaliseVersion(text).split('.').map(withoutZeros)
  while (parts.length > 1 && parts.at(-1) === '0') parts.pop()
  return parts.join('.')
}

/** Below 0, 0 or above 0 as `a` comes before, equals or comes after `b`. Throws RangeError where one is no version. */
export function compareVersions(a: string, b: string): number {
  const left = normaliseVersion(a).split('.')
  const right = normaliseVersion(b).split('.')
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareNumbers(withoutZeros(left[i] ?? '0'), withoutZeros(right[i] ?? '0'))
    if (order !== 0) return order
  }
  return 0
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '')
}

function compareNumbers(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  if (a === b) return 0
  return a < b ? -1 : 1
}
