import pg from 'pg'
import type { PlannedAction } from '#shared/contract/compare.ts'

/** Runs a file as psql would, statement errors and all. */
export async function load(url: string, sql: string): Promise<void> {
  await withClient(url, async (client) => void (await client.query(sql)))
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Runs a plan as its transactions say; an error names the statement. */
export async function applyPlan(url: string, actions: readonly PlannedAction[]): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("SET check_function_bodies = off; SET search_path = ''; SET client_min_messages = error")
    for (const transaction of new Set(actions.map((action) => action.transaction))) {
      const group = actions.filter((action) => action.transaction === transaction)
      const inside = group.every((action) => action.transactional)
      if (inside) await client.query('BEGIN')
      for (const { sql, number } of group) {
        await client.query(sql).catch((error: unknown) => {
          throw new Error(`${error instanceof Error ? error.message : String(error)}\nin statement ${number}: ${sql}\n\nthe plan:\n${actions.map((action) => `${action.number}. ${action.sql};`).join('\n')}`)
        })
      }
      if (inside) await client.query('COMMIT')
    }
  })
}

/** Names of indexes that the server does not use. */
export async function invalidIndexes(url: string): Promise<string[]> {
  return withClient(url, async (client) => (await client.query<{ name: string }>('SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid ORDER BY 1')).rows.map(({ name }) => name))
}

export interface TableRows {
  rows: number
  /** Digest of each column's values, in the order of the rows' text. */
  columns: Record<string, string>
}

/** What stands in the ordinary tables: counts, and a digest of every column by its name and type. */
export async function readTables(url: string): Promise<Record<string, TableRows>> {
  return withClient(url, async (client) => {
    const columns = await client.query<{ id: string; scope: string; col: string; type: string }>(`
      SELECT format('%I.%I', n.nspname, c.relname) AS id, CASE c.relkind WHEN 'r' THEN 'ONLY ' ELSE '' END AS scope, a.attname AS col, format_type(a.atttypid, a.atttypmod) AS type
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1, 3`)
    const tables: Record<string, TableRows> = {}
    for (const { id, scope, col, type } of columns.rows) {
      const digest = await client.query<{ rows: number; digest: string }>(`SELECT count(*)::int AS rows, coalesce(md5(string_agg(${pg.escapeIdentifier(col)}::text, ',' ORDER BY ${pg.escapeIdentifier(col)}::text COLLATE "C")), '') AS digest FROM ${scope}${id}`)
      const table = (tables[id] ??= { rows: digest.rows[0]?.rows ?? 0, columns: {} })
      table.columns[`${col} ${type}`] = digest.rows[0]?.digest ?? ''
    }
    return tables
  })
}

/** A database with a subscription cannot be dropped, and a subscription with a slot only with its publisher. */
export async function forgetSubscriptions(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('SELECT quote_ident(subname) AS name FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())')
    for (const { name } of rows) await client.query(`ALTER SUBSCRIPTION ${name} DISABLE; ALTER SUBSCRIPTION ${name} SET (slot_name = NONE); DROP SUBSCRIPTION ${name}`)
  })
}
