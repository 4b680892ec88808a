import type { Engine } from '../../engine.ts'

/** By the id of a backup, what would have no way back without it, in words. */
export type Needs = ReadonlyMap<string, readonly string[]>

type NeedSource = (engine: Engine) => Iterable<readonly [backupId: string, words: string]>

/** Each names backups that something still leads back to. */
const sources: readonly NeedSource[] = []

export function neededBackups(engine: Engine): Needs {
  const needs = new Map<string, string[]>()
  for (const [id, words] of sources.flatMap((source) => [...source(engine)])) needs.set(id, [...(needs.get(id) ?? []), words])
  return needs
}
