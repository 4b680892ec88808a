import type { z } from 'zod'
import { contract } from '#shared/contract/contract.ts'
import type { OperationMeta } from '#shared/contract/operation.ts'

/** An operation of the contract that has a form in the shell. */
export interface ShellOperation extends OperationMeta {
  area: string
  verb: string
  /** Words of the command: `["backup", "create"]`. */
  words: readonly string[]
  /** Input fields taken as positional arguments. */
  positional: readonly string[]
  summary: string
  input: z.ZodObject
}

interface Definition {
  '~orpc': { meta: OperationMeta; route: { summary?: string }; inputSchema?: unknown }
}

export function shellOperations(): ShellOperation[] {
  return Object.entries(contract).flatMap(([area, operations]) =>
    Object.entries(operations as Record<string, Definition>).flatMap(([verb, { '~orpc': definition }]) => {
      const { meta, route, inputSchema } = definition
      if (!meta.shell) return []
      const words = meta.shell.command.split(' ')
      return [{ ...meta, area, verb, words, positional: meta.shell.arguments ?? [], summary: route.summary ?? '', input: inputSchema as z.ZodObject }]
    }),
  )
}
