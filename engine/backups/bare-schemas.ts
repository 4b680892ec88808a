import { connect } from '../postgres/connect.ts'
import { createBareSchemaSql } from './catalog.sql.ts'
import type { RestoreRun } from './restore-run.ts'

/** pg_dump takes chosen tables without the schemas that they lie in; a new database has none but public. */
export async function makeBareSchemas({ engine, environment, manifest, working, signal }: RestoreRun): Promise<void> {
  const schemas = [...new Set(manifest.scope?.tables.map(({ schema }) => schema))]
  if (schemas.length === 0) return
  const client = await connect(engine, environment, { database: working, purpose: 'restore', signal })
  try {
    for (const schema of schemas) await client.query(createBareSchemaSql(schema))
  } finally {
    await client.end()
  }
}
