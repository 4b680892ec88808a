import { Gauge, type Registry } from 'prom-client'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '#engine/engine.ts'
import { listBackups, type StoredBackup } from '#engine/backups/manifests.ts'

/** Environments that get rows of their own; a list longer than that needs a Prometheus of its own. */
const mostEnvironments = 200
/** Manifests are read from the disk: not more often than this, in ms. */
const readEvery = 30_000

/** What a look at an environment found, kept for the figures. */
export interface Seen {
  pending: number
  at: number
}

/** Backups, rehearsals, drift and pending migrations of each environment, as they are known here: no database is asked. Gives what brings them up to date. */
export function environmentFigures(registry: Registry, engine: Engine, seen: ReadonlyMap<string, Seen>): () => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = ['env']) => new Gauge({ name, help, labelNames, registers: [registry] })
  const gauges = {
    lastBackup: gauge('strata_backup_last_timestamp_seconds', 'When the newest backup was made'),
    lastBytes: gauge('strata_backup_last_bytes', 'Size of the newest backup'),
    backups: gauge('strata_backups', 'Backups that are there', ['env', 'condition']),
    rehearsed: gauge('strata_rehearsal_last_timestamp_seconds', 'When a backup was last rehearsed'),
    verified: gauge('strata_rehearsal_last_verified', '1: the last rehearsal gave back what was backed up; 0: it did not'),
    drift: gauge('strata_schema_drift', '1: the schema was otherwise than its migrations say when it was last looked at; 0: it was not'),
    driftSeen: gauge('strata_schema_good_timestamp_seconds', 'When the schema last was as its migrations say'),
    pending: gauge('strata_migrations_pending', 'Migrations pending when the status was last read'),
    pendingSeen: gauge('strata_migrations_seen_timestamp_seconds', 'When the status was last read'),
  }
  const counted = gauge('strata_environments', 'Environments by class', ['class'])
  const backups = readNowAndThen(() => listBackups(engine))
  return async () => {
    const stored = await backups()
    const environments = engine.environments.list()
    const known = await Promise.all(environments.slice(0, mostEnvironments).map(async (environment) => ({ environment, schema: await engine.mirror.known(environment) })))
    for (const one of [counted, ...Object.values(gauges)]) one.reset()
    for (const { class: kind } of environments) counted.inc({ class: kind })
    for (const { environment, schema } of known) {
      const env = environment.name
      tellBackups(gauges, env, stored.filter(({ manifest }) => isOf(manifest, environment)))
      if (schema) gauges.drift.set({ env }, schema.seen === schema.fingerprint ? 0 : 1)
      if (schema) gauges.driftSeen.set({ env }, Date.parse(schema.goodAt) / 1000)
      const status = seen.get(environment.id)
      if (status) gauges.pending.set({ env }, status.pending)
      if (status) gauges.pendingSeen.set({ env }, status.at / 1000)
    }
  }
}

type Gauges = Record<'lastBackup' | 'lastBytes' | 'backups' | 'rehearsed' | 'verified', Gauge>

function tellBackups(gauges: Gauges, env: string, stored: readonly StoredBackup[]): void {
  const [newest] = stored
  for (const condition of ['ok', 'damaged', 'file_missing']) gauges.backups.set({ env, condition }, stored.filter(({ backup }) => backup.condition === condition).length)
  if (!newest) return
  gauges.lastBackup.set({ env }, Date.parse(newest.manifest.createdAt) / 1000)
  gauges.lastBytes.set({ env }, newest.manifest.bytes)
  const rehearsal = stored.flatMap(({ findings }) => findings.rehearsals).toSorted((a, b) => b.at.localeCompare(a.at))[0]
  if (rehearsal) gauges.rehearsed.set({ env }, Date.parse(rehearsal.at) / 1000)
  if (rehearsal) gauges.verified.set({ env }, rehearsal.outcome === 'verified' ? 1 : 0)
}

function isOf(manifest: StoredBackup['manifest'], { id, name }: Environment): boolean {
  return manifest.envId === undefined ? manifest.env === name : manifest.envId === id
}

/** The same answer for a while; what cannot be read counts as nothing until the next time. */
function readNowAndThen<T>(read: () => Promise<T[]>): () => Promise<T[]> {
  let known: Promise<T[]> = Promise.resolve([])
  let next = 0
  return () => {
    if (Date.now() < next) return known
    next = Date.now() + readEvery
    known = read().catch(() => [])
    return known
  }
}
