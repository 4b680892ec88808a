import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import { createBackup } from '#engine/backups/create-backup.ts'
import { findClientTools } from '#engine/backups/client-tools.ts'
import { findBackup, type StoredBackup } from '#engine/backups/manifests.ts'
import type { Engine } from '#engine/engine.ts'
import { onServer, type TestDatabase } from '../../support/database.ts'
import { shopDatabase } from '../backups/shop.ts'
import { environmentAt, queryAt, recorder, testEngine } from '../backups/support.ts'

export interface BackedShop {
  database: TestDatabase
  environment: Environment
  engine: Engine
  manifest: Manifest
  stored: StoredBackup
}

/** A shop with a backup of it; every database that a swap makes of it goes with the test. */
export async function backedShop(extra = ''): Promise<BackedShop> {
  const database = await shopDatabase(extra)
  onTestFinished(() => dropAround(database))
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  const manifest = await createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' })
  return { database, environment, engine, manifest, stored: await findBackup(engine, manifest.id) }
}

export async function dropAround({ name, url }: TestDatabase): Promise<void> {
  const rows = await queryAt(url, 'postgres', `SELECT datname AS name FROM pg_database WHERE starts_with(datname, '${name}_replaced_') OR shobj_description(oid, 'pg_database') LIKE '%"database":"${name}"%'`)
  for (const row of rows) await onServer(`DROP DATABASE IF EXISTS "${String(row.name)}" WITH (FORCE)`)
}

/** Names of the databases that belong to this one, without it. */
export async function around({ name, url }: TestDatabase): Promise<string[]> {
  const rows = await queryAt(url, 'postgres', `SELECT datname AS name FROM pg_database WHERE datname <> '${name}' AND (starts_with(datname, '${name}') OR shobj_description(oid, 'pg_database') LIKE '%"database":"${name}"%') ORDER BY 1`)
  return rows.map((row) => String(row.name))
}

/** The whole database as pg_dump writes it, with what belongs to the database itself, whatever its name is. */
export async function dumpOf(url: string, name: string): Promise<string> {
  const [tool] = (await findClientTools()).filter(({ major }) => major >= 15).toReversed()
  const { hostname, port, username } = new URL(url)
  const { stdout } = await promisify(execFile)(join(tool?.folder ?? '', 'pg_dump'), ['--create', '-h', hostname, '-p', port, '-U', username, name], { maxBuffer: 64 * 1024 * 1024 })
  return stdout.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), 'DATABASE').replaceAll(/^\\(un)?restrict .*$/gm, '').replaceAll(/^COMMENT ON DATABASE .*?';$/gms, '')
}

/** A session that stays in a database, as an application does. */
export async function application(url: string, name = 'shop-web'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name })
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.end().catch(() => {}))
  return client
}
