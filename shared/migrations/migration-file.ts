import type { MigrationName } from './names.ts'

export interface MigrationFile extends MigrationName {
  /** Path relative to the folder, with forward slashes. */
  script: string
  checksum: number
  bytes: number
}
