import type { Diagnostic, Fix, Severity } from '#shared/contract/diagnostics.ts'
import { fingerprintOf } from './fingerprint.ts'
import { pathOf, type Report } from './report.ts'

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' }

/** SARIF 2.1.0 (OASIS), as code scanning services read it. */
export function sarif(report: Report, version: string): string {
  const rules = [...new Map(report.findings.map((finding) => [finding.code, finding])).values()]
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'Strata', semanticVersion: version, rules: rules.map(ruleOf) } },
      columnKind: 'utf16CodeUnits',
      results: report.findings.map((finding) => resultOf(report, finding, rules.findIndex(({ code }) => code === finding.code))),
    }],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function ruleOf({ code, rule, help, severity }: Diagnostic) {
  return { id: rule ?? code, name: code, ...(help !== undefined && { help: { text: help } }), defaultConfiguration: { level: levels[severity] } }
}

function resultOf(report: Report, finding: Diagnostic, ruleIndex: number) {
  const { code, rule, severity, message, where, help } = finding
  const text = help === undefined ? message : `${message} ${help}`
  const location = where?.file === undefined ? undefined : { physicalLocation: { artifactLocation: { uri: encodeURI(pathOf(report, where.file)) }, ...(where.line !== undefined && { region: { startLine: where.line, ...(where.column !== undefined && { startColumn: where.column }) } }) } }
  return {
    ruleId: rule ?? code, ruleIndex, level: levels[severity], message: { text },
    ...(location && { locations: [location] }),
    partialFingerprints: { 'strata/v1': fingerprintOf(finding) },
    ...(finding.fix && where?.file !== undefined && finding.fix.newFiles.length === 0 && { fixes: [fixOf(pathOf(report, where.file), finding.fix)] }),
  }
}

function fixOf(uri: string, { title, edits }: Fix) {
  const replacements = edits.map(({ start, end, text }) => ({ deletedRegion: { charOffset: start, charLength: end - start }, insertedContent: { text } }))
  return { description: { text: title }, artifactChanges: [{ artifactLocation: { uri: encodeURI(uri) }, replacements }] }
}
