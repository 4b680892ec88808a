import { describe, expect, inject, test } from 'vitest'
import { rules } from '#shared/lint/rules/index.ts'
import { runExample } from '../../../scripts/rule-pages/run-example.ts'

/** Its finding needs a waiver, not a server. */
const byTextAlone = new Set(['suppression-unused-or-unexplained'])

describe.each(rules.filter(({ name }) => !byTextAlone.has(name)).map((rule) => [rule.name, rule] as const))('%s, on a server', (_name, rule) => {
  test('finds fault with its bad example', async () => {
    const { findings, problem } = await runExample(inject('serverUrl'), rule, 'bad')
    expect(findings.map(({ code }) => code), problem).toContain(rule.name)
  })

  test('is content with its good one, which runs', async () => {
    const { findings, outcome, problem } = await runExample(inject('serverUrl'), rule, 'good')
    expect(outcome, problem).toBe('ran')
    expect(findings.filter(({ code }) => code === rule.name)).toEqual([])
  })
})
