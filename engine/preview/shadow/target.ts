import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import { AppError } from '#shared/contract/app-error.ts'
import { localeSql, type DatabaseLocale } from '../../backups/catalog.sql.ts'
import type { Engine } from '../../engine.ts'
import { connect } from '../../postgres/connect.ts'
import { toConnectionError } from '../../postgres/pg-error.ts'
import type { TargetSize } from './environment-shadow.ts'
import { schemaMarkSql } from './schema-mark.sql.ts'
import { beginTargetSql, exportSnapshotSql, sessionSettingsSql, sizesSql, targetSql, type SettingRow, type SizeRow, type TargetRow } from './target.sql.ts'

/** A session that reads the environment as it is at one moment. */
export interface Target extends TargetRow {
  client: pg.Client
  environment: Environment
  /** Another text when the schema is another one. */
  mark: string
}

/** Opens a read-only transaction on the environment and ends it afterwards. Throws the errors of connections, and `cancelled`. */
export async function withTarget<T>(engine: Engine, environment: Environment, signal: AbortSignal, work: (target: Target) => Promise<T>): Promise<T> {
  const client = await connect(engine, environment, { purpose: 'preview', signal })
  const abort = () => void client.end().catch(() => {})
  signal.addEventListener('abort', abort)
  try {
    await client.query(beginTargetSql)
    const row = (await client.query<TargetRow>(targetSql)).rows[0] as TargetRow
    const mark = (await client.query<{ mark: string }>(schemaMarkSql(row.major))).rows[0]?.mark ?? ''
    return await work({ ...row, client, environment, mark })
  } catch (thrown) {
    throw signal.aborted ? new AppError('cancelled', {}, { cause: thrown }) : toConnectionError(thrown, environment)
  } finally {
    signal.removeEventListener('abort', abort)
    await client.end().catch(() => {})
  }
}

/** A name by which other sessions see what this one sees; undefined where the server gives none. */
export async function exportSnapshot({ client }: Target): Promise<string | undefined> {
  return (await client.query<{ snapshot: string }>(exportSnapshotSql)).rows[0]?.snapshot
}

export async function readLocale({ client }: Target): Promise<DatabaseLocale | undefined> {
  return (await client.query<DatabaseLocale>(localeSql)).rows[0]
}

/** The later one of a name wins, as in a session. */
export async function readSessionSettings({ client }: Target): Promise<SettingRow[]> {
  const { rows } = await client.query<SettingRow>(sessionSettingsSql)
  return [...new Map(rows.map((row) => [row.name, row])).values()]
}

/** By name; partitioned tables and indexes have what all their partitions have. */
export async function readTargetSizes({ client }: Target): Promise<Map<string, TargetSize>> {
  const { rows } = await client.query<SizeRow>(sizesSql)
  const sizes = new Map(rows.map(({ name, rows: estimated, bytes, totalBytes, uses }) => [name, { rows: estimated, bytes, totalBytes, uses }]))
  const parents = new Map(rows.map(({ name, parent }) => [name, parent]))
  const whole = new Set(rows.flatMap(({ parent }) => parent ?? []))
  for (const parent of whole) Object.assign(sizes.get(parent) ?? {}, { rows: 0 })
  for (const { name, rows: own, bytes, totalBytes, uses } of rows.filter((row) => !whole.has(row.name))) {
    for (let above = parents.get(name); above !== null && above !== undefined; above = parents.get(above)) addTo(sizes.get(above), { rows: own, bytes, totalBytes, uses })
  }
  return sizes
}

function addTo(sum: TargetSize | undefined, part: TargetSize): void {
  if (!sum) return
  sum.rows += part.rows
  sum.bytes += part.bytes
  sum.totalBytes += part.totalBytes
  if (part.uses !== null) sum.uses = (sum.uses ?? 0) + part.uses
}
