import type { Diagnostic } from '../contract/diagnostics.ts'
import { isVersion, normaliseVersion } from './version.ts'

export interface MigrationName {
  kind: 'versioned' | 'undo' | 'repeatable' | 'baseline'
  /** As Flyway stores it; null for a repeatable migration. */
  version: string | null
  description: string
}

const kinds: Readonly<Record<string, MigrationName['kind']>> = { V: 'versioned', U: 'undo', R: 'repeatable', B: 'baseline' }

/**
 * Reads a file name by Flyway's default rules: prefix V, U, R or B, version, `__`, description, `.sql`. Without the separator the
 * whole remainder is the version. Null for callbacks (`afterMigrate.sql`) and everything else, which migrate leaves alone.
 */
export function parseMigrationName(fileName: string): MigrationName | null {
  const name = baseName(fileName)
  const kind = kinds[name.charAt(0)]
  if (!kind || !/\.sql$/i.test(name)) return null
  const rest = name.slice(1, -4)
  const separator = rest.indexOf('__')
  const version = separator < 0 ? rest : rest.slice(0, separator)
  const description = separator < 0 ? '' : rest.slice(separator + 2).replaceAll('_', ' ')
  if (kind === 'repeatable') return version === '' && description !== '' ? { kind, version: null, description } : null
  return isVersion(version) ? { kind, version: normaliseVersion(version), description } : null
}

/** Name of the file that undoes a versioned migration. */
export function undoFileName(version: string, description: string): string {
  return fileName('U', version, description)
}

/** Name of the file of a versioned migration, without what some file systems refuse. */
export function migrationFileName(version: string, description: string): string {
  return fileName('V', version, description)
}

/** Name of the file of a repeatable migration. */
export function repeatableFileName(description: string): string {
  return fileName('R', '', description)
}

function fileName(prefix: 'V' | 'U' | 'R', version: string, description: string): string {
  const words = description.trim().replace(/[\s/\\]+/g, '_').replace(/[<>:"|?*\p{Cc}]+/gu, '-')
  return words === '' ? `${prefix}${version}.sql` : `${prefix}${version}__${words}.sql`
}

/** What Flyway's column of 200 characters holds of a description. */
export function storedDescription(description: string): string {
  return description.length <= 200 ? description : `${description.slice(0, 197)}...`
}

/** What Flyway's column of 1000 characters holds of a script's path. */
export function storedScript(script: string): string {
  return script.length <= 1000 ? script : `...${script.slice(-997)}`
}

/** Warns of a file that was likely meant as a migration, but will not run under its name; undefined for all other files. */
export function nameDiagnostic(fileName: string): Diagnostic | undefined {
  const name = baseName(fileName)
  if (!/\.sql$/i.test(name) || parseMigrationName(name)) return undefined
  const reason = misnamed(name.slice(0, -4))
  if (!reason) return undefined
  return {
    code: 'migration-name',
    severity: 'warning',
    subject: fileName,
    where: { file: fileName },
    message: `${fileName} looks like a migration, but its name is not that of one: ${reason}.`,
    help: 'Rename it, for example to V1__create_customers.sql (V, version, two underscores, description), R__name.sql for a repeatable migration or U1__name.sql to undo version 1.',
    params: { reason },
  }
}

function misnamed(stem: string): string | undefined {
  const [prefix = '', rest = ''] = [stem.charAt(0), stem.slice(1)]
  if (/^[vu]\d|^b\d|^r__/.test(stem)) return `the prefix must be a capital ${prefix.toUpperCase()}`
  if (/^[VUB]\d+(?:[._]\d+)*_(?![_\d])/.test(stem)) return 'two underscores must stand between version and description'
  if (/^[VUB]__/.test(stem)) return 'there is no version after the prefix'
  if (/^R_(?!_)/.test(stem)) return 'two underscores must follow the R'
  if (stem === 'R__') return 'there is no description after the separator'
  if (/^R[\d.]+__/.test(stem)) return 'a repeatable migration has no version'
  return /^[VUB][._]?\d/.test(stem) ? `"${rest.split('__')[0]}" is not a version: only digits, dots and underscores` : undefined
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
