import { factId } from '../../schema/fact.ts'
import type { CatalogQuery, ServerFacts } from '../../schema/kind.ts'
import { wholeDatabase } from '../catalog-scope.sql.ts'
import { compact } from '../naming.ts'
import { redactConnection, withoutSecrets } from './redact-connection.ts'

/** Parameters with the version that has them and their value by default, as `SET (...)` writes them. */
export const parameters: readonly { name: string; since: number; column: string; standard: string }[] = [
  { name: 'binary', since: 140000, column: 's.subbinary::text', standard: 'false' },
  { name: 'streaming', since: 140000, column: "CASE s.substream::text WHEN 't' THEN 'on' WHEN 'true' THEN 'on' WHEN 'p' THEN 'parallel' ELSE 'off' END", standard: 'off' },
  { name: 'synchronous_commit', since: 130000, column: 's.subsynccommit', standard: 'off' },
  { name: 'two_phase', since: 150000, column: "(s.subtwophasestate <> 'd')::text", standard: 'false' },
  { name: 'disable_on_error', since: 150000, column: 's.subdisableonerr::text', standard: 'false' },
  { name: 'password_required', since: 160000, column: 's.subpasswordrequired::text', standard: 'true' },
  { name: 'run_as_owner', since: 160000, column: 's.subrunasowner::text', standard: 'false' },
  { name: 'origin', since: 160000, column: 's.suborigin', standard: 'any' },
  { name: 'failover', since: 170000, column: 's.subfailover::text', standard: 'false' },
]

const values = (version: number) => parameters.filter(({ since }) => version >= since).map(({ name, column, standard }) => `'${name}', nullif(${column}, '${standard === 'off' && version >= 180000 && name === 'streaming' ? 'parallel' : standard}')`).join(', ')

/** Only superusers may read the connection, and its secrets are never kept, so that they are not compared either; whether a subscription is enabled is a state, not a part of the schema (pg_dump sees it so too). */
export const subscriptionCatalog: CatalogQuery = {
  catalog: 'pg_subscription',
  mayBeDenied: true,
  sql: ({ version, superuser }: ServerFacts) => `
    SELECT s.oid, s.subname AS name, s.subenabled AS enabled, ${superuser ? 's.subconninfo' : 'NULL'} AS connection, s.subslotname AS slot, s.subpublications AS publications,
      jsonb_strip_nulls(jsonb_build_object(${values(version)})) AS parameters
    FROM pg_catalog.pg_subscription s WHERE ${wholeDatabase} AND s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())`,
  facts: (row) => {
    const path = [String(row['name'])]
    const connection = withoutSecrets(redactConnection(String(row['connection'] ?? '')))
    const data = compact({
      connection: connection.text || null,
      slot: row['slot'] === null ? { none: true } : row['slot'] === row['name'] ? null : row['slot'],
      publications: row['publications'], parameters: row['parameters'],
    })
    return [{ id: factId('subscription', path), kind: 'subscription', path, parent: null, data, info: { enabled: row['enabled'] === true, secret: connection.secret } }]
  },
}
