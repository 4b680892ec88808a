/**
 * Reads the timeline of one environment with 10,000 events, a chain that is checked each time: the first reading, which copies the
 * journal to this machine, and the later ones; beside psql that only fetches the same rows. Then the cost of sealing.
 * Usage: node bench/timeline.ts [events]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import { createEngine } from '#engine/create-engine.ts'
import { createHistorySql } from '#engine/history/history.sql.ts'
import { createJournalSql } from '#engine/history/journal.sql.ts'
import { sealJournal } from '#engine/history/seal.ts'
import { timelineOperations } from '#engine/operations/timeline.ts'
import { embeddedServer, installedServer, LocalServer, makeServerFolder } from '#engine/postgres/local-server.ts'
import { median, timed } from './measure.ts'

const count = Number(process.argv[2] ?? 10_000)
const binaries = installedServer(15) ?? embeddedServer(join(import.meta.dirname, '..'))
if (!binaries) throw new Error('No PostgreSQL 15 server here: apt-get install postgresql-15')

const folder = mkdtempSync(join(tmpdir(), 'strata-bench-timeline-'))
const serverFolder = mkdtempSync(join(tmpdir(), 'strata-bench-'))
makeServerFolder(serverFolder)
const server = await LocalServer.start({ folder: serverFolder, binaries })
process.once('exit', () => server.killNow())

try {
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  for (const sql of [...createHistorySql('public', 'flyway_schema_history'), ...createJournalSql('public')]) await client.query(sql)
  await client.query(
    `INSERT INTO strata_journal (format, run_id, kind, outcome, at, ended_at, actor, host, reason, version, script, description, installed_rank, ms, sql_text)
     SELECT 2, 'run ' || n / 20, 'migration_applied', 'done', now() - (20000 - n) * interval '1 hour', now() - (20000 - n) * interval '1 hour', 'ann', 'desk', 'CHG-' || n, n::text, 'V' || n || '__step.sql', 'step ' || n, n, 12,
            repeat('ALTER TABLE orders ADD COLUMN note text; ', 40) FROM generate_series(1, $1::int) n`, [count])
  const sealing = performance.now()
  await sealJournal(client, { schema: 'public' })
  console.log(`sealing ${count} rows at once: ${Math.round(performance.now() - sealing)} ms`)
  const one = performance.now()
  for (let times = 0; times < 20; times += 1) await sealJournal(client, { schema: 'public' })
  console.log(`sealing with nothing to seal: ${((performance.now() - one) / 20).toFixed(1)} ms`)
  await client.end()

  const engine = createEngine({ host: 'shell', version: '0', dataFolder: join(folder, 'data') })
  const { hostname, port, username, pathname } = new URL(server.url())
  await engine.environments.create(environmentInputSchema.parse({ name: 'shop', class: 'production', connection: { host: hostname, port: Number(port), user: username, database: pathname.slice(1), sslmode: 'disable' } }))
  const { list, check } = timelineOperations(engine)
  const times: number[] = []
  const cpu: number[] = []
  for (let round = 0; round < 6; round += 1) {
    const [before, used] = [performance.now(), process.cpuUsage()]
    const { events, findings } = await list({ env: 'shop', limit: 10_000 }, {})
    times.push(performance.now() - before)
    const { user, system } = process.cpuUsage(used)
    cpu.push((user + system) / 1000)
    if (events.length !== Math.min(count, 10_000) || findings?.length !== 0) throw new Error(`${events.length} events, ${JSON.stringify(findings)}`)
  }
  const psql = Array.from({ length: 5 }, () => timed('psql', ['-X', '-q', '-At', '-o', '/dev/null', '-d', server.url(), '-c', 'SELECT id, run_id, kind, outcome, at, ended_at, db_user, actor, host, reason, version, script, description, installed_rank, ms FROM strata_journal ORDER BY id']).seconds * 1000)
  const later = median(times.slice(1))
  console.log(`first reading ${Math.round(times[0] ?? 0)} ms, later ones ${Math.round(later)} ms (goal 500), of which ${Math.round(median(cpu.slice(1)))} ms of this process's own work; psql fetching the rows ${Math.round(median(psql))} ms`)
  const before = performance.now()
  await check({ env: 'shop' }, {})
  console.log(`check with every script: ${Math.round(performance.now() - before)} ms`)
  await engine.close()
} finally {
  await server.stop()
  rmSync(serverFolder, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}
