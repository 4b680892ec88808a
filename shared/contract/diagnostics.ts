import { z } from 'zod'
import { placeSchema } from './app-error.ts'

export const severitySchema = z.enum(['error', 'warning', 'info'])
export type Severity = z.infer<typeof severitySchema>

/** An expected finding: lint, validation, drift, hazard. One shape, one renderer per host. Codes are kebab-case. */
export const diagnosticSchema = z.object({
  code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  severity: severitySchema,
  /** What it is about: a script, an object, a setting. */
  subject: z.string().optional(),
  where: placeSchema.optional(),
  message: z.string(),
  help: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Diagnostic = z.infer<typeof diagnosticSchema>
