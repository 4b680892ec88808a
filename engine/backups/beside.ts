import { dirname, join } from 'node:path'
import type { Manifest } from '#shared/contract/backups.ts'
import { snapshotFileSuffix } from '../schema/codec.ts'

type Place = Pick<Manifest, 'file' | 'id'>

export const contentsSuffix = '.contents.json'

/** Digests of what the tables held, for a rehearsal. */
export function contentsFile({ file, id }: Place): string {
  return join(dirname(file), `${id}${contentsSuffix}`)
}

/** The schema as it was when the backup was made. */
export function schemaFile({ file, id }: Place): string {
  return join(dirname(file), `${id}${snapshotFileSuffix}`)
}
