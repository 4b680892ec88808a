/**
 * Previews one migration on a schema of many tables, cold and then warm, with and without the proof of its undo, and prints what each part took.
 * Goals on 500 tables: under 6 s cold and under 2 s warm. Usage: node bench/preview-whole.ts [tables]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import { createEngine } from '#engine/create-engine.ts'
import { completeEnvironment } from '#engine/environments/complete-environment.ts'
import { StaticEnvironments } from '#engine/environments/static-environments.ts'
import { embeddedServer, installedServer, LocalServer, makeServerFolder, throwAwaySettings } from '#engine/postgres/local-server.ts'
import { Previews } from '#engine/preview/previews.ts'
import { runPreview } from '#engine/preview/run-preview.ts'
import { makeTables } from './schema-database.ts'

const tables = Number(process.argv[2] ?? 500)
const root = join(import.meta.dirname, '..')
const binaries = installedServer(15) ?? embeddedServer(root)
if (!binaries) throw new Error('No PostgreSQL 15 server here: apt-get install postgresql-15')
const folder = mkdtempSync(join(tmpdir(), 'strata-bench-whole-'))
makeServerFolder(folder)
const migrations = mkdtempSync(join(tmpdir(), 'strata-bench-files-'))
writeFileSync(join(migrations, 'V1__extra.sql'), "ALTER TABLE shop_1 ADD COLUMN extra text NOT NULL DEFAULT '';\nCREATE INDEX shop_1_extra ON shop_1 (extra);\nUPDATE shop_1 SET name = 'b';\n")
const server = await LocalServer.start({ folder, binaries, settings: { ...throwAwaySettings, max_locks_per_transaction: '1024' } })
process.once('exit', () => server.killNow())

try {
  await onDatabase('postgres', (client) => client.query('CREATE DATABASE bench'))
  await onDatabase('bench', async (client) => {
    await makeTables(client, tables)
    await client.query(`DO $$ BEGIN FOR n IN 0..${Math.min(tables, 100) - 1} LOOP EXECUTE format('INSERT INTO shop_%s (id, name) SELECT g, ''a'' FROM generate_series(1, 1000) g', n); END LOOP; END $$; ANALYZE`)
  })
  await measure()
} finally {
  await server.stop()
  for (const one of [folder, migrations]) rmSync(one, { recursive: true, force: true })
}
process.exit(0)

async function measure(): Promise<void> {
  const { hostname, port, username } = new URL(server.url('bench'))
  const input = environmentInputSchema.parse({ name: 'bench', class: 'development', migrationsFolder: migrations, connection: { host: hostname, port, database: 'bench', user: username, sslmode: 'disable' } })
  const at = new Date().toISOString()
  const environment = completeEnvironment(input, { id: 'bench', sample: false, hasPassword: false, createdAt: at, updatedAt: at })
  const engine = createEngine({ host: 'shell', version: '0', dataFolder: folder, environments: new StaticEnvironments(environment), root })
  const previews = new Previews()
  const job = { jobId: 'bench', signal: new AbortController().signal, progress: () => {}, log: () => {}, data: () => {} }
  for (const [title, prove] of [['cold', true], ['warm', true], ['warm', true], ['warm, not proved', false], ['warm, not proved', false]] as const) {
    const before = process.cpuUsage()
    const { preview: id } = await runPreview(engine, previews, environment, { drafts: [], mode: 'shadow', base: 'schema', rows: 'sample', prove }, job)
    const { user, system } = process.cpuUsage(before)
    const { ms, stages } = previews.get(id).preview
    console.log(`${tables} tables, ${title}: ${(ms / 1000).toFixed(2)} s, own CPU ${((user + system) / 1e6).toFixed(2)} s; ${stages.map((stage) => `${stage.name} ${stage.ms} ms`).join(', ')}`)
  }
  await engine.close()
}

async function onDatabase(name: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server.url(name) })
  await client.connect()
  await work(client)
  await client.end()
}
