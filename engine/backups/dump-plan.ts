import { AppError } from '#shared/contract/app-error.ts'
import type { CompressionMethod, DumpChoice } from '#shared/contract/backups-making.ts'
import type { BackupRules } from '#shared/contract/environments.ts'

/** What a dump is to be, decided in everything but the names. */
export interface DumpPlan {
  format: BackupRules['format']
  /** 1 with the custom format. */
  jobs: number
  compression: string
  content: 'all' | 'schema' | 'data'
  onlySchemas: readonly string[]
  onlyTables: readonly string[]
  globals: boolean
  encrypt: boolean
}

/** A choice, and for what it leaves open the rules of the environment. Throws `bad_request` on what does not go together. */
export function planDump(rules: BackupRules, choice: DumpChoice = {}): DumpPlan {
  const { onlySchemas = [], onlyTables = [], content = 'all' } = choice
  const format = choice.format ?? rules.format
  const compression = choice.compression ?? rules.compression
  if (onlySchemas.length > 0 && onlyTables.length > 0) throw refused('choose schemas or tables, not both')
  if (format === 'custom' && (choice.jobs ?? 1) > 1) throw refused('parallel jobs need the directory format')
  const level = levelProblem(compression)
  if (level !== undefined) throw refused(level)
  return {
    format, compression, content, onlySchemas, onlyTables, jobs: format === 'custom' ? 1 : (choice.jobs ?? rules.jobs),
    globals: choice.globals ?? rules.globals, encrypt: choice.encrypt ?? rules.encrypt,
  }
}

function refused(problem: string): AppError {
  return new AppError('bad_request', { problem })
}

export function methodOf(compression: string): CompressionMethod {
  return compression.split(':')[0] as CompressionMethod
}

/** As pg_dump checks them. */
const levels = { none: [0, 0], gzip: [1, 9], lz4: [1, 12], zstd: [1, 22] } as const satisfies Record<CompressionMethod, readonly [number, number]>

function levelProblem(compression: string): string | undefined {
  const [, text] = compression.split(':')
  const [least, most] = levels[methodOf(compression)]
  if (text === undefined || (Number(text) >= least && Number(text) <= most)) return undefined
  return `the level of ${methodOf(compression)} is between ${least} and ${most}`
}

/** Methods and levels by name came with version 16; before it a number is the level of gzip, and none the usual one. */
export function compressionArguments(compression: string, clientMajor: number): string[] {
  if (clientMajor >= 16) return [`--compress=${compression}`]
  const level = methodOf(compression) === 'none' ? '0' : compression.split(':')[1]
  return level === undefined ? [] : [`--compress=${level}`]
}

/** Names as patterns that fit nothing else: within quotes pg_dump takes every character as it is. */
export function pattern(...names: readonly string[]): string {
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.')
}
