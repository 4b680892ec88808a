import pg from 'pg'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { qualified } from '#shared/sql/quote.ts'
import { beginSnapshotSql, countRowsSql, exportSnapshotSql, extensionsSql, historyVersionsSql, localeSql, lockTablesSql, settingsSql } from './catalog.sql.ts'
import { largeObjectsSql, relationsSql, schemasSql, type RelationRow } from './contents.sql.ts'
import type { DumpPlan } from './dump-plan.ts'
import { highestVersion, type HistoryVersion } from './highest-version.ts'
import { holdsLargeObjects, isWhole, resolveScope, scopeNotes, type Scope } from './scope.ts'

export interface Snapshot {
  /** For `pg_dump --snapshot`; valid while the session's transaction is open. */
  name: string
  scope: Scope
  /** Whose rows are in it. */
  tables: RelationRow[]
  extensions: string[]
  locale: Manifest['locale']
  settings: NonNullable<Manifest['settings']>
  migrationVersion: string | null
  largeObjects: number
  notes: string[]
}

/**
 * Opens a transaction whose view of the data pg_dump takes over, with every table of the scope locked against DROP and TRUNCATE
 * (which no snapshot protects from) until the rows have been counted. The session stays in that transaction.
 */
export async function openSnapshot(client: pg.Client, environment: Environment, plan: DumpPlan): Promise<Snapshot> {
  await client.query(beginSnapshotSql)
  const { schemas, relations, largeObjects } = await readContents(client)
  const scope = resolveScope(plan, schemas, relations)
  const locked = tablesOf(scope.relations).map(quotedName)
  if (locked.length > 0) await client.query(lockTablesSql(locked))
  const [exported] = (await client.query<{ snapshot: string }>(exportSnapshotSql)).rows
  const inScope = new Set(scope.relations.map(({ oid }) => oid))
  const tables = tablesOf((await client.query<RelationRow>(relationsSql('exact'))).rows).filter(({ oid }) => inScope.has(oid))
  const extensions = (await client.query<{ name: string }>(extensionsSql)).rows.map(({ name }) => name)
  const [locale] = (await client.query<NonNullable<Manifest['locale']>>(localeSql)).rows
  const settings = (await client.query<Snapshot['settings'][number]>(settingsSql)).rows
  const migrationVersion = await readVersion(client, environment)
  return {
    name: exported?.snapshot ?? '', scope, tables, extensions: isWhole(scope) && scope.content !== 'data' ? extensions : [], locale, settings, migrationVersion,
    largeObjects: holdsLargeObjects(scope) ? largeObjects : 0, notes: scopeNotes(scope, largeObjects),
  }
}

/** What there is to dump, with sizes from the statistics: no lock is waited for. */
export async function readContents(client: pg.Client): Promise<{ schemas: string[]; relations: RelationRow[]; largeObjects: number }> {
  const schemas = (await client.query<{ name: string }>(schemasSql)).rows.map(({ name }) => name)
  const relations = (await client.query<RelationRow>(relationsSql('estimated'))).rows
  const [objects] = (await client.query<{ count: number }>(largeObjectsSql)).rows
  return { schemas, relations, largeObjects: objects?.count ?? 0 }
}

/** Relations whose rows pg_dump writes. */
function tablesOf(relations: readonly RelationRow[]): RelationRow[] {
  return relations.filter(({ kind }) => kind === 'r')
}

/** Counts the rows of each table as the snapshot sees them; of definitions alone there are none. */
export async function countRows(client: pg.Client, { tables, scope }: Pick<Snapshot, 'tables' | 'scope'>, onCount: (table: RelationRow, rows: number) => void): Promise<Manifest['tables']> {
  const counted: Manifest['tables'] = []
  for (const table of tables) {
    const { schema, name, bytes, inserted, updated, deleted } = table
    if (scope.content === 'schema') {
      counted.push({ schema, name, rows: 0, bytes: 0 })
      continue
    }
    const rows = await rowsOf(client, table)
    counted.push({ schema, name, rows, bytes, written: { inserted, updated, deleted } })
    onCount(table, rows)
  }
  return counted
}

export async function rowsOf(client: pg.Client, table: { schema: string; name: string }): Promise<number> {
  const [count] = (await client.query<{ rows: number }>(countRowsSql(quotedName(table)))).rows
  return count?.rows ?? 0
}

export function quotedName({ schema, name }: { schema: string; name: string }): string {
  return qualified(schema, name)
}

/** A history that is not there, or not ours to read, is no reason to make no backup. */
async function readVersion(client: pg.Client, { schema, historyTable }: Environment): Promise<string | null> {
  await client.query('SAVEPOINT history')
  try {
    const rows = (await client.query<HistoryVersion>(historyVersionsSql(quotedName({ schema, name: historyTable })))).rows
    await client.query('RELEASE SAVEPOINT history')
    return highestVersion(rows)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    await client.query('ROLLBACK TO SAVEPOINT history')
    return null
  }
}
