import { environmentSchema, type Environment } from '#shared/contract/environments.ts'
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

export interface EnvironmentOptions {
  environment?: (base: Environment) => Partial<Environment>
  /** Settings for another server than the suite's. */
  connection?: Partial<Environment['connection']>
}

/** An environment "here" for a database and a folder, without the policies that would get in the way of a test. */
export function makeEnvironment(url: string, folder: string, { environment, connection }: EnvironmentOptions = {}): Environment {
  const { hostname, port, pathname, username } = new URL(url)
  const now = new Date().toISOString()
  const base = environmentSchema.parse({
    id: 'here', name: 'here', class: 'development', colour: 'green', migrationsFolder: folder, hasPassword: false, createdAt: now, updatedAt: now,
    connection: { host: hostname, port: Number(port), database: pathname.slice(1), user: decodeURIComponent(username), sslmode: 'disable', ...connection },
    policies: { backupBeforeMigrating: false, lockTimeoutMs: 2_000, statementTimeoutMs: 0, confirm: false, outOfOrder: false, previewRows: 500, previewTimeoutMs: 60_000, archiveDays: 90, confirmationMinutes: 30, secondPerson: false, rollbackOnFailure: false, keepReplacedDays: 7 },
  })
  return { ...base, ...environment?.(base) }
}

/** The parts of an engine that migrations need; the others refuse. */
export function testEngine(environment: Environment): Engine {
  const refuse = () => {
    throw new Error('Not part of this test')
  }
  return {
    environments: { list: () => [environment], get: () => environment, create: refuse, update: refuse, delete: refuse, setHasPassword: refuse },
    vault: { info: { kind: 'none', safe: true, note: '' }, get: () => Promise.resolve(undefined), set: refuse, delete: refuse },
    settings: { get: refuse, change: refuse },
    database: noDatabase,
    news: new News(),
    addresses: addressPolicy('shell'),
    queue: new MemoryQueue(),
    jobs: new JobRunner(new MemoryJobStore(), (error) => console.error(error.cause)),
    snapshots: new MemorySnapshots(encodeSnapshot),
    proofs: new MemoryProofs(),
    mirror: new MemoryMirror(),
    schedule: new MemorySchedule(),
    confirmations: new Confirmations(new MemoryConfirmations()),
    rollbacks: new MemoryRollbacks(),
    swaps: new MemorySwaps(),
    sample: { info: refuse, start: refuse, stop: refuse },
    shadows: new LocalShadows(),
    info: { version: '0', host: 'shell', platform: 'test', dataFolder: '' },
    actor: { user: 'ann', host: 'desk' },
    close: () => Promise.resolve(),
  }
}
