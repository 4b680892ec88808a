import type { ExportResult } from '#shared/contract/backups-making.ts'
import type { Look } from './look.ts'
import { bytes } from './values.ts'

export function renderExport({ backup, files, bytes: size, sha256, encrypted }: ExportResult, { paint }: Look): string {
  return `${paint.green('Exported and checked:')} ${backup}, ${bytes(size)}${encrypted ? ', encrypted' : ''}\n${files.map((file) => `  ${file}\n`).join('')}SHA-256 ${sha256}\n`
}

export function renderKey({ recipient, others }: { recipient: string | null; others: string[] }): string {
  if (recipient === null) return 'There is no key yet: it is made by the first backup that is encrypted.\n'
  return `New backups are encrypted for ${recipient}\n${others.map((other) => `Backups for ${other} can be read too.\n`).join('')}`
}

/** In the form of a key file of age: comments and the key. */
export function renderSecretKey({ key, recipient, warning }: { key: string; recipient: string; warning: string }): string {
  return `# ${warning}\n# public key: ${recipient}\n${key}\n`
}
