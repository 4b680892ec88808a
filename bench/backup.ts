/**
 * Backs up a generated database by Strata and by plain pg_dump, and restores it by Strata and by createdb with pg_restore, the same programs with the
 * same options on the same server, in pairs whose order alternates; prints the median of the ratios. Goal: at least 0.98 of their speed. Strata counts
 * every row, computes and checks SHA-256 and compares with the manifest in its time; pg_dump syncs its file as Strata does.
 * Usage: node bench/backup.ts [MB] [rounds] [folder that keeps the generated database for another run] [backup|restore]
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findClientTools, fittingClient } from '#engine/backups/client-tools.ts'
import { embeddedServer, installedServer, LocalServer, makeServerFolder } from '#engine/postgres/local-server.ts'
import { fillDatabase } from './backup-database.ts'
import { bundle, median, timed } from './measure.ts'

const megabytes = Number(process.argv[2] ?? 2000)
const rounds = Number(process.argv[3] ?? 5)
const kept = process.argv[4]
/** `backup` or `restore`: that one alone. */
const only = process.argv[5]
const binaries = installedServer(15) ?? embeddedServer(join(import.meta.dirname, '..'))
const client = fittingClient(await findClientTools(), 15)?.client
if (!binaries || !client) throw new Error('No PostgreSQL 15 here: apt-get install postgresql-15')

interface Pair {
  reference: number
  strata: number
}

const serverFolder = kept ?? mkdtempSync(join(tmpdir(), 'strata-bench-'))
makeServerFolder(serverFolder)
const folder = mkdtempSync(join(tmpdir(), 'strata-bench-files-'))
const runner = await bundle('backup-runner')
const server = await LocalServer.start({ folder: serverFolder, binaries, settings: { max_wal_size: '8GB', shared_buffers: '512MB' } })
process.once('exit', () => server.killNow())
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
let peakKb = 0
let archive = ''

try {
  await onServer('DROP DATABASE IF EXISTS restored')
  await generate()
  const bytes = Number((await onServer("SELECT pg_database_size('bench') AS size"))[0]?.size)
  console.log(`${(bytes / 1e6).toFixed(0)} MB, pg_dump ${client.version}, load ${loadavg()[0]?.toFixed(1)}`)
  const backups = await pairs('backup', only === 'restore' ? 0 : rounds, referenceBackup, strataBackup)
  if (backups.length > 0) report('backup', backups, bytes)
  const restores = only === 'backup' ? [] : await pairs('restore', rounds, referenceRestore, strataRestore)
  if (restores.length > 0) report('restore', restores, bytes)
  console.log(`peak memory of Strata's process ${(peakKb / 1024).toFixed(0)} MB`)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  if (kept === undefined) rmSync(serverFolder, { recursive: true, force: true })
}

async function generate(): Promise<void> {
  const mark = join(serverFolder, `filled-${megabytes}`)
  if (existsSync(mark)) return
  const before = performance.now()
  await onServer('DROP DATABASE IF EXISTS bench')
  await onServer('CREATE DATABASE bench TEMPLATE template0')
  const inside = new pg.Client({ connectionString: server.url('bench') })
  await inside.connect()
  await fillDatabase(inside, megabytes)
  await inside.end()
  writeFileSync(mark, '')
  console.log(`generated in ${((performance.now() - before) / 1000).toFixed(0)} s`)
}

/** The first pair warms up and is not counted; then who begins alternates, so that what else the machine does meets both. */
async function pairs(title: string, count: number, reference: () => Promise<number>, strata: () => Promise<number>): Promise<Pair[]> {
  const found: Pair[] = []
  for (let round = 0; round <= count; round += 1) {
    const pair = { reference: 0, strata: 0 }
    const both = [async () => (pair.reference = await reference()), async () => (pair.strata = await strata())]
    for (const one of round % 2 === 0 ? both : both.reverse()) {
      await onServer('CHECKPOINT')
      await one()
    }
    if (round === 0) continue
    found.push(pair)
    console.log(`${title} ${round}: plain ${pair.reference.toFixed(2)} s, strata ${pair.strata.toFixed(2)} s, ratio ${(pair.reference / pair.strata).toFixed(3)}, load ${loadavg()[0]?.toFixed(1)}`)
  }
  return found
}

function report(title: string, found: readonly Pair[], bytes: number): void {
  const ratio = median(found.map(({ reference, strata }) => reference / strata))
  const [plain, strata] = [median(found.map((pair) => pair.reference)), median(found.map((pair) => pair.strata))]
  const speed = (seconds: number) => `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`
  console.log(`${title}, median of ${found.length}: plain ${plain.toFixed(2)} s (${speed(plain)}), strata ${strata.toFixed(2)} s (${speed(strata)}), speed ${ratio.toFixed(3)} of plain (goal 0.98)`)
}

function referenceBackup(): Promise<number> {
  const file = join(folder, 'plain.dump')
  rmSync(file, { force: true })
  return Promise.resolve(timed(join(client?.folder ?? '', 'pg_dump'), ['--format=custom', '--compress=1', '--no-password', `--file=${file}`, server.url('bench')]).seconds)
}

function strataBackup(): Promise<number> {
  const own = join(folder, 'strata')
  rmSync(own, { recursive: true, force: true })
  mkdirSync(own)
  const { seconds, output } = timed(process.execPath, [runner, server.url('bench'), own])
  archive = hear(output)
  return Promise.resolve(seconds)
}

async function referenceRestore(): Promise<number> {
  const file = join(folder, 'plain.dump')
  const { seconds } = timed('sh', ['-c', `"$0/createdb" -T template0 --maintenance-db="$1" restored && "$0/pg_restore" --no-password --dbname="$2" "$3"`, client?.folder ?? '', server.url(), server.url('restored'), file])
  await onServer('DROP DATABASE restored')
  return seconds
}

async function strataRestore(): Promise<number> {
  const { seconds, output } = timed(process.execPath, [runner, server.url('bench'), join(folder, 'strata'), archive, 'restored'])
  if (hear(output) !== 'verified') throw new Error('The restored database differs from the manifest')
  await onServer('DROP DATABASE restored')
  return seconds
}

function hear(output: string): string {
  const { result, peakKb: kb, stages } = JSON.parse(output) as { result: string; peakKb: number; stages: string[] }
  peakKb = Math.max(peakKb, kb)
  if (process.env.STRATA_BENCH_STAGES) console.log(`  ${stages.join(', ')}; archives ${sizes()}`)
  return result
}

function sizes(): string {
  const files = readdirSync(join(folder, 'strata')).filter((name) => name.endsWith('.dump'))
  return files.map((name) => `${(statSync(join(folder, 'strata', name)).size / 1e6).toFixed(0)} MB`).join(', ')
}

async function onServer(sql: string): Promise<Record<string, unknown>[]> {
  const session = new pg.Client({ connectionString: server.url() })
  await session.connect()
  const { rows } = await session.query<Record<string, unknown>>(sql)
  await session.end()
  return rows
}
