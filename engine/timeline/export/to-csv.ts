import type { TimelineEvent } from '#shared/contract/timeline.ts'

const columns = ['at', 'env', 'kind', 'version', 'script', 'description', 'by', 'host', 'reason', 'ms', 'problem', 'backupId', 'runId', 'planFingerprint', 'before', 'after', 'chain', 'note', 'details', 'log', 'id'] as const

/** RFC 4180, with CRLF; a byte order mark, without which a spreadsheet does not take it for UTF-8. */
export function toCsv(events: readonly TimelineEvent[]): string {
  return `\ufeff${[columns.join(','), ...events.map((event) => columns.map((column) => cell(event[column])).join(','))].join('\r\n')}\r\n`
}

/** A spreadsheet runs what begins like a formula: such a text gets an apostrophe before it. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const harmless = /^[\s"]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
