import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { AppliedMigrations } from '../../compare/applied-migrations.ts'
import type { Engine } from '../../engine.ts'
import { sha256 } from '../../migrations/read-folder.ts'
import type { Shadow } from '../shadow-database.ts'
import type { Base } from './base.ts'
import type { Lease } from './bases.ts'
import { buildBase, type ShadowJob } from './build-base.ts'
import { readReplayed } from './carry-migrations.ts'
import { readTargetSizes, withTarget, type Target } from './target.ts'

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

/** Makes databases that are like the environment, works with them and drops them, whatever happens. The target is only read. Throws `shadow_unavailable`, `shadow_failed`, `disk_full`, `cancelled` and the errors of connections. */
export async function withEnvironmentShadow<T>(engine: Engine, environment: Environment, wish: ShadowWish, job: ShadowJob, work: (shadow: EnvironmentShadow) => Promise<T>): Promise<T> {
  const replayed = wish.base === 'migrations' ? await readReplayed(engine, environment) : undefined
  const { lease, sizes } = await withTarget(engine, environment, job.signal, async (target) => {
    const read = await readTargetSizes(target)
    return { sizes: read, lease: await engine.shadows.bases.take(ownerOf(environment, wish), keyOf(target, wish, replayed), () => buildBase({ engine, target, wish, replayed, job })) }
  })
  const copies = new Set<Copy>()
  try {
    return await work(shadowOf(lease, sizes, copies, job))
  } finally {
    for (const one of copies) await one.drop()
    await lease.release()
    lease.base.prepare()
  }
}

type Copy = Awaited<ReturnType<EnvironmentShadow['copy']>>

function shadowOf({ base, warm }: Lease<Base>, sizes: ReadonlyMap<string, TargetSize>, copies: Set<Copy>, { signal }: ShadowJob): EnvironmentShadow {
  const { place } = base.server
  const { before, fingerprint, notes, sampled } = base.facts
  const copy = async () => {
    if (signal.aborted) throw new AppError('cancelled')
    const made = await base.copy()
    const drop = async () => {
      copies.delete(one)
      await made.drop()
    }
    const one = { ...made, drop }
    copies.add(one)
    return one
  }
  return { title: place.title, serverVersion: before.head.serverVersion, sameMajor: place.sameMajor, warm, notes: [...notes], sampled, sizes, before, fingerprint, copy }
}

/** What only one base is kept of. */
function ownerOf({ id }: Environment, wish: ShadowWish): string {
  return JSON.stringify([id, wish.base, wish.rows])
}

/** Another text where the base would be another one. */
function keyOf({ environment, mark }: Target, wish: ShadowWish, replayed: AppliedMigrations | undefined): string {
  const { id, connection, shadow, class: environmentClass, schema, historyTable, policies } = environment
  return JSON.stringify([id, connection, shadow, environmentClass, schema, historyTable, wish, policies.previewRows, mark, replayed && sha256(JSON.stringify(replayed))])
}
