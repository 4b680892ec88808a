import type { ObjectPage } from '#shared/contract/schema.ts'

export interface Attribute {
  name: string
  text: string
  /** Too long for a line: it has a block of its own. */
  long: boolean
}

/** Shown elsewhere on the page. */
const elsewhere: ReadonlySet<string> = new Set(['labels', 'attributes'])
const longFrom = 60

/** What is set on the object, in the order in which it was read. */
export function attributesOf({ data }: Pick<ObjectPage, 'data'>): Attribute[] {
  return Object.entries(data).flatMap(([name, value]) => {
    const text = textOf(value)
    return elsewhere.has(name) || text === '' ? [] : [{ name, text, long: text.length > longFrom || text.includes('\n') }]
  })
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value === true) return '✓'
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  if (typeof value === 'object') return Object.entries(value).map(([name, held]) => `${name} = ${textOf(held)}`).join('\n')
  return String(value)
}
