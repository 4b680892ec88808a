import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { judgeBackups, type RetentionVerdict } from '#shared/backups/retention.ts'
import type { DiskUse, RetainedBackup } from '#shared/contract/backups-keeping.ts'
import type { Backup } from '#shared/contract/backups.ts'
import { backupRulesSchema, type BackupRules, type Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import { backupFolder } from '../backup-folder.ts'
import { belongsTo } from '../backup-environment.ts'
import { freeBytes } from '../disk-space.ts'
import type { StoredBackup } from '../manifests.ts'
import { neededBackups, type Needs } from './needed-backups.ts'

export interface Judged {
  stored: StoredBackup
  verdict: RetentionVerdict
  neededBy: readonly string[]
}

const noRules = backupRulesSchema.parse({}).retention

/** What the rules say of every backup; one whose environment is gone has no rule any more. In the order in which they came. */
export async function judgeAll(engine: Engine, stored: readonly StoredBackup[], now = new Date()): Promise<Judged[]> {
  const environments = engine.environments.list()
  const groups = new Map<Environment | string, StoredBackup[]>()
  for (const one of stored) {
    const of = environments.find((environment) => belongsTo(one.manifest, environment)) ?? one.manifest.envId ?? one.manifest.env
    groups.set(of, [...(groups.get(of) ?? []), one])
  }
  const judged = await Promise.all([...groups].map(async ([of, own]) => judgeGroup(own, rulesOf(of), typeof of === 'string' ? () => [] : await neededBackups(engine, of), now)))
  const byId = new Map(judged.flat().map((one) => [one.stored, one]))
  return stored.flatMap((one) => byId.get(one) ?? [])
}

function rulesOf(of: Environment | string): BackupRules['retention'] {
  return typeof of === 'string' ? noRules : of.backups.retention
}

async function judgeGroup(stored: readonly StoredBackup[], rules: BackupRules['retention'], needs: Needs, now: Date): Promise<Judged[]> {
  const backups = await Promise.all(stored.map(async ({ manifest, backup }) => ({ ...backup, writtenAt: await writtenAt(manifest.file), neededBy: needs(manifest.id) })))
  const verdicts = new Map(judgeBackups(backups, rules, now).map((verdict) => [verdict.id, verdict]))
  return stored.flatMap((one) => {
    const verdict = verdicts.get(one.manifest.id)
    return verdict ? [{ stored: one, verdict, neededBy: needs(one.manifest.id) }] : []
  })
}

async function writtenAt(file: string): Promise<string | null> {
  return stat(file).then(({ mtime }) => mtime.toISOString(), () => null)
}

export function toRetained({ stored: { manifest }, verdict, neededBy }: Judged): RetainedBackup {
  const { id, env, createdAt, bytes, trigger, reason } = manifest
  const { deleted, reasons, expiresAt } = verdict
  return { id, env, createdAt, bytes, trigger, reason, deleted, reasons, expiresAt, neededBy: [...neededBy] }
}

/** The backups with the date on which the rules let go of them. */
export async function withExpiry(engine: Engine, stored: readonly StoredBackup[]): Promise<Backup[]> {
  const now = new Date()
  return (await judgeAll(engine, stored, now)).map(({ stored: { backup }, verdict }) => ({ ...backup, expiresAt: verdict.deleted ? now.toISOString() : verdict.expiresAt }))
}

/** What the backups take in each folder, and what is free there; also of the folders that have none yet. */
export async function diskUse(engine: Engine, environments: readonly Environment[], stored: readonly StoredBackup[]): Promise<DiskUse[]> {
  const folders = new Set([...environments.map((environment) => backupFolder(engine, environment)), ...stored.map(({ manifest }) => dirname(manifest.file))])
  return Promise.all(
    [...folders].toSorted().map(async (folder) => {
      const own = stored.filter(({ manifest, backup }) => dirname(manifest.file) === folder && backup.condition !== 'file_missing')
      return { folder, backups: own.length, bytes: own.reduce((sum, { manifest }) => sum + manifest.bytes, 0), free: await freeBytes(folder).catch(() => null) }
    }),
  )
}
