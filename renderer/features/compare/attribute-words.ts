/** An attribute's value as a person reads it; null: it is not set, so the default holds. */
export function attributeWords(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map((each) => attributeWords(each) ?? '').join(', ')
  if (typeof value === 'object') return Object.entries(value).map(([name, each]) => `${name} = ${attributeWords(each) ?? ''}`).join(', ')
  return String(value)
}

/** `attachedTo` as `attached to`. */
export function attributeName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
