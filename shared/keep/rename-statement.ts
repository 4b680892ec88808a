import type { Choice } from './choice.ts'
import { refuse } from './keep-context.ts'
import type { Kept } from './keep.ts'

export function renameStatement(_choice: Choice): Kept {
  throw refuse('later')
}
