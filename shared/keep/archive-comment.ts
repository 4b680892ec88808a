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
  /** Of a table that was set aside: what was renamed with it, and the comment that it had. */
  renamed: z.array(z.object({ kind: z.enum(['INDEX', 'SEQUENCE']), from: z.string(), to: z.string() })).optional(),
  comment: z.string().nullable().optional(),
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
