import { describe, expect, test } from 'vitest'
import { lintPolicySchema } from '../policy.ts'
import { lintTexts } from '../../../tests/support/lint.ts'
import { dataAndDesign } from './data-and-design.ts'

/** They speak only where facts, statistics or a trace are known; the examples are run on a server elsewhere. */
const needsMoreThanText = new Set(['drop-used-index', 'narrowing-type', 'untracked-dependency', 'dml-fails-in-dry-run', 'index-shape', 'affected-rows-over-limit', 'view-security-options-lost', 'owner-mismatch'])

describe.each(dataAndDesign.filter(({ name }) => !needsMoreThanText.has(name)).map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  const { policy, bad, good } = rule.examples
  const options = { rules: [rule], policy: lintPolicySchema.parse(policy ?? {}) }

  test('finds fault with its bad example', async () => {
    expect((await lintTexts([bad], options)).findings.map(({ code }) => code)).toContain(rule.name)
  })

  test('is content with its good one', async () => {
    expect((await lintTexts([good], options)).findings).toEqual([])
  })
})

test('every rule says what it looks for, what is dangerous and what is safe, in sentences', () => {
  for (const { name, summary, danger, safe } of dataAndDesign) {
    expect(summary, name).toMatch(/^[A-Z].*\.$/)
    expect(danger, name).toMatch(/^[A-Za-z].*\.$/s)
    expect(safe.length, name).toBeGreaterThan(10)
  }
})

test('names are their own and ids are of the list', () => {
  expect(new Set(dataAndDesign.map(({ name }) => name)).size).toBe(dataAndDesign.length)
  expect(dataAndDesign.every(({ id }) => /^S[2-9]\d\d$/.test(id))).toBe(true)
})
