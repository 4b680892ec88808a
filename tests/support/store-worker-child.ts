/** A server process of a store in PostgreSQL: works on the items of a queue until it is ended. argv: address of the store, of the target, a name, a folder. */
import pg from 'pg'
import { createEngine } from '#engine/create-engine.ts'
import { openPostgresStore } from '#engine/store/postgres/open-postgres-store.ts'

const [address = '', target = '', name = '', folder = ''] = process.argv.slice(2)
const store = await openPostgresStore(address, { keyFile: `${folder}/store.key`, beatMs: 500, overdueMs: 5000, onTrouble: (thrown) => console.error(String(thrown)) })
const engine = createEngine({ host: 'browser', version: '0.0.0', dataFolder: folder, store })

/** As a migration: what is done is told by the target itself, and what was broken off left nothing there. */
async function writeRow(key: string, attempt: number): Promise<void> {
  const client = new pg.Client({ connectionString: target })
  await client.connect()
  try {
    const { rows } = await client.query('SELECT FROM done WHERE key = $1', [key])
    if (rows.length > 0) return
    await client.query('BEGIN')
    await client.query('INSERT INTO done (key, worker, attempt) VALUES ($1, $2, $3)', [key, name, attempt])
    await client.query('SELECT pg_sleep(0.3)')
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

await engine.queue.work('test.rows', { concurrency: 2 }, async ({ key, attempt }) => {
  const { jobId } = await engine.jobs.start({ operation: 'test.row', input: { key } }, () => writeRow(key, attempt))
  await engine.jobs.ended(jobId)
})
console.log('ready')
