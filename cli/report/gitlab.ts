import type { Severity } from '#shared/contract/diagnostics.ts'
import { fingerprintOf } from './fingerprint.ts'
import { pathOf, type Report } from './report.ts'

const severities: Record<Severity, string> = { error: 'critical', warning: 'minor', info: 'info' }

/** GitLab's code quality report: a list of issues with description, check_name, fingerprint, severity and location. */
export function gitlab(report: Report): string {
  const seen = new Map<string, number>()
  const issues = report.findings.map((finding) => {
    const print = fingerprintOf(finding)
    const times = seen.get(print) ?? 0
    seen.set(print, times + 1)
    const { message, code, rule, severity, where } = finding
    return {
      description: rule === undefined ? message : `${message} (${rule})`, check_name: code, fingerprint: times === 0 ? print : `${print}-${times}`, severity: severities[severity],
      location: { path: pathOf(report, where?.file ?? ''), lines: { begin: where?.line ?? 1 } },
    }
  })
  return `${JSON.stringify(issues, undefined, 2)}\n`
}
