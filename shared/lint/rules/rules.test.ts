import { describe, expect, test } from 'vitest'
import { findingsOf } from '../../../tests/support/lint.ts'
import { rules } from './index.ts'

/** Rules that cannot tell from the text alone: they need the facts of a schema, its sizes or a trace. */
const needMore = new Set<string>([])

test('ids and names are unique and in their form', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
  expect(rules.filter(({ id, name }) => !/^S[1-9]\d\d$/.test(id) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([])
})

test('what a rule says are sentences', () => {
  const texts = rules.flatMap(({ id, summary, danger, safe }) => [summary, danger, safe].map((text) => `${id}: ${text}`))
  expect(texts.filter((text) => !/: [A-Z"].*\.$/s.test(text))).toEqual([])
})

describe('by the text alone', () => {
  test.each(rules.filter(({ id }) => !needMore.has(id)).map((rule) => [rule.id, rule.name, rule] as const))('%s %s finds its bad example and not its good one', async (_id, _name, rule) => {
    expect((await findingsOf(rule, rule.examples.bad)).length).toBeGreaterThan(0)
    expect(await findingsOf(rule, rule.examples.good)).toEqual([])
  })
})

test('the words of a finding end in a full stop and name no rule', async () => {
  for (const rule of rules) for (const { message } of await findingsOf(rule, rule.examples.bad)) expect(message).toMatch(/\.$/)
})
