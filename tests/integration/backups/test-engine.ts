import { backupRulesSchema, type Environment } from '#shared/contract/environments.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import type { Engine } from '#engine/engine.ts'
import { addressPolicy } from '#engine/addresses/address-rules.ts'
import { News } from '#engine/news/news.ts'
import { MemoryQueue } from '#engine/queue/memory-queue.ts'
import { noDatabase } from '#engine/store/no-database.ts'
import { LocalShadows } from '#engine/preview/local-shadows.ts'
import { MemoryMirror } from '#engine/history/mirror.ts'
import { Confirmations } from '#engine/confirmations/confirmations.ts'
import { MemoryConfirmations } from '#engine/confirmations/confirmation-store.ts'
import { JobRunner } from '#engine/jobs/job-runner.ts'
import { MemoryJobStore } from '#engine/jobs/job-store.ts'
import { encodeSnapshot } from '#engine/schema/codec.ts'
import { MemorySchedule } from '#engine/backups/keeping/schedule-store.ts'
import { MemoryRollbacks } from '#engine/rollback/rollback-store.ts'
import { MemoryProofs } from '#engine/preview/prove/proof-store.ts'
import { MemorySwaps } from '#engine/restores/swap-store.ts'
import { MemorySnapshots } from '#engine/schema/snapshot-store.ts'

/** An environment for a database given by URL. */
export function environmentAt(url: string, change: Partial<Environment> = {}): Environment {
  const { hostname, port, username, pathname } = new URL(url)
  const at = '2026-01-01T00:00:00.000Z'
  return {
    id: `env-${pathname.slice(1)}`, name: 'shop', class: 'development', colour: 'green',
    connection: { host: hostname, port: Number(port), database: pathname.slice(1), user: decodeURIComponent(username), sslmode: 'disable' },
    migrationsFolder: '', schema: 'public', historyTable: 'flyway_schema_history',
    policies: { backupBeforeMigrating: true, confirm: false, lockTimeoutMs: 5000, statementTimeoutMs: 0, outOfOrder: false, previewRows: 100, previewTimeoutMs: 20_000, archiveDays: 90, confirmationMinutes: 30, secondPerson: false, rollbackOnFailure: false, keepReplacedDays: 7 },
    backups: backupRulesSchema.parse({}),
    hasPassword: false, sample: false, createdAt: at, updatedAt: at, ...change,
  }
}

/** An engine that knows these environments and keeps its files in a folder of the test's own. */
export function makeEngine(environments: Environment[], dataFolder: string): Engine {
  const refuse = () => {
    throw new Error('not part of this test')
  }
  const get = (name: string) => {
    const found = environments.find((one) => one.id === name || one.name === name)
    if (!found) throw new AppError('not_found', { what: 'environment', name })
    return found
  }
  return {
    environments: { list: () => environments, get, create: refuse, update: refuse, delete: refuse, setHasPassword: refuse },
    vault: { info: { kind: 'memory', safe: true, note: '' }, get: async () => undefined, set: async () => {}, delete: async () => {} },
    settings: { get: refuse, change: refuse },
    database: noDatabase,
    news: new News(),
    addresses: addressPolicy('shell'),
    queue: new MemoryQueue(),
    jobs: new JobRunner(new MemoryJobStore()),
    snapshots: new MemorySnapshots(encodeSnapshot),
    proofs: new MemoryProofs(),
    mirror: new MemoryMirror(),
    schedule: new MemorySchedule(),
    confirmations: new Confirmations(new MemoryConfirmations()),
    rollbacks: new MemoryRollbacks(),
    swaps: new MemorySwaps(),
    sample: { info: refuse, start: refuse, stop: refuse },
    shadows: new LocalShadows(),
    info: { version: '0.0.0', host: 'shell', platform: process.platform, dataFolder },
    actor: { user: 'mia', host: 'laptop' },
    close: async () => {},
  }
}

export interface Recorder {
  abort: AbortController
  signal: AbortSignal
  steps: Progress[]
  logs: string[]
  progress(progress: Progress): void
  log(level: string, text: string): void
}

/** What a job would hand to its work, with everything kept. */
export function recorder(): Recorder {
  const abort = new AbortController()
  const steps: Progress[] = []
  const logs: string[] = []
  return { abort, signal: abort.signal, steps, logs, progress: (step) => steps.push(step), log: (level, text) => logs.push(`${level}: ${text}`) }
}
