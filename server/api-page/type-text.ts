export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  description?: string
}

const deepest = 6

/** A schema as a type, as programmers write it down; what lies too deep is left to the document itself. */
export function typeText(schema: Schema | undefined, depth = 0): string {
  if (!schema) return 'unknown'
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'unknown'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((one) => typeText(one, depth)))].join(' | ')
  if (schema.allOf) return schema.allOf.map((one) => typeText(one, depth)).join(' & ')
  if (schema.type === 'array') return arrayText(typeText(schema.items, depth))
  if (schema.properties) return objectText(schema, depth)
  if (schema.type === 'object') return typeof schema.additionalProperties === 'object' ? `{ [name]: ${typeText(schema.additionalProperties, depth)} }` : 'object'
  return Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'unknown')
}

function arrayText(item: string): string {
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`
}

function objectText({ properties = {}, required = [] }: Schema, depth: number): string {
  if (depth >= deepest) return '{ ... }'
  const indent = '  '.repeat(depth + 1)
  const lines = Object.entries(properties).map(([name, schema]) => `${indent}${name}${required.includes(name) ? '' : '?'}: ${typeText(schema, depth + 1)}${schema.description ? `  // ${schema.description}` : ''}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}
