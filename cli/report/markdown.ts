import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { previewMarkdown } from '#shared/preview/markdown.ts'
import { count } from '../render/values.ts'
import type { Report } from './report.ts'

/** For a review: a comment on a merge request, a change ticket. Of a preview the same as the window copies. */
export function markdown({ findings, files, preview }: Report): string {
  if (preview) return previewMarkdown({ ...preview, findings: [...findings] })
  const lines = findings.map(findingLine)
  return `## Migrations checked\n\n${count(files, 'file')}, ${findings.length === 0 ? 'no findings' : count(findings.length, 'finding')}\n${lines.length > 0 ? `\n${lines.join('\n')}\n` : ''}`
}

function findingLine({ severity, code, rule, message, where, help }: Diagnostic): string {
  const place = where?.file === undefined ? '' : ` \`${where.file}${where.line === undefined ? '' : `:${where.line}`}\``
  return `- **${severity}**${place} ${message} (${rule === undefined ? code : `${rule} ${code}`})${help === undefined ? '' : `\n  ${help}`}`
}
