import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { lintBatch } from '#shared/lint/lint-batch.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import type { LintPolicy } from '#shared/lint/policy.ts'
import type { LintFile, RelationSize } from '#shared/lint/rule.ts'
import { limitsOf } from '#shared/lint/severity.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'

export interface LintTexts {
  environment: Environment
  policy: LintPolicy
  before: Snapshot | undefined
  after: Snapshot | undefined
  size(relation: string): RelationSize | undefined
  serverMajor: number | undefined
}

export interface LintText {
  script: string
  text: string
  statements?: readonly TracedStatement[] | undefined
}

export function lintFiles(texts: readonly LintText[]): Promise<LintFile[]> {
  return Promise.all(texts.map(({ script, text, statements }) => lintFile(script, text, statements)))
}

/** Findings of files that are taken apart. */
export function lint(files: readonly LintFile[], { environment, policy, ...known }: LintTexts): Diagnostic[] {
  const { schema, class: environmentClass } = environment
  return lintBatch(files, { ...known, schema, environmentClass, policy, limits: limitsOf(policy, environmentClass) })
}
