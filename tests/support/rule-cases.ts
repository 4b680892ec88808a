import { expect, test } from 'vitest'
import type { TracedStatement } from '#shared/contract/preview.ts'
import { lintBatch } from '#shared/lint/lint-batch.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import { lintPolicySchema, type LintPolicy } from '#shared/lint/policy.ts'
import type { RelationSize, Rule } from '#shared/lint/rule.ts'
import { lintContext } from './lint.ts'
import { toySnapshot, type Toy } from './toy-schema.ts'

export interface RuleCase {
  /** What the rule does with it, as a sentence. */
  it: string
  /** One text, or the files of a batch. */
  sql: string | readonly string[]
  /** A part of each message that is expected; none: silence. */
  finds?: readonly string[]
  severity?: string
  help?: string
  basis?: 'trace' | 'text'
  /** The text of the first file with the fix in it, or what the new file of the fix holds. */
  fixed?: string
  before?: readonly Toy[]
  after?: readonly Toy[]
  size?: Readonly<Record<string, Partial<RelationSize>>>
  policy?: Partial<LintPolicy>
  /** Of the first file, by the number of the statement. */
  trace?: Readonly<Record<number, Partial<TracedStatement>>>
  /** `U1__a.sql` for an undo. */
  script?: string
}

const traced: TracedStatement = {
  number: 1, line: 1, endLine: 1, command: '', text: '', outcome: 'ran', reason: null, ms: 1, locks: [], rewrites: [], scans: [], rows: [], indexes: [], walBytes: 0, notices: [], onTarget: null, blocks: [],
}

/** One test for each case. */
export function ruleCases(rule: Rule, cases: readonly RuleCase[]): void {
  test.each(cases.map((one) => [`${rule.name} ${one.it}`, one] as const))('%s', async (_name, one) => {
    const findings = await lint(rule, one)
    const { finds = [], severity, help, basis, fixed } = one
    expect(findings.map(({ message }) => message)).toEqual(finds.map((part) => expect.stringContaining(part)))
    const [first] = findings
    if (severity !== undefined) expect(first?.severity).toBe(severity)
    if (help !== undefined) expect(first?.help).toContain(help)
    if (basis !== undefined) expect(first?.basis).toBe(basis)
    if (fixed !== undefined) expect(first?.fix && (first.fix.edits.length > 0 ? edited(String(one.sql), first.fix.edits) : first.fix.newFiles[0]?.text)).toBe(fixed)
  })
}

async function lint(rule: Rule, { sql, before, after, size, policy, trace, script }: RuleCase) {
  const texts = typeof sql === 'string' ? [sql] : sql
  const traces = Object.entries(trace ?? {}).map(([number, part]) => ({ ...traced, ...part, number: Number(number) }))
  const files = await Promise.all(texts.map((text, index) => lintFile(script ?? `V${index + 1}__a.sql`, text, index === 0 ? traces : undefined)))
  const sizes = (relation: string) => size?.[relation] && { rows: -1, bytes: 0, uses: null, ...size[relation] }
  const parsed = lintPolicySchema.parse(policy ?? {})
  const known = { ...(before && { before: toySnapshot(before) }), ...(after && { after: toySnapshot(after) }) }
  return lintBatch(files, lintContext({ ...known, policy: parsed, limits: parsed.limits, size: sizes })).filter(({ code }) => code === rule.name)
}

function edited(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  return edits.toSorted((a, b) => b.start - a.start).reduce((done, { start, end, text: insert }) => done.slice(0, start) + insert + done.slice(end), text)
}
