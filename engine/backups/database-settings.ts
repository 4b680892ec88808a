import pg from 'pg'
import type { Manifest, RestoreResult } from '#shared/contract/backups.ts'
import { keepSettingSql, setConfigSql } from './catalog.sql.ts'

/**
 * Sets again what ALTER DATABASE ... SET had set: pg_restore leaves it out when it does not make the database itself.
 * What cannot be set here comes back as a difference. The session is inside that database and not used any further.
 */
export async function applySettings(client: pg.Client, database: string, settings: NonNullable<Manifest['settings']>): Promise<RestoreResult['differences']> {
  const differences: RestoreResult['differences'] = []
  for (const { name, value } of settings) {
    try {
      await client.query(setConfigSql, [name, value])
      await client.query(keepSettingSql(database, name))
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError)) throw thrown
      differences.push({ subject: `Setting ${name} of the database`, expected: value, found: thrown.message })
    }
  }
  return differences
}
