/** Applies the migrations of a folder in a process of its own, so that a test can kill it: URL and folder are the arguments. */
import { runMigrations } from '#engine/migrations/run/run-migrations.ts'
import { makeEnvironment, testEngine } from './migration-environment.ts'

const [url = '', folder = ''] = process.argv.slice(2)
const environment = makeEnvironment(url, folder)
const job = {
  jobId: 'child', signal: new AbortController().signal, progress: () => {}, log: () => {},
  data: (data: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(data)}\n`),
}
await runMigrations(testEngine(environment), { createBackup: () => Promise.reject(new Error('No backup was asked for')) }, environment, { direction: 'up' }, job)
