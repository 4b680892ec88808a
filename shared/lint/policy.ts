import { z } from 'zod'
import { severitySchema } from '../contract/diagnostics.ts'
import { environmentClassSchema } from '../contract/environments.ts'

/** Amounts from which a rule speaks. */
export const lintLimitsSchema = z.object({
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

const ruleSeverity = z.union([severitySchema, z.literal('off')])

/** `strata.yaml` in the migrations folder or above it. */
export const lintPolicySchema = z.object({
  /** Severity of rules by id or name. */
  rules: z.record(z.string(), ruleSeverity).default({}),
  limits: lintLimitsSchema.prefault({}),
  /** Other severities and limits where the environment is of this class. */
  classes: z.partialRecord(environmentClassSchema, z.object({ rules: z.record(z.string(), ruleSeverity).default({}), limits: lintLimitsSchema.partial().default({}) })).default({}),
  naming: z.object({ table: z.string().optional(), column: z.string().optional(), index: z.string().optional(), constraint: z.string().optional() }).prefault({}).describe('Regular expressions that names must match'),
  requiredColumns: z.array(z.string()).default([]),
  forbiddenTypes: z.array(z.string()).default([]),
  requireComments: z.boolean().default(false),
  requireSchema: z.boolean().default(false).describe('Names must be written with their schema'),
})
export type LintPolicy = z.infer<typeof lintPolicySchema>

export const categorySchema = z.object({ name: z.string().min(1).max(60), from: z.int().min(0), to: z.int().min(0) })

/** The whole of strata.yaml. */
export const projectFileSchema = z.object({
  lint: lintPolicySchema.prefault({}),
  /** Number ranges for new migrations. */
  categories: z.array(categorySchema).max(200).default([]),
  /** How new migrations are numbered; absent: as the files that are there. */
  versions: z.enum(['number', 'timestamp']).optional(),
})
export type ProjectFile = z.infer<typeof projectFileSchema>
