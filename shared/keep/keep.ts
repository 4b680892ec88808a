import type { Destruction, KeepWay } from '../contract/preview.ts'
import type { LintFile } from '../lint/rule.ts'
import type { Snapshot } from '../schema/snapshot.ts'

/** Statements of a script that destroy data. `schema`: first in search_path; `before`: facts before the script. `rows` and `bytes` are left null. */
export function findDestructions(_file: LintFile, _before: Snapshot, _schema: string): Destruction[] {
  return []
}

export interface KeepRequest {
  file: LintFile
  version: string | null
  undo: string | null
  statement: number
  way: KeepWay
  before: Snapshot
  schema: string
}

/** Migration and undo with the way written into them; what was written before for the same statement is replaced. Throws `bad_request` in words where it cannot be done. */
export async function keepData(request: KeepRequest): Promise<{ text: string; undo: string | null; notes: string[] }> {
  return { text: request.file.text, undo: request.undo, notes: [] }
}
