import { z } from 'zod'
import { diagnosticSchema } from './diagnostics.ts'

/** Raised when a reader of the document has to change: what is only added does not raise it. */
export const documentVersion = 1

/** In place of a text. `pattern`: it looks like a secret. `role`: the caller's role may not see it. */
export const hiddenSchema = z.object({ hidden: z.enum(['pattern', 'role']) })
export type Hidden = z.infer<typeof hiddenSchema>

/** What somebody wrote in SQL, as the server prints it. */
const text = z.union([z.string(), hiddenSchema])
const comment = text.nullable()
/** Bodies and definitions: absent unless asked for. */
const body = text.optional()
const place = { schema: z.string(), name: z.string() }
/** Attributes that differ from PostgreSQL's default, named as in docs/schema.md. */
const rest = z.record(z.string(), z.unknown())

const columnSchema = z.object({
  name: z.string(), /** From 1, in the order of the table. */ position: z.int(), type: z.string(), nullable: z.boolean(),
  /** Whether a row that does not name the column gets something other than NULL. */
  hasDefault: z.boolean(), default: text.nullable(),
  identity: z.enum(['always', 'by default']).nullable(),
  generated: z.object({ kind: z.enum(['stored', 'virtual']), expression: text.nullable() }).nullable(),
  collation: z.string().nullable(), comment,
})

const keySchema = z.object({ name: z.string(), columns: z.array(z.string()), comment })
const foreignKeySchema = keySchema.extend({
  references: z.object({ schema: z.string(), table: z.string(), columns: z.array(z.string()) }).nullable(),
  /** Whether it is checked, and when. */
  definition: text, deferrable: z.string().nullable(), validated: z.boolean(),
})
const checkSchema = z.object({ name: z.string(), definition: text, validated: z.boolean(), comment })
const indexSchema = z.object({ name: z.string(), unique: z.boolean(), valid: z.boolean(), definition: text, where: text.nullable(), comment })
const triggerSchema = z.object({ name: z.string(), event: text, enabled: z.string(), definition: body, comment })
const ruleSchema = z.object({ name: z.string(), event: text, enabled: z.string(), definition: body, comment })
const policySchema = z.object({ name: z.string(), command: z.string(), restrictive: z.boolean(), roles: z.array(z.string()), using: body, check: body, comment })

const tableSchema = z.object({
  ...place, kind: z.enum(['table', 'partitioned', 'partition', 'foreign']),
  partitionOf: z.string().nullable(), partitionKey: text.nullable(), bound: text.nullable(), inherits: z.array(z.string()),
  unlogged: z.boolean(), rowSecurity: z.boolean(), server: z.string().nullable(), options: rest, owner: z.string().nullable(), comment,
  columns: z.array(columnSchema),
  primaryKey: keySchema.nullable(), unique: z.array(keySchema), foreignKeys: z.array(foreignKeySchema), checks: z.array(checkSchema), exclusions: z.array(checkSchema),
  indexes: z.array(indexSchema), triggers: z.array(triggerSchema), rules: z.array(ruleSchema), policies: z.array(policySchema),
})

const viewSchema = z.object({
  ...place, kind: z.enum(['view', 'materialized-view']), columns: z.array(z.object({ name: z.string(), type: z.string(), comment })),
  definition: body, owner: z.string().nullable(), comment, indexes: z.array(indexSchema), triggers: z.array(triggerSchema), rules: z.array(ruleSchema),
})

const functionSchema = z.object({
  ...place, kind: z.enum(['function', 'procedure', 'aggregate']),
  /** Types of the input arguments: with the name it tells overloads apart. */
  signature: z.string(),
  /** Names and types as PostgreSQL prints them, without defaults. */
  arguments: z.string(), argumentDefaults: z.int(), returns: z.string().nullable(), language: z.string().nullable(),
  volatility: z.enum(['immutable', 'stable', 'volatile']), strict: z.boolean(), securityDefiner: z.boolean(), parallel: z.enum(['safe', 'restricted', 'unsafe']),
  /** Arguments with their defaults, settings, and the body. */
  definition: z.object({ arguments: text, settings: z.record(z.string(), text), body: text }).optional(),
  owner: z.string().nullable(), comment,
})

const typeSchema = z.discriminatedUnion('kind', [
  z.object({ ...place, kind: z.literal('enum'), labels: z.array(z.string()), comment }),
  z.object({ ...place, kind: z.literal('domain'), type: z.string(), nullable: z.boolean(), default: text.nullable(), checks: z.array(checkSchema), comment }),
  z.object({ ...place, kind: z.literal('composite'), attributes: z.array(z.object({ name: z.string(), type: z.string(), comment })), comment }),
  z.object({ ...place, kind: z.literal('range'), subtype: z.string(), comment }),
])

const sequenceSchema = z.object({ ...place, /** Attributes that differ from those of CREATE SEQUENCE without options. */ options: rest, /** `schema.table.column`, quoted where it must be. */ ownedBy: z.string().nullable(), comment })

/** The schema of one database, for programs: sorted, and the same text for the same schema. docs/schema-document.md. */
export const schemaDocumentSchema = z.object({
  format: z.literal('strata-schema'), formatVersion: z.int(),
  generator: z.object({ name: z.literal('strata'), version: z.string() }),
  database: z.string(), server: z.object({ version: z.string(), versionNum: z.int() }),
  /** Version of the migrations when it was read; null where there is no history. */
  migrationVersion: z.string().nullable(),
  /** False: the database could not be reached; this is what was read at `asOf`, and `problem` says why. */
  live: z.boolean(), asOf: z.iso.datetime().nullable(), problem: z.string().nullable(),
  /** What was asked for. */
  filter: z.object({ schemas: z.array(z.string()).nullable(), kinds: z.array(z.string()).nullable(), name: z.string().nullable(), definitions: z.boolean() }),
  /** SHA-256 (hex) of all that follows: it changes when what is shown of the schema changes. */
  revision: z.string(),
  schemas: z.array(z.object({ name: z.string(), owner: z.string().nullable(), comment })),
  extensions: z.array(z.object({ name: z.string(), schema: z.string(), version: z.string(), comment })),
  types: z.array(typeSchema), sequences: z.array(sequenceSchema), tables: z.array(tableSchema), views: z.array(viewSchema), functions: z.array(functionSchema),
  /** Kinds that have no shape of their own here, such as operators, publications and foreign servers. */
  others: z.array(z.object({ kind: z.string(), id: z.string(), schema: z.string().nullable(), name: z.string(), attributes: rest.optional(), comment })),
  /** What could not be read, or is of no kind that Strata models. */
  gaps: z.array(diagnosticSchema.pick({ code: true, severity: true, subject: true }).extend({ message: text })),
})
export type SchemaDocument = z.infer<typeof schemaDocumentSchema>
