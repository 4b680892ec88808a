/**
 * Reads of the server beside a bare Fastify route in the same process and run: requests a second and p99, as ratios. The limits of the
 * server are raised, so that its work and not its patience is measured.
 * Usage: node bench/server.ts [seconds]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import fastify from 'fastify'
import pg from 'pg'
import { createEngine } from '#engine/create-engine.ts'
import { parseAsLibpq } from '#engine/postgres/settings/parse-as-libpq.ts'
import { embeddedServer, installedServer, LocalServer, makeServerFolder, throwAwaySettings } from '#engine/postgres/local-server.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'
import { limitsFrom } from '../server/limits.ts'
import { serve } from '../server/serve.ts'

const seconds = Number(process.argv[2] ?? 5)
const connections = 8
const binaries = installedServer(15) ?? embeddedServer(join(import.meta.dirname, '..'))
if (!binaries) throw new Error('No PostgreSQL 15 server here: apt-get install postgresql-15')

const folder = mkdtempSync(join(tmpdir(), 'strata-bench-'))
const cluster = mkdtempSync(join(tmpdir(), 'strata-bench-server-'))
makeServerFolder(cluster)
const server = await LocalServer.start({ folder: cluster, binaries, settings: throwAwaySettings })
process.once('exit', () => server.killNow())
const engine = createEngine({ host: 'browser', version: '0.0.0', dataFolder: join(folder, 'data'), vault: new MemoryVault() })
const served = await serve(engine, { renderer: folder, withApiToken: true, limits: limitsFrom(['addressPerMinute=100000000', 'callerPerMinute=100000000']) })
const bare = fastify()
bare.get('/bare', () => ({ ok: true }))
const bareOrigin = await bare.listen({ host: '127.0.0.1', port: 0 })

async function measure(name: string, url: string): Promise<{ rate: number; p99: number }> {
  const { requests, latency, non2xx } = await autocannon({ url, connections, duration: seconds, headers: { authorization: `Bearer ${served.apiToken}` } })
  if (non2xx > 0) throw new Error(`${name}: ${non2xx} answers were no success`)
  return { rate: requests.average, p99: latency.p99 }
}

try {
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  for (let table = 1; table <= 100; table += 1) await client.query(`CREATE TABLE table_${table} (id int PRIMARY KEY, name text NOT NULL)`)
  await client.end()
  for (let version = 1; version <= 20; version += 1) writeFileSync(join(folder, `V${version}__step.sql`), `SELECT ${version};\n`)
  const { connection } = parseAsLibpq(`${server.url()}?sslmode=disable`)
  const made = await fetch(`${served.origin}/api/v1/environments`, { method: 'POST', headers: { authorization: `Bearer ${served.apiToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ name: 'bench', connection, migrationsFolder: folder }) })
  if (!made.ok) throw new Error(await made.text())
  const reference = await measure('bare', `${bareOrigin}/bare`)
  console.log(`bare Fastify route: ${Math.round(reference.rate)} requests/s, p99 ${reference.p99} ms, ${connections} connections, ${seconds} s`)
  for (const [name, path] of [['app.info', '/info'], ['environments.list', '/environments'], ['migrations.status (20 files, one connection to PostgreSQL each)', '/environments/bench/migrations'], ['schema (100 tables)', '/schema?env=bench']] as const) {
    await fetch(`${served.origin}/api/v1${path}`, { headers: { authorization: `Bearer ${served.apiToken}` } })
    const { rate, p99 } = await measure(name, `${served.origin}/api/v1${path}`)
    console.log(`${name}: ${Math.round(rate)} requests/s (1/${(reference.rate / rate).toFixed(1)} of bare), p99 ${p99} ms (${(p99 / Math.max(reference.p99, 1)).toFixed(1)} times)`)
  }
} finally {
  await served.close()
  await bare.close()
  await engine.close()
  await server.stop()
  for (const made of [folder, cluster]) rmSync(made, { recursive: true, force: true })
}
