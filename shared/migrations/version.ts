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

/** One text for all versions that compare equal: 1, 01, 1.0 and 1_0 give `1`. Throws RangeError where it is no version. */
export function versionKey(text: string): string {
  if (/^[1-9]\d*$/.test(text)) return text
  return normaliseVersion(text)
    .replace(/(^|\.)0+(?=\d)/g, '$1')
    .replace(/(?:\.0)+$/, '')
}

/** Below 0, 0 or above 0 as `a` comes before, equals or comes after `b`. Throws RangeError where one is no version. */
export function compareVersions(a: string, b: string): number {
  for (const text of [a, b]) if (!isVersion(text)) throw new RangeError(`Not a version: ${text}`)
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const left = numberAt(a, i)
    const right = numberAt(b, j)
    const order = left.length - right.length || compareText(left, right)
    if (order !== 0) return order
    i = partEnd(a, i) + 1
    j = partEnd(b, j) + 1
  }
  return 0
}

/** Offset after the digits of the part that begins at `at`. */
function partEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && isDigit(text.charCodeAt(end))) end++
  return end
}

/** Digits of the part at `at` without leading zeros: empty for zero, as for a part that is not there. */
function numberAt(text: string, at: number): string {
  let start = at
  while (text.charCodeAt(start) === 48) start++
  return text.slice(start, partEnd(text, start))
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
