import { contract } from '#shared/contract/contract.ts'
import { errorKind, type ErrorCode } from '#shared/contract/errors.ts'

interface Operation {
  operationId?: string
  responses?: Record<string, { description?: string }>
}

/** Says of each answer that is an error which codes it may have, in place of its number alone. Changes the paths that it is given. */
export function describeErrors(paths: object): void {
  const codes = codesOfOperations()
  for (const path of Object.values(paths) as Record<string, Operation>[]) {
    for (const { operationId, responses = {} } of Object.values(path)) {
      for (const [status, response] of Object.entries(responses)) {
        const named = (operationId && codes.get(operationId)?.filter((code) => errorKind(code).status === Number(status))) || []
        if (response.description === status && named.length > 0) response.description = named.join(', ')
      }
    }
  }
}

function codesOfOperations(): Map<string, ErrorCode[]> {
  const definitions = Object.values(contract).flatMap((area) => Object.values(area)) as { '~orpc': { meta: { name: string }; errorMap: Record<string, unknown> } }[]
  return new Map(definitions.map(({ '~orpc': { meta, errorMap } }) => [meta.name, Object.keys(errorMap) as ErrorCode[]]))
}
