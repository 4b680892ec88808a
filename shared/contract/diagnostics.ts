import { z } from 'zod'
import { placeSchema } from './app-error.ts'

export const severitySchema = z.enum(['error', 'warning', 'info'])
export type Severity = z.infer<typeof severitySchema>

/** Edits of a text; offsets in UTF-16 units, none overlaps another. */
export const textEditSchema = z.object({ start: z.int(), end: z.int(), text: z.string() })

/** A cure that a machine can write. */
export const fixSchema = z.object({
  title: z.string(),
  edits: z.array(textEditSchema),
  /** Files that come after this one, such as the half that cannot run in a transaction. */
  newFiles: z.array(z.object({ /** Description for the name of the file. */ description: z.string(), text: z.string() })),
  /** The cured text was linted and traced, and the finding was gone. */
  verified: z.boolean(),
})
export type Fix = z.infer<typeof fixSchema>

/** An expected finding: lint, validation, drift, hazard. One shape, one renderer per host. Codes are kebab-case. */
export const diagnosticSchema = z.object({
  code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  severity: severitySchema,
  /** What it is about: a script, an object, a setting. */
  subject: z.string().optional(),
  where: placeSchema.optional(),
  message: z.string(),
  help: z.string().optional(),
  /** Id of the rule, S108; its page is docs/rules/<code>.md. */
  rule: z.string().optional(),
  /** What it rests on: what the server did, or what the text says. */
  basis: z.enum(['trace', 'text']).optional(),
  fix: fixSchema.optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Diagnostic = z.infer<typeof diagnosticSchema>
