import { hostname } from 'node:os'
import type { AppError, AppErrorData } from '#shared/contract/app-error.ts'
import type { AppInfo } from '#shared/contract/app.ts'
import type { Job } from '#shared/contract/jobs.ts'
import { addressPolicy } from './addresses/address-rules.ts'
import { MemorySchedule, type ScheduleStore } from './backups/keeping/schedule-store.ts'
import { Confirmations } from './confirmations/confirmations.ts'
import { MemoryConfirmations, type ConfirmationStore } from './confirmations/confirmation-store.ts'
import { machineClock, wallClock } from './confirmations/clock.ts'
import type { Dialogs, Engine, EnvironmentStore, Sample, SettingsStore, Vault } from './engine.ts'
import { StaticEnvironments } from './environments/static-environments.ts'
import { MemoryMirror, type JournalMirror } from './history/mirror.ts'
import { NewsRecorder } from './hooks/record-news.ts'
import { JobRunner } from './jobs/job-runner.ts'
import { MemoryJobStore, type JobStore } from './jobs/job-store.ts'
import { tellOfJobs } from './news/tell-of-jobs.ts'
import { News } from './news/news.ts'
import { MemoryQueue } from './queue/memory-queue.ts'
import { LocalShadows } from './preview/local-shadows.ts'
import { MemoryProofs, type ProofStore } from './preview/prove/proof-store.ts'
import { MemorySwaps, type SwapStore } from './restores/swap-store.ts'
import { redact, redactText } from './redact.ts'
import { MemoryRollbacks, type RollbackStore } from './rollback/rollback-store.ts'
import { encodeSnapshot } from './schema/codec.ts'
import { MemorySnapshots, type SnapshotStore } from './schema/snapshot-store.ts'
import { ConfirmationsTable } from './store/confirmations-table.ts'
import { EnvironmentsTable } from './store/environments-table.ts'
import { JournalMirrorTable } from './store/journal-mirror-table.ts'
import { JobsTable } from './store/jobs-table.ts'
import { noDatabase } from './store/no-database.ts'
import type { StoreDatabase } from './store/store-database.ts'
import { sqliteStore, type OpenedStore } from './store/opened-store.ts'
import { ProofsTable } from './store/proofs-table.ts'
import { ScheduleTable } from './store/schedule-table.ts'
import { RollbacksTable } from './store/rollbacks-table.ts'
import { RestoresTable } from './store/restores-table.ts'
import { MemorySettings, SettingsTable } from './store/settings-table.ts'
import { SnapshotsTable } from './store/snapshots-table.ts'
import { unavailableSample } from './unavailable-sample.ts'
import { userName } from './user-name.ts'
import { MemoryVault } from './vault/memory-vault.ts'

export type EngineLog = (level: 'info' | 'warning' | 'error', text: string, details?: unknown) => void

export interface EngineOptions {
  host: AppInfo['host']
  version: string
  /** Folder of the store; made if need be. */
  dataFolder: string
  /** Absent: passwords are kept in memory and forgotten at the end. */
  vault?: Vault
  /** Given for a run without a store: then no SQLite is opened. */
  environments?: EnvironmentStore
  /** Absent: SQLite in the data folder. The engine closes it. */
  store?: OpenedStore
  /** Absent: the store, or memory in a run without one. */
  jobs?: JobStore
  sample?: Sample
  /** Folder with node_modules, where server programs may be embedded. */
  root?: string
  dialogs?: Dialogs
  /** Addresses that may be called beside those that the host permits, as `addressPolicy` reads them; absent: STRATA_ALLOW_ADDRESSES. */
  allowAddresses?: string
  /** Gets texts and details without secrets. */
  log?: EngineLog
}

interface Keepers {
  database: StoreDatabase
  environments: EnvironmentStore
  settings: SettingsStore
  jobs: JobStore
  snapshots: SnapshotStore
  proofs: ProofStore
  mirror: JournalMirror
  schedule: ScheduleStore
  confirmations: ConfirmationStore
  rollbacks: RollbackStore
  swaps: SwapStore
  close(): Promise<void>
}

