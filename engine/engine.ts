import type { AppInfo, Settings } from '#shared/contract/app.ts'
import type { Environment, EnvironmentInput } from '#shared/contract/environments.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import type { JournalMirror } from './history/mirror.ts'
import type { ScheduleStore } from './backups/keeping/schedule-store.ts'
import type { Confirmations } from './confirmations/confirmations.ts'
import type { JobRunner } from './jobs/job-runner.ts'
import type { AddressPolicy } from './addresses/address-rules.ts'
import type { News } from './news/news.ts'
import type { WorkQueue } from './queue/work-queue.ts'
import type { StoreDatabase } from './store/store-database.ts'
import type { LocalShadows } from './preview/local-shadows.ts'
import type { ProofStore } from './preview/prove/proof-store.ts'
import type { RollbackStore } from './rollback/rollback-store.ts'
import type { SwapStore } from './restores/swap-store.ts'
import type { SnapshotStore } from './schema/snapshot-store.ts'

/** The saved environments, or the one that a command line names by URL. Reads do not wait: of a store that several machines share they see an image that follows its changes. */
export interface EnvironmentStore {
  list(): Environment[]
  /** By id or, case-insensitively, by name; throws `not_found`. */
  get(idOrName: string): Environment
  create(input: Omit<EnvironmentInput, 'password' | 'shadowPassword'>, options?: { sample?: boolean }): Promise<Environment>
  update(id: string, input: Omit<EnvironmentInput, 'password' | 'shadowPassword'>): Promise<Environment>
  /** Notes whether the vault holds a password for it. */
  setHasPassword(id: string, hasPassword: boolean): Promise<Environment>
  delete(id: string): Promise<void>
}

/** Keeps passwords, and nothing else does. Keys are environment ids. */
export interface Vault {
  readonly info: AppInfo['vault']
  get(key: string): Promise<string | undefined>
  set(key: string, secret: string): Promise<void>
  delete(key: string): Promise<void>
}

export interface SettingsStore {
  get(): Settings
  change(patch: Partial<Settings>): Promise<Settings>
}

/** The embedded PostgreSQL of the sample. */
export interface Sample {
  info(): AppInfo['sample']
  /** Makes it if need be, or anew with `reset`; resolves once its server answers. */
  start(options?: { reset?: boolean; progress?: (progress: Progress) => void }): Promise<void>
  stop(): Promise<void>
}

/** Native dialogs of a host that has a screen; undefined where the person chooses nothing. */
export interface Dialogs {
  chooseFolder(title?: string): Promise<string | undefined>
  chooseFile(title?: string): Promise<string | undefined>
}

/** What the operations work with. A host builds it once and serves it. */
export interface Engine {
  readonly environments: EnvironmentStore
  readonly vault: Vault
  readonly settings: SettingsStore
  readonly jobs: JobRunner
  /** Where users, tokens, hooks, approvals and fleets are kept. */
  readonly database: StoreDatabase
  /** What happened, for whoever wants to hear. */
  readonly news: News
  /** Which addresses may be called for somebody else. */
  readonly addresses: AddressPolicy
  /** Work that any process of the store may do. */
  readonly queue: WorkQueue
  readonly snapshots: SnapshotStore
  readonly proofs: ProofStore
  readonly mirror: JournalMirror
  readonly schedule: ScheduleStore
  readonly confirmations: Confirmations
  readonly rollbacks: RollbackStore
  /** Swaps of databases that were begun. */
  readonly swaps: SwapStore
  readonly sample: Sample
  /** Servers of this process for shadow databases. */
  readonly shadows: LocalShadows
  /** Absent in hosts without a screen of their own. */
  readonly dialogs?: Dialogs
  readonly info: Pick<AppInfo, 'version' | 'host' | 'platform' | 'dataFolder'>
  /**
   * Person and machine that changes are journalled under: `user@host`. Who may confirm what another one runs is told by it too: a host
   * that knows who is signed in serves each person an engine of the same stores with that person here.
   */
  readonly actor: { user: string; host: string }
  close(): Promise<void>
}
