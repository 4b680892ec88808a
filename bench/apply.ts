/**
 * Applies 1,000 small migrations by Strata and by psql with one transaction and one history row for each file, in alternating rounds on
 * a fresh database, and prints the ratio of the medians; then the run with nothing to do, all checksums verified, and peak memory.
 * Usage: node bench/apply.ts [rounds]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createHistorySql } from '#engine/history/history.sql.ts'
import { embeddedServer, installedServer, LocalServer, makeServerFolder } from '#engine/postgres/local-server.ts'
import { bundle, median, timed } from './measure.ts'
import { writeSmallMigrations } from './small-migrations.ts'

const rounds = Number(process.argv[2] ?? 6)
const binaries = installedServer(15) ?? embeddedServer(join(import.meta.dirname, '..'))
if (!binaries) throw new Error('No PostgreSQL 15 server here: apt-get install postgresql-15')

const serverFolder = mkdtempSync(join(tmpdir(), 'strata-bench-'))
makeServerFolder(serverFolder)
const folder = mkdtempSync(join(tmpdir(), 'strata-bench-files-'))
const server = await LocalServer.start({ folder: serverFolder, binaries, settings: { max_wal_size: '4GB' } })
process.once('exit', () => server.killNow())

const runner = await bundle('apply-runner')

try {
  const script = psqlScript(writeSmallMigrations(folder))
  const times: Record<'psql' | 'strata' | 'again', number[]> = { psql: [], strata: [], again: [] }
  let peakKb = 0
  for (let round = 0; round <= rounds; round += 1) {
    await freshDatabase('bench_psql')
    await freshDatabase('bench_strata')
    const psql = timed('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', server.url('bench_psql'), '-f', script])
    const strata = timed(process.execPath, [runner, server.url('bench_strata'), folder])
    const again = timed(process.execPath, [runner, server.url('bench_strata'), folder])
    if (round === 0) continue
    times.psql.push(psql.seconds)
    times.strata.push(strata.seconds)
    times.again.push(again.seconds)
    peakKb = Math.max(peakKb, (JSON.parse(strata.output) as { peakKb: number }).peakKb)
    console.log(`round ${round}: psql ${psql.seconds.toFixed(2)} s, strata ${strata.seconds.toFixed(2)} s (${(strata.seconds / psql.seconds).toFixed(2)} x), nothing to do ${again.seconds.toFixed(3)} s`)
  }
  await verify()
  const ratio = median(times.strata.map((seconds, index) => seconds / (times.psql[index] as number)))
  console.log(`median of ${rounds}: psql ${median(times.psql).toFixed(2)} s, strata ${median(times.strata).toFixed(2)} s; ratio of medians ${(median(times.strata) / median(times.psql)).toFixed(2)}, median ratio ${ratio.toFixed(2)} (goal 1.10)`)
  console.log(`nothing to do, 1,000 checksums verified: ${median(times.again).toFixed(3)} s (goal 0.100)`)
  console.log(`peak memory ${(peakKb / 1024).toFixed(0)} MB (goal 90)`)
} finally {
  await server.stop()
  rmSync(serverFolder, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}

/** What a person would write to have the same with psql. */
function psqlScript(names: readonly string[]): string {
  const path = join(folder, 'all.psql')
  const insert = (name: string, index: number) =>
    `INSERT INTO flyway_schema_history VALUES (${index + 1}, '${index + 1}', 'step ${index + 1}', 'SQL', '${name}', 0, current_user, now(), 0, true);`
  const files = names.map((name, index) => `BEGIN;\n\\i ${join(folder, name)}\n${insert(name, index)}\nCOMMIT;`)
  writeFileSync(path, ['SET client_min_messages = warning;', ...createHistorySql('public', 'flyway_schema_history').map((sql) => `${sql};`), ...files].join('\n'))
  return path
}

async function freshDatabase(name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  await client.query(`DROP DATABASE IF EXISTS ${name}`)
  await client.query(`CREATE DATABASE ${name}`)
  await client.query('CHECKPOINT')
  await client.end()
}

async function verify(): Promise<void> {
  const counts = await Promise.all(['bench_psql', 'bench_strata'].map(count))
  if (JSON.stringify(counts[0]) !== JSON.stringify(counts[1])) throw new Error(`The two databases differ: ${JSON.stringify(counts)}`)
}

async function count(database: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.url(database) })
  await client.connect()
  const { rows } = await client.query(`SELECT (SELECT count(*) FROM pg_class WHERE relname ~ '^shop_[0-9]+$') AS tables, (SELECT count(*) FROM pg_proc WHERE proname ~ '^shop_') AS functions,
    (SELECT count(*) FROM shop_7) AS rows, (SELECT count(*) FROM flyway_schema_history WHERE success) AS history`)
  await client.end()
  return rows[0]
}
