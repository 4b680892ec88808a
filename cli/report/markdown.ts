import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Report } from './report.ts'

/** For a review: a comment on a merge request, a change ticket. */
export function markdown({ findings, files }: Report): string {
  const lines = findings.map(findingLine)
  return `## Migrations checked\n\n${files} files, ${findings.length === 0 ? 'no findings' : `${findings.length} findings`}\n${lines.length > 0 ? `\n${lines.join('\n')}\n` : ''}`
}

function findingLine({ severity, code, rule, message, where, help }: Diagnostic): string {
  const place = where?.file === undefined ? '' : ` \`${where.file}${where.line === undefined ? '' : `:${where.line}`}\``
  return `- **${severity}**${place} ${message} (${rule === undefined ? code : `${rule} ${code}`})${help === undefined ? '' : `\n  ${help}`}`
}
