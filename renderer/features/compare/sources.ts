import { parseSource, type Source } from '#shared/compare/source.ts'
import type { Backup } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { SnapshotInfo } from '#shared/contract/schema.ts'

/** What a side can be, as far as this window knows. */
export interface Offer {
  environments: readonly Environment[]
  snapshots: readonly SnapshotInfo[]
  backups: readonly Backup[]
}

/** Takes a source apart; undefined where it is none. */
export function readSource(text: string | null): Source | undefined {
  try {
    return text === null ? undefined : parseSource(text)
  } catch {
    return undefined
  }
}

/** The environment whose folder it is: the first that has it. */
export function environmentOfFolder(environments: readonly Environment[], folder: string): Environment | undefined {
  return environments.find(({ migrationsFolder }) => migrationsFolder !== '' && migrationsFolder === folder)
}

/** Each folder of migrations once, by the first environment that has it. */
export function foldersOf(environments: readonly Environment[]): Environment[] {
  const folders = new Map(environments.toReversed().flatMap((each) => (each.migrationsFolder === '' ? [] : [[each.migrationsFolder, each] as const])))
  return environments.filter((each) => folders.get(each.migrationsFolder) === each)
}

/** The choice that a list of sources shows for a source: its version apart. */
export function choiceOf(text: string | null): string | null {
  const source = readSource(text)
  return source?.kind === 'dir' ? `dir:${source.folder}` : text
}

export function versionOf(text: string | null): string {
  const source = readSource(text)
  return source?.kind === 'dir' ? (source.version ?? '') : ''
}

export function withVersion(text: string, version: string): string {
  const source = readSource(text)
  if (source?.kind !== 'dir') return text
  return version === '' ? `dir:${source.folder}` : `dir:${source.folder}@${version}`
}

/** The environment that a source is or belongs to, for the folder that a migration is written into. */
export function environmentOf(text: string, offer: Offer): Environment | undefined {
  const source = readSource(text)
  const { environments } = offer
  const named = (name: string | null) => environments.find((each) => each.name === name || each.id === name)
  switch (source?.kind) {
    case 'env':
      return named(source.env)
    case 'dir':
      return environmentOfFolder(environments, source.folder)
    case 'snapshot': {
      const taken = offer.snapshots.find(({ id }) => id === source.snapshot)
      return taken && (environments.find(({ id }) => id === taken.envId) ?? named(taken.env))
    }
    case 'backup':
      return named(offer.backups.find(({ id }) => id === source.backup)?.env ?? null)
    default:
      return undefined
  }
}
