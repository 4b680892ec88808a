/** What stands in the OpenAPI document, as far as the siege needs it. */
export interface JsonSchema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  minimum?: number
  minItems?: number
  minLength?: number
  default?: unknown
  format?: string
  additionalProperties?: JsonSchema | boolean
}

interface Parameter {
  name: string
  in: string
  required?: boolean
  schema: JsonSchema
}

interface RawOperation {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
}

export interface Target {
  operation: string
  method: string
  /** With `{name}` for what stands in the path. */
  path: string
  parameters: readonly Parameter[]
  body: JsonSchema | undefined
}

/** Every operation of a document, with the prefix of its server before the path. */
export function targetsOf(document: object): Target[] {
  const { paths, servers } = document as { paths: Record<string, Record<string, RawOperation | undefined>>; servers: { url: string }[] }
  return Object.entries(paths).flatMap(([path, methods]) =>
    methodsOf(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
      operation: operationId, method: method.toUpperCase(), path: path.startsWith('/api/') ? path : `${servers[0]?.url ?? ''}${path}`, parameters, body: requestBody?.content['application/json']?.schema,
    })),
  )
}

/** A path has other things beside its methods. */
function methodsOf(path: Record<string, RawOperation | undefined>): [string, RawOperation][] {
  return ['get', 'post', 'put', 'patch', 'delete'].flatMap((method) => (path[method] ? [[method, path[method]] as [string, RawOperation]] : []))
}

/** A value that fits a schema; `known` gives those of fields that must name something that exists. */
export function sampleOf(schema: JsonSchema, name: string, known: Readonly<Record<string, unknown>>): unknown {
  if (name in known) return known[name]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.default !== undefined) return schema.default
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0]
  if (choice) return sampleOf(choice, name, known)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => schema.required?.includes(key) || key in known).map(([key, value]) => [key, sampleOf(value, key, known)]))
  if (type === 'array') return Array.from({ length: schema.minItems ?? 1 }, () => sampleOf(schema.items ?? {}, name, known))
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  if (type === 'boolean') return false
  if (type === 'null') return null
  return schema.format === 'date-time' ? '2026-01-01T00:00:00.000Z' : 'a'.repeat(Math.max(1, schema.minLength ?? 1))
}

export type Way = readonly (string | number)[]

/** Ways to every text that a schema takes, the optional ones too. */
export function textsOf(schema: JsonSchema, way: Way = [], depth = 0): Way[] {
  if (depth > 8) return []
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  const inside = [
    ...choices.flatMap((choice) => textsOf(choice, way, depth + 1)),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, value]) => textsOf(value, [...way, key], depth + 1)),
    ...(schema.items ? textsOf(schema.items, [...way, 0], depth + 1) : []),
  ]
  return schema.type === 'string' || schema.enum ? [way, ...inside] : inside
}

/** A copy with another value at the way; what lies between is made. */
export function withValue(whole: unknown, [step, ...rest]: Way, value: unknown): unknown {
  if (step === undefined) return value
  if (typeof step === 'number') {
    const list = Array.isArray(whole) ? [...(whole as unknown[])] : []
    list[step] = withValue(list[step], rest, value)
    return list
  }
  const object = typeof whole === 'object' && whole !== null && !Array.isArray(whole) ? (whole as Record<string, unknown>) : {}
  return { ...object, [step]: withValue(object[step], rest, value) }
}
