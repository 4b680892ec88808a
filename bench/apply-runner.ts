/** One contender of the benchmark as a process of its own: applies a folder to a database and says how much memory it took. */
import { readFileSync } from 'node:fs'
import { runMigrations } from '#engine/migrations/run/run-migrations.ts'
import { makeEnvironment, testEngine } from '../tests/support/migration-environment.ts'

const [url = '', folder = ''] = process.argv.slice(2)
const environment = makeEnvironment(url, folder)
const job = { jobId: 'bench', signal: new AbortController().signal, progress: () => {}, log: () => {}, data: () => {} }
const result = await runMigrations(testEngine(environment), { createBackup: () => Promise.reject(new Error('No backup was asked for')) }, environment, { direction: 'up' }, job)
process.stdout.write(JSON.stringify({ applied: result.migrations.length, ms: result.ms, peakKb: peakKb() }))

/** Linux counts what the parent had before the start into maxRSS. */
function peakKb(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
}
