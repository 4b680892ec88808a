import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { embeddedServer, installedServer, LocalServer, throwAwaySettings } from '../../engine/postgres/local-server.ts'

export interface Shop {
  url: string
  folder: string
  query(sql: string): Promise<Record<string, unknown>[]>
  drop(): Promise<void>
}

export interface TestServer {
  createShop(): Promise<Shop>
  stop(): Promise<void>
}

const migrations: Readonly<Record<string, string>> = {
  'V1__goods.sql': 'CREATE TABLE goods (id int PRIMARY KEY, name text NOT NULL);\n',
  'U1__goods.sql': 'DROP TABLE goods;\n',
  'V2__prices.sql': "ALTER TABLE goods ADD COLUMN price numeric;\nINSERT INTO goods VALUES (1, 'bread', 2.50), (2, 'tea', 4.20);\n",
  'U2__prices.sql': 'ALTER TABLE goods DROP COLUMN price;\n',
  // Ends only when it is cancelled, or when a test opens the gate.
  'V3__slow.sql': "CREATE TABLE slow ();\nDO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'gate') LOOP PERFORM pg_sleep(0.05), pg_stat_clear_snapshot(); END LOOP; END $$;\n",
}

export async function startServer(): Promise<TestServer> {
  const binaries = installedServer(15) ?? embeddedServer(join(import.meta.dirname, '../..'))
  if (!binaries) throw new Error('No PostgreSQL 15 server here')
  const folder = mkdtempSync(join(tmpdir(), 'strata-e2e-'))
  const server = await LocalServer.start({ folder, binaries, settings: throwAwaySettings })
  process.once('exit', () => server.killNow())
  return {
    createShop: () => createShop(server),
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function createShop(server: LocalServer): Promise<Shop> {
  const name = `shop_${randomUUID().slice(0, 8)}`
  await run(server.url(), `CREATE DATABASE ${name}`)
  const folder = mkdtempSync(join(tmpdir(), 'strata-migrations-'))
  chmodSync(folder, 0o755)
  for (const [file, sql] of Object.entries(migrations)) writeFileSync(join(folder, file), sql)
  return {
    url: server.url(name),
    folder,
    query: (sql) => run(server.url(name), sql),
    drop: async () => {
      await run(server.url(), `DROP DATABASE ${name} WITH (FORCE)`)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function run(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