/** Builds what the operations work with; marks jobs that a dead process left behind. Throws `store_unusable`. */
export function createEngine(options: EngineOptions): Engine {
  const log = redactingLog(options.log)
  const store = options.environments ? undefined : (options.store ?? sqliteStore(options.dataFolder))
  const keepers = store ? inStore(store, options.jobs, log) : withoutStore(options.environments ?? new StaticEnvironments(), options.jobs)
  const jobs = new JobRunner(keepers.jobs, (error, job) => log('error', error.message, failure(error, job.operation)), store?.calls)
  const sample = options.sample ?? unavailableSample
  const trouble = (thrown: unknown) => log('error', 'Work in the background failed', thrown)
  const shadows = new LocalShadows(options.root)
  const news = new News(trouble)
  const actor = { user: userName(), host: hostname() }
  const recorder = new NewsRecorder({ database: keepers.database, news }, trouble)
  const tellOfInterrupted = tellOfJobs({ jobs, news, environments: keepers.environments, actor })
  const recover = async () => tellOfInterrupted(await recoverJobs(jobs, log))
  void recover()
  store?.onBeat?.(recover)
  return {
    database: keepers.database,
    news,
    addresses: addressPolicy(options.host, options.allowAddresses ?? process.env['STRATA_ALLOW_ADDRESSES']),
    queue: store?.queue ?? new MemoryQueue(trouble),
    environments: keepers.environments,
    settings: keepers.settings,
    vault: options.vault ?? store?.vault ?? new MemoryVault(),
    jobs,
    snapshots: keepers.snapshots,
    proofs: keepers.proofs,
    mirror: keepers.mirror,
    schedule: keepers.schedule,
    confirmations: new Confirmations(keepers.confirmations, keepers.database.kind === 'postgres' ? wallClock : machineClock),
    rollbacks: keepers.rollbacks,
    swaps: keepers.swaps,
    sample,
    shadows,
    ...(options.dialogs && { dialogs: options.dialogs }),
    info: { version: options.version, host: options.host, platform: process.platform, dataFolder: options.dataFolder },
    actor,
    close: async () => {
      await jobs.stop()
      await recorder.close()
      await shadows.close()
      await sample.stop()
      await keepers.close()
    },
  }
}

function withoutStore(environments: EnvironmentStore, jobs: JobStore = new MemoryJobStore()): Keepers {
  return {
    database: noDatabase,
    environments,
    settings: new MemorySettings(),
    jobs,
    snapshots: new MemorySnapshots(encodeSnapshot),
    proofs: new MemoryProofs(),
    schedule: new MemorySchedule(),
    mirror: new MemoryMirror(),
    swaps: new MemorySwaps(),
    confirmations: new MemoryConfirmations(),
    rollbacks: new MemoryRollbacks(),
    close: () => Promise.resolve(),
  }
}

function inStore({ database, environments, settings, living, onWritten, close }: OpenedStore, givenJobs: JobStore | undefined, log: EngineLog): Keepers {
  const table = new JobsTable(database, { living, ...(onWritten && { onWritten }), onTrouble: (thrown) => log('error', 'Events of a job could not be stored', thrown) })
  return {
    database,
    environments: new EnvironmentsTable(database, environments),
    settings: new SettingsTable(database, settings),
    jobs: givenJobs ?? table,
    snapshots: new SnapshotsTable(database),
    proofs: new ProofsTable(database),
    schedule: new ScheduleTable(database, living),
    mirror: new JournalMirrorTable(database),
    swaps: new RestoresTable(database),
    confirmations: new ConfirmationsTable(database),
    rollbacks: new RollbacksTable(database),
    close: () => table.close().then(close),
  }
}

/** Marks jobs that a dead process left behind, and gives them. */
async function recoverJobs(jobs: JobRunner, log: EngineLog): Promise<Job[]> {
  try {
    const found = await jobs.recover()
    for (const job of found) log('warning', `${job.operation} was interrupted: the process that ran it is gone`, { jobId: job.id })
    return found
  } catch (thrown) {
    log('error', 'Jobs of a process that is gone could not be looked for', thrown)
    return []
  }
}

function redactingLog(log: EngineLog = () => {}): EngineLog {
  return (level, text, details) => log(level, redactText(text), redact(details))
}

function failure(error: AppError, operation: string): { operation: string; error: AppErrorData; cause: unknown } {
  return { operation, error: error.data, cause: error.cause }
}
