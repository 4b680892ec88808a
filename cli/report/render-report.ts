import { programVersion } from '../project-root.ts'
import { renderReport } from '../render/preview.ts'
import type { Look } from '../render/look.ts'
import { gitlab } from './gitlab.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import type { Format, Report } from './report.ts'
import { sarif } from './sarif.ts'

export function reportText(report: Report, format: Format, look: Look): string {
  switch (format) {
    case 'text':
      return renderReport(report, look)
    case 'json':
      return `${JSON.stringify({ command: report.command, env: report.env, findings: report.findings, preview: report.preview }, undefined, 2)}\n`
    case 'sarif':
      return sarif(report, programVersion())
    case 'gitlab':
      return gitlab(report)
    case 'junit':
      return junit(report)
    case 'markdown':
      return markdown(report)
  }
}
