import type { Diagnostic } from '../contract/diagnostics.ts'
import { caretSnippet } from '../sql/caret.ts'
import { MadeInBatch } from './made-in-batch.ts'
import type { Finding, LintContext, LintFile, LintStatement, Rule } from './rule.ts'
import { rules as allRules } from './rules/index.ts'
import { severityByPolicy } from './severity.ts'
import { waiverFindings, waives, type WaiverUse } from './waiver-use.ts'
import { waiversOf } from './waivers.ts'

export type BatchContext = Omit<LintContext, 'file' | 'files' | 'madeInBatch'>

export interface BatchResult {
  findings: Diagnostic[]
  /** Findings that a waiver in the file with a reason has put aside. */
  waived: Diagnostic[]
}

/** A finding with its rule and the statement that it is about, if there is one. */
interface Raw extends Finding {
  rule: Rule
  statement: LintStatement | undefined
}

/** Findings of all rules over files in the order of their run, waivers taken into account; in the order of the text. */
export function lintBatch(files: readonly LintFile[], context: BatchContext): Diagnostic[] {
  return lintBatchWithWaivers(files, context).findings
}

/** The same, with what was waived. `rules`: all of the registry if absent. */
export function lintBatchWithWaivers(files: readonly LintFile[], batch: BatchContext, rules: readonly Rule[] = allRules): BatchResult {
  const made = new MadeInBatch(batch.schema, batch.before)
  const results = files.map((file) => lintOne({ ...batch, file, files, madeInBatch: (name) => made.has(name) }, made, rules.filter((rule) => applies(rule, batch))))
  return { findings: results.flatMap(({ findings }) => findings), waived: results.flatMap(({ waived }) => waived) }
}

function applies(rule: Rule, { policy, environmentClass, serverMajor }: BatchContext): boolean {
  if (severityByPolicy(rule, policy, environmentClass) === 'off') return false
  return serverMajor === undefined || (serverMajor >= (rule.since ?? 0) && serverMajor <= (rule.until ?? Number.POSITIVE_INFINITY))
}

function lintOne(context: LintContext, made: MadeInBatch, rules: readonly Rule[]): BatchResult {
  const { file } = context
  const raw: Raw[] = []
  for (const statement of file.statements) {
    raw.push(...findingsOf(statement, context, rules).filter((one) => !isMade(one, context)))
    made.add(statement)
  }
  for (const rule of rules) for (const finding of rule.file?.(file, context) ?? []) raw.push({ ...finding, rule, statement: finding.statement })
  const uses = waiversOf(file).map((waiver): WaiverUse => ({ waiver, used: false }))
  const findings: Diagnostic[] = []
  const waived: Diagnostic[] = []
  for (const one of raw.toSorted((a, b) => offsetOf(a) - offsetOf(b) || (a.rule.id < b.rule.id ? -1 : 1))) {
    const put = waives(uses, one.rule, one.statement?.number)
    if (!isSmall(one, context)) (put ? waived : findings).push(toDiagnostic(one, context))
  }
  return { findings: [...findings, ...waiverFindings(uses, context)].toSorted(byPlace), waived }
}

function findingsOf(statement: LintStatement, context: LintContext, rules: readonly Rule[]): Raw[] {
  const own = rules.flatMap((rule) => (rule.statement?.(statement, context) ?? []).map((finding): Raw => ({ ...finding, rule, statement })))
  return [...own, ...statement.inner.flatMap((inner) => findingsOf(inner, context, rules).map(({ fix: _fix, ...finding }) => finding))]
}

/** Nobody waits for a table that the batch has made itself, and it holds no data yet. */
function isMade({ rule, subject }: Raw, context: LintContext): boolean {
  return subject !== undefined && rule.id.startsWith('S1') && context.madeInBatch(subject)
}

function isSmall({ rule, subject }: Raw, { size, limits }: LintContext): boolean {
  if (!rule.scales || subject === undefined) return false
  const rows = size(subject)?.rows
  return rows !== undefined && rows >= 0 && rows < limits.smallTableRows
}

function offsetOf({ offset, statement }: Raw): number {
  return offset ?? statement?.start ?? 0
}

function toDiagnostic(raw: Raw, { file, policy, environmentClass }: LintContext): Diagnostic {
  const { rule, statement, fix } = raw
  const byPolicy = severityByPolicy(rule, policy, environmentClass)
  return {
    code: rule.name,
    severity: byPolicy === undefined || byPolicy === 'off' ? (raw.severity ?? rule.severity) : byPolicy,
    ...(raw.subject !== undefined && { subject: raw.subject }),
    where: { file: file.script, ...caretSnippet(file.text, offsetOf(raw)), ...(statement && { statement: statement.number }) },
    message: raw.message,
    help: raw.help ?? rule.safe,
    rule: rule.id,
    basis: raw.basis ?? 'text',
    ...(fix && { fix: { ...fix, newFiles: fix.newFiles ?? [], verified: false } }),
    ...(raw.params && { params: raw.params }),
  }
}

function byPlace({ where: a }: Diagnostic, { where: b }: Diagnostic): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0)
}
