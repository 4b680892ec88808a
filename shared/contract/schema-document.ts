import { z } from 'zod'
import { schemaDocumentSchema, type SchemaDocument } from './document-shape.ts'
import { envName, operation } from './operation.ts'

const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied', 'server_unsupported', 'lock_timeout', 'schema_changing', 'cancelled'] as const

/** A query of an address says one thing of a list without brackets. */
const list = (of: z.ZodString, most: number) => z.union([z.array(of).max(most), of.transform((one) => [one])])

export const documentInputSchema = z.object({
  env: envName.optional().describe('Name or id of the environment. Absent: the one that STRATA_PROFILE names, else the only one that the caller may see'),
  schemas: list(z.string().min(1).max(63), 1000).optional().describe('Only objects of these schemas; may be repeated'),
  kinds: list(z.string().min(1).max(60), 60).optional().describe('Only objects of these kinds, such as table, view, function, enum; may be repeated. Parts come with their object'),
  name: z.string().min(1).max(200).optional().describe('Only objects with such a name: * stands for any characters, ? for one; with a dot it is schema.name'),
  definitions: z.boolean().default(false).describe('Also bodies of functions and triggers and definitions of views, rules and policies'),
})

/** Its shape is `schemaDocumentSchema`: the engine makes it, so that each answer is not walked through again. */
export const documentOutput = z.custom<SchemaDocument>()

/** JSON Schema (2020-12) of the document; docs/schema-document.schema.json. */
export const documentJsonSchema = () => ({ title: 'The schema of a database, as GET /api/v1/schema and strata schema export give it', ...z.toJSONSchema(schemaDocumentSchema, { io: 'output' }) })

export const documentContract = {
  document: operation({
    name: 'schema.document', access: 'read', http: 'GET /schema', errors: reach,
    summary: 'Export the schema of a database as one JSON document for programs; secrets and what the role may not see are left out.',
    input: documentInputSchema, output: documentOutput,
  }),
}
