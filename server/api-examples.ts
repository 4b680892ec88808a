import { operationExamples } from '#shared/contract/examples.ts'

interface Parameter {
  name: string
  in: string
  example?: unknown
}

export interface DescribedOperation {
  operationId?: string
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, { schema?: unknown; example?: unknown }> }
}

export interface DescribedDocument {
  paths?: Record<string, Record<string, DescribedOperation>>
}

/** The document with the examples in the places that OpenAPI has for them: at each parameter, and for the whole body. */
export function withExamples<T extends object>(document: T): T {
  for (const path of Object.values((document as DescribedDocument).paths ?? {})) {
    for (const operation of Object.values(path)) {
      const example = operationExamples[operation.operationId ?? '']
      if (example) giveExample(operation, example.input)
    }
  }
  return document
}

function giveExample(operation: DescribedOperation, input: Readonly<Record<string, unknown>>): void {
  const named = new Set((operation.parameters ?? []).map(({ name }) => name))
  for (const parameter of operation.parameters ?? []) if (parameter.name in input) parameter.example = input[parameter.name]
  const body = Object.fromEntries(Object.entries(input).filter(([name]) => !named.has(name)))
  const json = operation.requestBody?.content?.['application/json']
  if (json) json.example = body
  Object.assign(operation, { 'x-tested-example': true })
}
