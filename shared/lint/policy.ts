import { z } from 'zod'
import { severitySchema } from '../contract/diagnostics.ts'
import { environmentClassSchema } from '../contract/environments.ts'

/** Amounts from which a rule speaks. */
export const lintLimitsSchema = z.strictObject({
  /** Rows below which a table is small, so that scans and rewrites of it are no finding. */
  smallTableRows: z.int().min(0).default(10_000),
  /** Rows that one statement may write. */
  affectedRows: z.int().min(1).default(10_000),
  /** Columns of an index; indexes of a table. */
  indexColumns: z.int().min(1).default(5),
  tableIndexes: z.int().min(1).default(10),
  /** Rows in one INSERT ... VALUES. */
  insertValues: z.int().min(1).default(1_000),
})
export type LintLimits = z.infer<typeof lintLimitsSchema>

const rows = z.int().min(0).optional()
const count = z.int().min(1).optional()
/** What a class says nothing of stays as it is for all. */
const limitsOfClass = z.strictObject({ smallTableRows: rows, affectedRows: count, indexColumns: count, tableIndexes: count, insertValues: count } satisfies Record<keyof LintLimits, unknown>)

const pattern = z.string().max(1000).refine(isPattern, 'is no regular expression')

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

const ruleSeverity = z.union([severitySchema, z.literal('off')])

/** `strata.yaml` in the migrations folder or above it. */
export const lintPolicySchema = z.strictObject({
  /** Severity of rules by id or name. */
  rules: z.record(z.string(), ruleSeverity).default({}),
  limits: lintLimitsSchema.prefault({}),
  /** Other severities and limits where the environment is of this class. */
  classes: z.partialRecord(environmentClassSchema, z.strictObject({ rules: z.record(z.string(), ruleSeverity).default({}), limits: limitsOfClass.default({}) })).default({}),
  naming: z.strictObject({ table: pattern.optional(), column: pattern.optional(), index: pattern.optional(), constraint: pattern.optional() }).prefault({}).describe('Regular expressions that names must match'),
  requiredColumns: z.array(z.string()).default([]),
  forbiddenTypes: z.array(z.string()).default([]),
  requireComments: z.boolean().default(false),
  requireSchema: z.boolean().default(false).describe('Names must be written with their schema'),
})
export type LintPolicy = z.infer<typeof lintPolicySchema>

export const categorySchema = z.strictObject({ name: z.string().min(1).max(60), from: z.int().min(0), to: z.int().min(0) })

/** The whole of strata.yaml. */
export const projectFileSchema = z.strictObject({
  lint: lintPolicySchema.prefault({}),
  /** Number ranges for new migrations. */
  categories: z.array(categorySchema).max(200).default([]),
  /** How new migrations are numbered; absent: as the files that are there. */
  versions: z.enum(['number', 'timestamp']).optional(),
})
export type ProjectFile = z.infer<typeof projectFileSchema>
