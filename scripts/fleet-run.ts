/**
 * Many databases and three servers on one store in PostgreSQL; in the middle of the run one of them is killed with SIGKILL. Then every database is asked what happened to it.
 * Usage: node scripts/fleet-run.ts [databases] [concurrency]. Needs the pages of the studio (npm run build). Ends with 1 when anything was lost or ran twice.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startServer } from '../tests/support/own-server.ts'

const [countText = '200', concurrencyText = '12'] = process.argv.slice(2)
const count = Number(countText)
const root = join(import.meta.dirname, '..')
const home = mkdtempSync(join(tmpdir(), 'strata-fleet-'))
const server = await startServer({ settings: { max_connections: '300' } })
const url = (database: string) => `postgres://postgres@127.0.0.1:${server.port}/${database}`
const children: ChildProcess[] = []
const say = (text: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${text}`)
const began = performance.now()

async function asked<R extends pg.QueryResultRow>(database: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url(database) })
  await client.connect()
  try {
    return (await client.query<R>(sql)).rows
  } finally {
    await client.end()
  }
}

const environment = { ...process.env, STRATA_FROM_SOURCES: '1', STRATA_STORE: url('strata_store'), STRATA_HOME: join(home, 'data'), STRATA_KEY_FILE: join(home, 'store.key'), NO_COLOR: '1' }

function strata(words: readonly string[]): { child: ChildProcess; ended: Promise<{ code: number | null; text: string }> } {
  const child = spawn(process.execPath, [join(root, 'bin/strata.mjs'), ...words], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (text += chunk.toString()))
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, text }))) }
}

async function done(words: readonly string[]): Promise<string> {
  const { code, text } = await strata(words).ended
  if (code !== 0) throw new Error(`strata ${words.join(' ')} ended with ${code}: ${text}`)
  return text
}

/** What ran is not repeatable: each migration counts itself, in a row. The pause is there to be killed in. */
const files = {
  'V1__hits.sql': "CREATE TABLE hits (version int NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());\nINSERT INTO hits (version) VALUES (1);\n",
  'V2__slow.sql': 'INSERT INTO hits (version) VALUES (2);\nSELECT pg_sleep(0.4);\n',
  'V3__last.sql': 'INSERT INTO hits (version) VALUES (3);\nALTER TABLE hits ADD COLUMN note text;\n',
}

async function prepare(): Promise<void> {
  const folder = join(home, 'migrations')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  await asked('postgres', 'CREATE DATABASE strata_store')
  await asked('postgres', 'CREATE DATABASE base')
  for (let index = 1; index <= count; index += 1) await asked('postgres', `CREATE DATABASE tenant_${String(index).padStart(4, '0')} TEMPLATE template0`)
  say(`${count} databases`)
  await done(['env', 'add', 'base', '--url', url('base'), '--dir', folder, '--no-backup'])
  await done(['fleet', 'create', 'tenants', '--env', 'base', '--by', 'pattern', '--pattern', 'tenant_*', '--concurrency', concurrencyText, '--canaries', '2', '--after-canaries', 'go_on', '--no-backup'])
}

async function serve(): Promise<ChildProcess> {
  const { child, ended } = strata(['serve', '--port', '0'])
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('A server did not start')), 90_000)
    child.stdout?.on('data', (chunk: Buffer) => chunk.toString().includes('http') && (clearTimeout(timer), resolve()))
    void ended.then(({ code, text }) => reject(new Error(`A server ended with ${code}: ${text}`)))
  })
  return child
}

const figures = 'SELECT state, count(*)::int AS number, count(*) FILTER (WHERE attempts > 1)::int AS again FROM strata.fleet_members GROUP BY 1'

async function doneNow(): Promise<number> {
  const rows = await asked<{ state: string; number: number }>('strata_store', figures).catch(() => [])
  return rows.find(({ state }) => state === 'done')?.number ?? 0
}

/** Who works on most now: the one whose end hurts most. */
async function busiest(servers: readonly ChildProcess[]): Promise<ChildProcess> {
  const rows = await asked<{ pid: number; number: number }>('strata_store', "SELECT (owner::json ->> 'pid')::int AS pid, count(*)::int AS number FROM strata.fleet_members WHERE state = 'running' GROUP BY 1 ORDER BY 2 DESC")
  const found = rows.map(({ pid }) => servers.find((child) => child.pid === pid)).find((child) => child !== undefined)
  return found ?? (servers[0] as ChildProcess)
}

interface Found {
  hits: string
  versions: string
}

const expected = '1,2,3'

async function check(): Promise<string[]> {
  const faults: string[] = []
  for (let index = 1; index <= count; index += 1) {
    const name = `tenant_${String(index).padStart(4, '0')}`
    const [found] = await asked<Found>(name, "SELECT (SELECT string_agg(version::text, ',' ORDER BY version) FROM hits) AS hits, (SELECT string_agg(version, ',' ORDER BY installed_rank) FROM flyway_schema_history WHERE success) AS versions").catch(() => [])
    if (found?.hits !== expected || found.versions !== expected) faults.push(`${name}: rows ${found?.hits ?? 'none'}, history ${found?.versions ?? 'none'}`)
  }
  return faults
}

async function run(): Promise<number> {
  await prepare()
  const servers = [await serve(), await serve(), await serve()]
  say(`3 servers: ${servers.map(({ pid }) => pid).join(', ')}`)
  const started = performance.now()
  const asking = strata(['fleet', 'run', 'tenants', '--yes'])
  while ((await doneNow()) < count * 0.3) await new Promise((resolve) => setTimeout(resolve, 200))
  const victim = await busiest(servers)
  const before = await asked<{ number: number }>('strata_store', `SELECT count(*)::int AS number FROM strata.fleet_members WHERE state = 'running' AND (owner::json ->> 'pid')::int = ${victim.pid}`)
  victim.kill('SIGKILL')
  say(`killed ${victim.pid} with ${before[0]?.number} members at work, ${await doneNow()} of ${count} done`)
  const { code, text } = await asking.ended
  const seconds = (performance.now() - started) / 1000
  const rows = await asked<{ state: string; number: number; again: number }>('strata_store', figures)
  const faults = await check()
  say(`the run ended with ${code}: ${rows.map(({ state, number }) => `${number} ${state}`).join(', ')}; ${rows.reduce((sum, { again }) => sum + again, 0)} members were taken over`)
  say(`${count} databases in ${seconds.toFixed(1)} s; lost or run twice: ${faults.length}`)
  if (code !== 0) console.log(text)
  for (const fault of faults) console.log(fault)
  return faults.length > 0 || code !== 0 ? 1 : 0
}

let code = 1
try {
  code = await run()
} finally {
  for (const child of children) child.kill('SIGKILL')
  await server.remove()
  rmSync(home, { recursive: true, force: true })
}
process.exit(code)
