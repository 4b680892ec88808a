import { z } from 'zod'
import { diagnosticSchema } from './diagnostics.ts'
import { envName, jobStarted, operation } from './operation.ts'

const reach = ['not_found', 'host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'connection_lost', 'permission_denied', 'server_unsupported', 'lock_timeout', 'schema_changing', 'cancelled'] as const

/** Id of a fact: `kind:path`, such as `column:public.orders.total`. */
const factId = z.string().min(3).max(2000).describe('Id of the object, such as table:public.orders')
const schemaNames = z.array(z.string().min(1).max(63)).max(1000).optional().describe('Only these schemas; absent: all')

/** A snapshot as the list shows it; its facts are not in it. */
export const snapshotInfoSchema = z.object({
  id: z.string(),
  /** Environment that it was read from; null: from a URL, a folder or a backup. */
  env: z.string().nullable(), envId: z.string().nullable(),
  database: z.string(),
  /** What a person called it; null: taken by Strata itself. */
  name: z.string().nullable(),
  takenAt: z.iso.datetime(),
  /** Why it was taken: read for the browser, kept by a person, after a migration. */
  trigger: z.enum(['browse', 'manual', 'after_migrating']),
  serverVersion: z.string(), serverVersionNum: z.int(),
  /** SHA-256 (hex) over its facts: equal schemas have equal fingerprints. */
  fingerprint: z.string(),
  facts: z.int(),
  /** Bytes in the store, compressed. */
  bytes: z.int(),
  /** null: the whole database. */
  schemas: z.array(z.string()).nullable(),
  /** Version of the migrations at that moment; null where there was no history. */
  migrationVersion: z.string().nullable(),
  by: z.string(),
})
export type SnapshotInfo = z.infer<typeof snapshotInfoSchema>

/**
 * What the tree and the search work with, small enough for 20,000 tables: objects are columns of equal length, so that
 * names stand once. `columns` are the columns of relations, apart, because they are many.
 */
export const outlineSchema = z.object({
  snapshot: snapshotInfoSchema,
  /** False: the server could not be reached, this is the last snapshot. */
  live: z.boolean(),
  /** Why it is not live. */
  problem: z.string().nullable(),
  kinds: z.array(z.string()),
  schemas: z.array(z.string()),
  objects: z.object({
    /** Index into `kinds`. */
    kind: z.array(z.int()),
    /** Index into `schemas`; -1: the object is in no schema. */
    schema: z.array(z.int()),
    name: z.array(z.string()),
    id: z.array(z.string()),
    /** Row of the object that it belongs to (an index's table, a partition's parent); -1: none. */
    parent: z.array(z.int()),
    /** Estimated rows (pg_class.reltuples) of tables; -1: unknown or none. */
    rows: z.array(z.number()),
  }),
  columns: z.object({ /** Row in `objects`. */ object: z.array(z.int()), name: z.array(z.string()), type: z.array(z.string()) }),
  /** Objects that could not be read or are of no kind that Strata models. */
  gaps: z.array(diagnosticSchema),
})
export type Outline = z.infer<typeof outlineSchema>

export const objectRefSchema = z.object({ id: z.string(), kind: z.string(), schema: z.string().nullable(), name: z.string() })
export type ObjectRef = z.infer<typeof objectRefSchema>

const json = z.record(z.string(), z.unknown())

export const objectPageSchema = z.object({
  object: objectRefSchema,
  snapshot: snapshotInfoSchema,
  live: z.boolean(),
  owner: z.string().nullable(), comment: z.string().nullable(),
  /** Attributes of the fact that differ from PostgreSQL's default; names as in docs/schema.md. */
  data: json,
  columns: z.array(z.object({
    id: z.string(), position: z.int(), name: z.string(), type: z.string(), nullable: z.boolean(), default: z.string().nullable(),
    /** always, by default, stored, virtual; null: an ordinary column. */
    generated: z.string().nullable(), identity: z.string().nullable(), collation: z.string().nullable(), comment: z.string().nullable(),
    primaryKey: z.boolean(), /** Tables that its foreign keys point at. */ references: z.array(objectRefSchema),
  })),
  /** Parts with a definition each: indexes, constraints, triggers, policies, rules, partitions, statistics, enum labels. */
  parts: z.array(z.object({ ref: objectRefSchema, definition: z.string(), comment: z.string().nullable(), /** invalid, not valid, disabled, attached ...; null: all is well. */ state: z.string().nullable() })),
  privileges: z.array(z.object({ grantee: z.string(), privileges: z.array(z.string()), grantable: z.array(z.string()), column: z.string().nullable(), /** What everybody has by itself and this grantee has lost. */ revoked: z.array(z.string()).optional() })),
  uses: z.array(objectRefSchema),
  usedBy: z.array(objectRefSchema),
  /** SQL that recreates the object with its parts, comments, owner and privileges. */
  ddl: z.string(),
  size: z.object({ totalBytes: z.number(), tableBytes: z.number(), indexBytes: z.number(), toastBytes: z.number(), estimatedRows: z.number(), lastVacuum: z.string().nullable(), lastAnalyze: z.string().nullable() }).nullable(),
  /** Migration files whose statements touch it, oldest first; empty where the environment has no folder. */
  migrations: z.array(z.object({ script: z.string(), version: z.string().nullable(), description: z.string(), line: z.int(), statement: z.string(), state: z.string() })),
  /** What the user may not see, in words: shown instead of an empty list. */
  gaps: z.array(diagnosticSchema),
})
export type ObjectPage = z.infer<typeof objectPageSchema>

export const diagramSchema = z.object({
  tables: z.array(z.object({
    id: z.string(), schema: z.string(), name: z.string(),
    columns: z.array(z.object({ name: z.string(), type: z.string(), primaryKey: z.boolean(), foreignKey: z.boolean(), nullable: z.boolean() })),
  })),
  relations: z.array(z.object({ id: z.string(), name: z.string(), from: z.string(), fromColumns: z.array(z.string()), to: z.string(), toColumns: z.array(z.string()), /** Every row has one: the columns are NOT NULL. */ required: z.boolean(), /** At most one row: the columns are unique. */ unique: z.boolean() })),
  /** Tables that were asked for but left out, because a diagram holds at most so many. */
  leftOut: z.int(),
})
export type Diagram = z.infer<typeof diagramSchema>

/** Where the facts come from: the live server, or a snapshot that was saved. */
const place = { env: envName, snapshot: z.string().max(100).optional().describe('Id of a saved snapshot; absent: the newest reading') }

export const schemaContract = {
  read: operation({
    name: 'schema.read', access: 'read', job: true, http: 'POST /environments/{env}/schema/read', errors: reach,
    summary: 'Read the schema of a database anew; only the local store changes.',
    input: z.object({ env: envName, schemas: schemaNames }), output: jobStarted,
  }),
  outline: operation({
    name: 'schema.outline', access: 'read', http: 'GET /environments/{env}/schema/outline', errors: reach,
    summary: 'List every object of the schema in a compact form; from the last snapshot where the server cannot be reached.',
    input: z.object(place), output: outlineSchema,
  }),
  object: operation({
    name: 'schema.object', access: 'read', http: 'GET /environments/{env}/schema/object', shell: { command: 'schema show', arguments: ['env', 'id'] }, errors: reach,
    summary: 'Show one object: columns, parts, privileges, what it uses and what uses it, its DDL and the migrations that touched it.',
    input: z.object({ ...place, id: factId }), output: objectPageSchema,
  }),
  search: operation({
    name: 'schema.search', access: 'read', http: 'GET /environments/{env}/schema/search', shell: { command: 'schema search', arguments: ['env', 'text'] }, errors: reach,
    summary: 'Find objects and columns by a part of their name.',
    input: z.object({ ...place, text: z.string().min(1).max(200), kind: z.string().max(60).optional(), limit: z.coerce.number().int().min(1).max(1000).default(50) }),
    output: z.object({ matches: z.array(objectRefSchema), total: z.int() }),
  }),
  ddl: operation({
    name: 'schema.ddl', access: 'read', http: 'POST /environments/{env}/schema/ddl', shell: { command: 'schema ddl', arguments: ['env', 'ids'] }, errors: reach,
    summary: 'Print the SQL that recreates objects exactly.',
    input: z.object({ ...place, ids: z.array(factId).max(10_000).default([]).describe('Ids of objects; none: the whole snapshot'), dependencies: z.boolean().default(false).describe('Everything that they need comes along') }),
    output: z.object({ sql: z.string(), objects: z.int(), gaps: z.array(diagnosticSchema) }),
  }),
  rows: operation({
    name: 'schema.rows', access: 'read', role: 'developer', http: 'POST /environments/{env}/schema/rows', errors: [...reach, 'statement_failed'],
    summary: 'Read the first rows of a table or view, in a read-only transaction with a time limit.',
    input: z.object({ env: envName, id: factId, limit: z.coerce.number().int().min(1).max(1000).default(100) }),
    output: z.object({ columns: z.array(z.object({ name: z.string(), type: z.string() })), rows: z.array(z.array(z.string().nullable())), /** Cells longer than 2,000 characters were cut. */ cut: z.int(), ms: z.number(), more: z.boolean() }),
  }),
  diagram: operation({
    name: 'schema.diagram', access: 'read', http: 'POST /environments/{env}/schema/diagram', errors: reach,
    summary: 'Tables and foreign keys of a schema or of a selection.',
    input: z.object({ ...place, schema: z.string().max(63).optional(), ids: z.array(factId).max(2000).optional(), neighbours: z.boolean().default(false), limit: z.coerce.number().int().min(1).max(1500).default(300) }),
    output: diagramSchema,
  }),
  snapshot: operation({
    name: 'schema.snapshot', access: 'read', role: 'developer', scope: { env: 'environment', file: 'server' }, job: true, http: 'POST /environments/{env}/snapshots', shell: { command: 'snapshot create', arguments: ['env'] }, errors: reach,
    summary: 'Read the schema and keep it as a snapshot.',
    input: z.object({ env: envName, name: z.string().max(200).optional(), schemas: schemaNames, file: z.string().max(4000).optional().describe('Also write it to this file (gzip)') }), output: jobStarted,
  }),
  snapshots: operation({
    name: 'schema.snapshots', access: 'read', http: 'GET /snapshots', shell: { command: 'snapshot list' }, errors: ['not_found'],
    summary: 'List the saved snapshots, the newest first.',
    input: z.object({ env: envName.optional() }), output: z.object({ snapshots: z.array(snapshotInfoSchema) }),
  }),
  deleteSnapshot: operation({
    name: 'schema.deleteSnapshot', access: 'write', http: 'DELETE /snapshots/{snapshot}', shell: { command: 'snapshot delete', arguments: ['snapshot'] }, errors: ['not_found'],
    summary: 'Delete a saved snapshot; the database is not touched.',
    input: z.object({ snapshot: z.string().min(1).max(100) }), output: z.object({ deleted: z.string() }),
  }),
}
