import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Statement } from '#shared/contract/migrations.ts'
import { inspectHistory } from '../history/inspect-history.ts'
import { readAppliedText } from '../history/journal.ts'
import { errorFinding, shownStatement } from './plan.ts'
import { readScript } from './read-folder.ts'
import { examineScript } from './run/prepare-script.ts'

export interface FileView {
  script: string
  text: string
  appliedText: string | null
  statements: Statement[]
  diagnostics: Diagnostic[]
}

/** One migration file, and the text that was applied where it differs. A file that is gone is shown as it was applied. */
export async function readFileView(client: pg.Client, environment: Environment, script: string): Promise<FileView> {
  const { place } = await inspectHistory(client, environment)
  const applied = place.journalReadable ? await readAppliedText(client, environment, script) : null
  const text = currentText(environment, script, applied !== null)
  const { statements, errors } = await examineScript(script, text)
  const same = applied === null || applied.replace(/\r\n?/g, '\n') === text.replace(/\r\n?/g, '\n')
  return { script, text, appliedText: same ? null : applied, statements: statements.map(shownStatement), diagnostics: errors.map(errorFinding) }
}

function currentText({ migrationsFolder }: Environment, script: string, wasApplied: boolean): string {
  try {
    return readScript(migrationsFolder, script).text
  } catch (error) {
    if (wasApplied && error instanceof AppError && error.code === 'not_found') return ''
    throw error
  }
}
