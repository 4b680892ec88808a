import { z } from 'zod'
import { archiveSchema } from '../contract/archives.ts'

/** Where archived rows and tables that were set aside lie. */
export const archiveSchemaName = 'strata_archive'

/** The comment on a table of the archive: one line of JSON. */
export const archiveCommentSchema = z.object({
  strata: z.literal(1),
  version: z.string().nullable(),
  script: z.string(),
  kind: archiveSchema.shape.kind,
  /** Schema and name, unquoted. */
  relation: z.tuple([z.string(), z.string()]),
  restore: z.enum(['insert', 'update', 'sequence', 'rename']),
  key: z.array(z.string()),
  columns: z.array(z.string()),
})
export type ArchiveComment = z.infer<typeof archiveCommentSchema>

/** undefined: not written by a migration of Strata, or changed by hand since. */
export function readArchiveComment(text: string | null): ArchiveComment | undefined {
  try {
    return archiveCommentSchema.safeParse(JSON.parse(text ?? '')).data
  } catch {
    return undefined
  }
}
