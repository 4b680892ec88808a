/**
 * A backup or a restore by Strata as a process of its own. Usage: backup-runner URL FOLDER, or backup-runner URL FOLDER BACKUP DATABASE.
 * Prints the id of the backup or the outcome of the restore, what the work took and the most memory that it held.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import { createBackup } from '#engine/backups/create-backup.ts'
import { findBackup } from '#engine/backups/manifests.ts'
import { restoreBackup } from '#engine/backups/restore-backup.ts'
import { createEngine } from '#engine/create-engine.ts'
import { completeEnvironment } from '#engine/environments/complete-environment.ts'
import { StaticEnvironments } from '#engine/environments/static-environments.ts'

const [url = '', folder = '', backup, into] = process.argv.slice(2)
const { hostname, port, pathname, username } = new URL(url)
const input = environmentInputSchema.parse({ name: 'bench', class: 'development', backupFolder: folder, connection: { host: hostname, port, database: pathname.slice(1), user: username, sslmode: 'disable' } })
const environment = completeEnvironment(input, { id: 'bench', sample: false, hasPassword: false, createdAt: new Date().toISOString(), updatedAt: new Date().toISOString() })
const engine = createEngine({ host: 'shell', version: '0', dataFolder: join(folder, 'data'), environments: new StaticEnvironments(environment) })

const stages: { label: string; ms: number }[] = []
let since = performance.now()
const stage = (label: string) => {
  const now = performance.now()
  const last = stages.at(-1)
  if (last) last.ms += now - since
  since = now
  if (last?.label !== label) stages.push({ label, ms: 0 })
}
const job = {
  signal: new AbortController().signal,
  progress: ({ label }: { label: string }) => stage(label.replace(/^(\w+) .*/, '$1')),
  log: (level: string, text: string) => level === 'info' || process.stderr.write(`${level}: ${text}\n`),
}

const result = backup === undefined || into === undefined
  ? (await createBackup(engine, environment, { ...job, reason: '', trigger: 'manual' })).id
  : (await restoreBackup(engine, await findBackup(engine, backup), environment, { ...job, into })).outcome
stage('')
await engine.close()
process.stdout.write(JSON.stringify({ result, peakKb: peakKb(), stages: stages.filter(({ ms }) => ms > 50).map(({ label, ms }) => `${label} ${Math.round(ms)} ms`) }))

/** Linux counts what the parent had before the start into maxRSS. */
function peakKb(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
}
