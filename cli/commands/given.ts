import type { TargetOptions } from '../session/target.ts'

/** What a person gave on the command line, in the words of the contract. */
export interface Given {
  /** Fields of the operation's input, without those that the shell fills. */
  input: Record<string, unknown>
  target: TargetOptions
  yes: boolean
  json: boolean
  quiet: boolean
  /** New file for the result. */
  output?: string | undefined
}
