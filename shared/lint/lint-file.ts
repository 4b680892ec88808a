import type { TracedStatement } from '../contract/preview.ts'
import { splitScript } from '../sql/split.ts'
import type { LintFile } from './rule.ts'

/** Takes a script apart for the rules. */
export async function lintFile(script: string, text: string, _trace?: readonly TracedStatement[]): Promise<LintFile> {
  const { statements } = splitScript(text)
  return { script, text, transactional: true, repeatable: script.startsWith('R'), undo: script.startsWith('U'), statements: statements.map((one) => ({ ...one, node: undefined, problem: undefined, trace: undefined })) }
}
