import { existsSync } from 'node:fs'
import type { Manifest, RestoreResult } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import { kinds } from '#shared/kinds/index.ts'
import { diffSnapshots, type Delta } from '#shared/schema/diff.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { differencesOf } from '../../compare/differences.ts'
import type { Engine } from '../../engine.ts'
import { encodeSnapshot, readSnapshotFile } from '../../schema/codec.ts'
import { fingerprintOf, readEnvironment } from '../../schema/take-snapshot.ts'
import { schemaFile } from '../beside.ts'
import { writeAtomically } from '../files.ts'

/** For telling a difference in words. */
export async function writeSchema(manifest: Pick<Manifest, 'file' | 'id'>, snapshot: Snapshot): Promise<void> {
  await writeAtomically(schemaFile(manifest), await encodeSnapshot(snapshot))
}

export interface SchemaComparison {
  differences: RestoreResult['differences']
  /** What was not compared, or does not count, in words. */
  notes: string[]
}

interface Restored {
  engine: Engine
  /** With the restored database as its database. */
  environment: Environment
  signal: AbortSignal
  progress: (progress: Progress) => void
}

/** Compares the schema of a restored database with the one that was backed up: by fingerprint, and where that differs object by object. */
export async function compareSchema(manifest: Manifest, { engine, environment, signal, progress }: Restored): Promise<SchemaComparison> {
  if (manifest.schemaFingerprint === undefined) return { differences: [], notes: [] }
  progress({ label: 'Comparing the schema' })
  const found = await readEnvironment(engine, environment, { signal })
  if (fingerprintOf(found) === manifest.schemaFingerprint) return { differences: [], notes: [] }
  const file = schemaFile(manifest)
  if (!existsSync(file)) return { differences: [], notes: ['The fingerprint of the schema is another one. What differs is not known: the backup carries no copy of the schema, and owners alone can make the difference.'] }
  return tell(await readSnapshotFile(file), found)
}

/** Owners, privileges and comments follow from who restores, and are no fault of the backup. */
function tell(before: Snapshot, found: Snapshot): SchemaComparison {
  const deltas = diffSnapshots(before, found)
  const noises = new Map(differencesOf(before, found, deltas, kinds).map(({ id, noise }) => [id, noise]))
  const real = deltas.filter(({ id }) => noises.get(id) === 'none')
  const others = deltas.length - real.length
  return {
    differences: real.map((delta) => ({ subject: subjectOf(delta), ...sidesOf(delta) })),
    notes: others === 0 ? [] : [`${others === 1 ? 'One owner, privilege or comment is' : `${others} owners, privileges or comments are`} not as before; that depends on who restores, and where.`],
  }
}

function subjectOf({ kind, id }: Delta): string {
  const [label = kind] = kinds.get(kind)?.label ?? []
  return `${label.charAt(0).toUpperCase()}${label.slice(1)} ${id.slice(id.indexOf(':') + 1)}`
}

function sidesOf({ change, attributes }: Delta): { expected: string; found: string } {
  if (change === 'removed') return { expected: 'present', found: 'missing' }
  if (change === 'added') return { expected: 'missing', found: 'present' }
  const names = attributes.map(({ name }) => name).join(', ')
  return { expected: `as backed up (${names})`, found: 'different' }
}
