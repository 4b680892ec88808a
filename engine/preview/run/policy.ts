import { toAppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { projectFileSchema, type LintPolicy } from '#shared/lint/policy.ts'
import { readProjectFile } from '../../lint/read-project-file.ts'
import { errorFinding } from '../../migrations/plan.ts'

/** The policy of a migrations folder; a project file that cannot be read is a finding, and the defaults count. */
export async function readPolicy(folder: string): Promise<{ policy: LintPolicy; notes: Diagnostic[] }> {
  try {
    return { policy: (await readProjectFile(folder)).lint, notes: [] }
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code !== 'bad_request') throw thrown
    return { policy: projectFileSchema.parse({}).lint, notes: [{ ...errorFinding(error), code: 'project-file' }] }
  }
}
