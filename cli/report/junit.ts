import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { PreviewedMigration } from '#shared/contract/preview.ts'
import { pathOf, type Report } from './report.ts'

/** One thing that holds or not. */
export interface Case {
  name: string
  seconds: number
  failure?: { message: string; text: string }
  skipped?: string
}

/** JUnit XML, one suite for each migration: it runs, it has no findings, its undo is proved. */
export function junit(report: Report): string {
  return junitText(report.command, suitesOf(report).map(({ script, cases }) => ({ name: script, path: pathOf(report, script), cases })))
}

interface Suite {
  script: string
  cases: Case[]
}

/** JUnit XML as GitLab, GitHub's readers and Jenkins take it. */
export function junitText(command: string, suites: readonly { name: string; path: string; cases: readonly Case[] }[]): string {
  const body = suites.map(suiteText).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="strata ${command}" ${counts(suites.flatMap(({ cases }) => cases))}>\n${body}</testsuites>\n`
}

function suitesOf({ preview, findings, command }: Report): Suite[] {
  if (preview) {
    const inScripts = new Set(preview.migrations.map(({ script }) => script))
    const rest = findings.filter(({ where }) => !inScripts.has(where?.file ?? ''))
    const suites = preview.migrations.map((migration) => ({ script: migration.script, cases: migrationCases(migration, findings.filter(({ where }) => where?.file === migration.script), command) }))
    return rest.length === 0 ? suites : [...suites, { script: preview.env, cases: rest.map(findingCase) }]
  }
  const scripts = [...new Set(findings.map(({ where }) => where?.file ?? ''))]
  return scripts.map((script) => ({ script, cases: findings.filter(({ where }) => (where?.file ?? '') === script).map(findingCase) }))
}

function migrationCases(migration: PreviewedMigration, findings: readonly Diagnostic[], command: Report['command']): Case[] {
  const cases = [runCase(migration)]
  if (command !== 'prove') cases.push(...(findings.length === 0 ? [{ name: 'has no findings', seconds: 0 }] : findings.map(findingCase)))
  if (migration.proof || command === 'prove') cases.push(proofCase(migration))
  return cases
}

function runCase({ outcome, error, ms }: PreviewedMigration): Case {
  const name = 'runs'
  if (outcome === 'not_run') return { name, seconds: 0, skipped: 'A migration before it failed.' }
  return { name, seconds: ms / 1000, ...(outcome === 'failed' && { failure: { message: error?.message ?? 'It failed.', text: [error?.where?.caret, error?.help].filter(Boolean).join('\n') } }) }
}

function proofCase({ proof, outcome }: PreviewedMigration): Case {
  const name = 'its undo is proved'
  if (!proof) return { name, seconds: 0, skipped: outcome === 'ran' ? 'It was not tried.' : 'The migration did not run.' }
  const text = [proof.problem, ...proof.loses, ...proof.differences.map((one) => one.text)].filter(Boolean).join('\n')
  return { name, seconds: proof.ms / 1000, ...(proof.status !== 'proved' && { failure: { message: proofWords[proof.status], text } }) }
}

const proofWords = { proved: 'proved', schema_only: 'The schema comes back, data does not.', differs: 'The schema differs after the undo.', impossible: 'It cannot be undone.', failed: 'The undo failed.' }

/** What only informs is no failure. */
function findingCase({ code, rule, severity, message, where, help }: Diagnostic): Case {
  const name = `${rule ?? ''} ${code}${where?.line === undefined ? '' : `, line ${where.line}`}`.trim()
  return { name, seconds: 0, ...(severity === 'info' ? {} : { failure: { message, text: [where?.caret, help].filter(Boolean).join('\n') } }) }
}

function suiteText({ name, path, cases }: { name: string; path: string; cases: readonly Case[] }): string {
  return `  <testsuite name="${escape(name)}" ${counts(cases)}>\n${cases.map((one) => caseText(path, one)).join('')}  </testsuite>\n`
}

function caseText(path: string, { name, seconds, failure, skipped }: Case): string {
  const head = `    <testcase name="${escape(name)}" classname="${escape(path)}" file="${escape(path)}" time="${seconds.toFixed(3)}"`
  if (failure) return `${head}>\n      <failure message="${escape(failure.message)}">${escape(failure.text)}</failure>\n    </testcase>\n`
  return skipped === undefined ? `${head}/>\n` : `${head}>\n      <skipped message="${escape(skipped)}"/>\n    </testcase>\n`
}

function counts(cases: readonly Case[]): string {
  const seconds = cases.reduce((sum, one) => sum + one.seconds, 0)
  return `tests="${cases.length}" failures="${cases.filter(({ failure }) => failure).length}" errors="0" skipped="${cases.filter(({ skipped }) => skipped).length}" time="${seconds.toFixed(3)}"`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;' }

/** XML 1.0 has no place for other control characters, not even escaped. */
function escape(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd').replace(/[&<>"\n\t]/g, (found) => entities[found] ?? found)
}
