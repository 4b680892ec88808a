import { createHash } from 'node:crypto'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'

/** Tells a finding from others across runs, also when lines above it have moved: SHA-256 (hex) of rule, file, subject and the line that it stands in. */
export function fingerprintOf({ code, subject, where, message }: Diagnostic): string {
  const line = where?.caret?.split('\n')[0]?.replace(/^\s*\d*\s*\|?\s*/, '') ?? message
  return createHash('sha256').update(JSON.stringify([code, where?.file ?? '', subject ?? '', line])).digest('hex')
}
