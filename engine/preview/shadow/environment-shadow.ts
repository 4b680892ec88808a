import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import type { Shadow } from '../shadow-database.ts'

export interface ShadowWish {
  base: 'schema' | 'migrations'
  rows: 'none' | 'sample' | 'statistics'
}

/** What the target's server says of a relation: `pg_class.reltuples`, `pg_relation_size`, `pg_stat_user_indexes.idx_scan`. */
export interface TargetSize {
  rows: number
  bytes: number
  /** With indexes and TOAST. */
  totalBytes: number
  uses: number | null
}

/** Databases that are like an environment, while they are worked with. */
export interface EnvironmentShadow {
  /** Where they are, in words: "the server of staging", "PostgreSQL 15 of this machine". */
  title: string
  serverVersion: string
  sameMajor: boolean
  /** The base was there already and is only copied. */
  warm: boolean
  /** What could not be carried over: roles, extensions, rows that the user may not read. */
  notes: Diagnostic[]
  /** Rows taken of each table, by name as PostgreSQL prints it. */
  sampled: ReadonlyMap<string, number>
  /** Sizes on the target, by the same names; indexes too. */
  sizes: ReadonlyMap<string, TargetSize>
  /** The schema of every copy as it is at first, read from the shadow itself. */
  before: Snapshot
  /** SHA-256 of its facts; the same as long as the environment's schema does not change. */
  fingerprint: string
  /** A database of its own, equal to the others at first; dropped with the rest, or earlier by `drop`. */
  copy(): Promise<Shadow & { drop(): Promise<void> }>
}

/** Makes databases that are like the environment, works with them and drops them, whatever happens. The target is only read. Throws `shadow_unavailable`, `shadow_failed`, `client_missing` and the errors of connections. */
export async function withEnvironmentShadow<T>(_engine: Engine, _environment: Environment, _wish: ShadowWish, _job: Pick<JobContext, 'signal' | 'progress' | 'log'>, _work: (shadow: EnvironmentShadow) => Promise<T>): Promise<T> {
  throw new AppError('shadow_unavailable', { problem: 'not built yet', major: 15 })
}
