/**
 * Reads a schema of many tables by Strata and by pg_dump --schema-only, in alternating rounds on one database, and prints the ratio of the
 * medians and peak memory; then both again on a server with the default number of locks, which pg_dump cannot do with 10,000 tables.
 * Usage: node bench/schema.ts [tables] [rounds]
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { embeddedServer, installedServer, LocalServer, makeServerFolder } from '#engine/postgres/local-server.ts'
import { bundle, median, timed } from './measure.ts'
import { makeTables } from './schema-database.ts'

const tables = Number(process.argv[2] ?? 1_000)
const rounds = Number(process.argv[3] ?? 5)
const goal = tables >= 10_000 ? 0.4 : 0.7
const found = installedServer(15) ?? embeddedServer(join(import.meta.dirname, '..'))
if (!found) throw new Error('No PostgreSQL 15 server here: apt-get install postgresql-15')
const binaries = found

interface Reading {
  facts: number
  edges: number
  peakKb: number
  gaps: { message: string }[]
}

const folder = mkdtempSync(join(tmpdir(), 'strata-bench-schema-'))
makeServerFolder(folder)
const runner = await bundle('schema-runner')
const start = (locks: number) => LocalServer.start({ folder, binaries, settings: { max_wal_size: '4GB', fsync: 'off', max_locks_per_transaction: String(locks) } })
let server = await start(1_024)
process.once('exit', () => server.killNow())

try {
  await make()
  const times: Record<'dump' | 'strata', number[]> = { dump: [], strata: [] }
  let last: Reading | undefined
  let peakKb = 0
  for (let round = 0; round <= rounds; round += 1) {
    const dump = timed('pg_dump', ['--schema-only', '-d', server.url('bench'), '-f', join(tmpdir(), 'strata-bench-schema.sql')])
    const strata = timed(process.execPath, [runner, server.url('bench')])
    if (round === 0) continue
    times.dump.push(dump.seconds)
    times.strata.push(strata.seconds)
    last = JSON.parse(strata.output) as Reading
    peakKb = Math.max(peakKb, last.peakKb)
    console.log(`round ${round}: pg_dump -s ${dump.seconds.toFixed(2)} s, strata ${strata.seconds.toFixed(2)} s (${(strata.seconds / dump.seconds).toFixed(2)} x)`)
  }
  const ratio = median(times.strata.map((seconds, index) => seconds / (times.dump[index] as number)))
  console.log(`${tables} tables, median of ${rounds}: pg_dump -s ${median(times.dump).toFixed(2)} s, strata ${median(times.strata).toFixed(2)} s; median ratio ${ratio.toFixed(2)} (goal ${goal})`)
  console.log(`peak memory ${(peakKb / 1024).toFixed(0)} MB (goal 400); ${last?.facts ?? 0} facts, ${last?.edges ?? 0} dependencies, gaps: ${last?.gaps.map(({ message }) => message).join(' ') || 'none'}`)
  await withFewLocks()
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function make(): Promise<void> {
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  await client.query('CREATE DATABASE bench')
  await client.end()
  const maker = new pg.Client({ connectionString: server.url('bench') })
  await maker.connect()
  await makeTables(maker, tables)
  await maker.query('CHECKPOINT')
  await maker.end()
}

async function withFewLocks(): Promise<void> {
  await server.stop()
  server = await start(64)
  const dump = spawnSync('pg_dump', ['--schema-only', '-d', server.url('bench'), '-f', join(tmpdir(), 'strata-bench-schema.sql')], { encoding: 'utf8' })
  const strata = timed(process.execPath, [runner, server.url('bench')])
  const failure = dump.stderr.split('\n').find((line) => line.includes('error')) ?? ''
  console.log(`with max_locks_per_transaction = 64: pg_dump ${dump.status === 0 ? 'works' : `fails (${failure})`}, strata reads ${(JSON.parse(strata.output) as Reading).facts} facts in ${strata.seconds.toFixed(2)} s`)
}
