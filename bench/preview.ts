/**
 * Makes a shadow of a schema of many tables, cold and then warm, beside pg_dump -s | psql into an empty database of the same server, in
 * alternating rounds, and prints the medians and ratios. Goals: a shadow takes 3 s cold and 0.3 s warm of the 6 s and 2 s of a preview on
 * a schema of 500 tables. Usage: node bench/preview.ts [tables] [rounds]
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { embeddedServer, installedServer, LocalServer, makeServerFolder, throwAwaySettings } from '#engine/postgres/local-server.ts'
import { bundle, median } from './measure.ts'
import { makeTables } from './schema-database.ts'

const tables = Number(process.argv[2] ?? 500)
const rounds = Number(process.argv[3] ?? 3)
const found = installedServer(15) ?? embeddedServer(join(import.meta.dirname, '..'))
if (!found) throw new Error('No PostgreSQL 15 server here: apt-get install postgresql-15')

interface Run {
  /** Seconds until the first copy is there, and until the second one is. */
  cold: number
  warm: number
  stages: Record<string, number>
  notes: string[]
}

const folder = mkdtempSync(join(tmpdir(), 'strata-bench-preview-'))
makeServerFolder(folder)
const runner = await bundle('preview-runner')
const server = await LocalServer.start({ folder, binaries: found, settings: { ...throwAwaySettings, max_locks_per_transaction: '1024' } })
process.once('exit', () => server.killNow())

try {
  await onDatabase('postgres', (client) => client.query('CREATE DATABASE bench'))
  await onDatabase('bench', async (client) => {
    await makeTables(client, tables)
    await client.query(`DO $$ BEGIN FOR n IN 0..${Math.min(tables, 100) - 1} LOOP EXECUTE format('INSERT INTO shop_%s (id, name) SELECT g, ''a'' FROM generate_series(1, 1000) g', n); END LOOP; END $$; ANALYZE`)
  })
  for (const rows of ['none', 'sample'] as const) await measure(rows)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measure(rows: 'none' | 'sample'): Promise<void> {
  const times = { reference: [] as number[], cold: [] as number[], warm: [] as number[] }
  let last: Run | undefined
  for (let round = 1; round <= rounds; round += 1) {
    times.reference.push(await reference())
    last = JSON.parse(run(process.execPath, [runner, server.url('bench'), rows])) as Run
    times.cold.push(last.cold)
    times.warm.push(last.warm)
  }
  const [one, cold, warm] = [times.reference, times.cold, times.warm].map(median) as [number, number, number]
  const ratio = median(times.cold.map((seconds, index) => seconds / (times.reference[index] as number)))
  console.log(`${tables} tables, rows ${rows}, median of ${rounds}: pg_dump -s | psql ${one.toFixed(2)} s, shadow cold ${cold.toFixed(2)} s (${ratio.toFixed(2)} x; goal 3 s), warm ${warm.toFixed(2)} s (goal 0.3 s)`)
  console.log(`  ${Object.entries(last?.stages ?? {}).map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`).join(', ')}; notes: ${last?.notes.join(' ') || 'none'}`)
}

/** What everybody has: the schema dumped and loaded as text. */
async function reference(): Promise<number> {
  await onDatabase('postgres', (client) => client.query('CREATE DATABASE reference'))
  const before = performance.now()
  run('sh', ['-c', `pg_dump -s '${server.url('bench')}' | psql -q -X '${server.url('reference')}' > /dev/null`])
  const seconds = (performance.now() - before) / 1000
  await onDatabase('postgres', (client) => client.query('DROP DATABASE reference'))
  return seconds
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`)
  return stdout
}

async function onDatabase(name: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server.url(name) })
  await client.connect()
  await work(client)
  await client.end()
}
