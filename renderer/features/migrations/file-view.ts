import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Statement } from '#shared/contract/migrations.ts'

/** What `migrations.file` says of one file. */
export interface FileView {
  script: string
  text: string
  appliedText: string | null
  statements: Statement[]
  diagnostics: Diagnostic[]
}
