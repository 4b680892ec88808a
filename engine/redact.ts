const secretName = /password|passwd|secret|token|passphrase|authorization|cookie/i
const secretInText: readonly [RegExp, string][] = [
  // scheme://user:password@host
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]*@/gi, '$1:***@'],
  // password=... in a query or a keyword string, quoted or not
  [/\b((?:ssl)?password|passphrase)(\s*=\s*)('(?:[^'\\]|\\.|'')*'|[^\s&'"]+)/gi, '$1$2***'],
]

/** A copy of a value that may be logged or stored: what is named or looks like a secret is replaced by `***`. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value)
  if (Array.isArray(value)) return value.map(redact)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return { name: value.name, message: redactText(value.message), ...(value.stack && { stack: redactText(value.stack) }) }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, secretName.test(name) && inner != null && typeof inner !== 'boolean' ? '***' : redact(inner)]))
}

export function redactText(text: string): string {
  return secretInText.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text)
}
