const secretName = /password|passwd|secret|token|passphrase|authorization|cookie/i
const secretInText: readonly [RegExp, string][] = [
  // scheme://user:password@host
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]*@/gi, '$1:***@'],
  // password=... in a query or a keyword string, quoted or not
  [/((?:ssl)?password|passphrase)(\s*=\s*)('(?:[^'\\]|\\.|'')*'|[^\s&'"]+)/gi, '$1$2***'],
]

/** A copy of a value that may be logged or stored: what is named or looks like a secret is replaced by `***`. */
export function redact(value: unknown): unknown {
  return redactValue(value, new Set())
}

function redactValue(value: unknown, above: ReadonlySet<unknown>): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value !== 'object' || value === null) return value
  if (above.has(value)) return '[circular]'
  const within = new Set([...above, value])
  if (Array.isArray(value)) return value.map((inner) => redactValue(inner, within))
  const fields = Object.entries(value instanceof Error ? errorFields(value) : value)
  return Object.fromEntries(fields.map(([name, inner]) => [name, isSecret(name, inner) ? '***' : redactValue(inner, within)]))
}

function isSecret(name: string, value: unknown): boolean {
  return secretName.test(name) && typeof value === 'string'
}

/** What a log needs of an error; a driver hangs much more on it. */
function errorFields(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error
  const { code } = error as NodeJS.ErrnoException
  return { name, message, ...(code !== undefined && { code }), ...(stack !== undefined && { stack }), ...(cause !== undefined && { cause }) }
}

export function redactText(text: string): string {
  return secretInText.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text)
}
