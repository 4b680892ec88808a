/** With the flag `u` a whole pair is one character and does not fit. */
const loneSurrogate = /[\ud800-\udfff]/u

/** Where a text stands that no database stores: one with U+0000, or with half of a surrogate pair. Undefined: nowhere. */
export function unstorableText(value: unknown, way: readonly (string | number)[] = []): { field: string; problem: string } | undefined {
  if (typeof value === 'string') {
    const problem = value.includes('\u0000') ? 'has the character U+0000, which no database stores' : loneSurrogate.test(value) ? 'has half of a surrogate pair, which is no character' : undefined
    return problem === undefined ? undefined : { field: way.join('.'), problem }
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inside] of Object.entries(value)) {
    const found = unstorableText(key, [...way, '(name)']) ?? unstorableText(inside, [...way, key])
    if (found) return found
  }
  return undefined
}
