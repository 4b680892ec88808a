import { expect, test } from 'vitest'
import { runTiers, summary, type Counts, type Tier } from './tier.ts'

const counts = (passed: number, failed = 0, skipped = 0): Counts => ({ passed, failed, skipped })
const tier = (name: string, result: Counts, rest: Partial<Tier> = {}): Tier => ({ name, run: () => result, ...rest })
const missing = { what: 'Chromium', install: 'apt-get install chromium' }

test('the last line counts what all tiers did', async () => {
  const { text, good } = summary(await runTiers([tier('unit', counts(10, 0, 1)), tier('browser', counts(5))], () => {}), false)
  expect(text.split('\n').at(-1)).toBe('15 passed, 0 failed, 1 skipped')
  expect(good).toBe(true)
})

test('a tier that lacks something is named with the command that installs it, and fails CI', async () => {
  const outcomes = await runTiers([tier('unit', counts(10)), tier('browser', counts(5), { missing: () => missing })], () => {})
  expect(summary(outcomes, false)).toMatchObject({ good: true, text: expect.stringContaining('skipped: Chromium is missing. To install it: apt-get install chromium') })
  expect(summary(outcomes, true)).toMatchObject({ good: false, text: expect.stringMatching(/In CI a skip is a failure\.\n10 passed, 0 failed, 1 skipped$/) })
})

test('what follows a failed build is not run and fails', async () => {
  const never = tier('browser', counts(0), { after: 'build', run: () => { throw new Error('ran') } })
  const outcomes = await runTiers([tier('build', counts(0, 1)), never], () => {})
  expect(summary(outcomes, false)).toMatchObject({ good: false, text: expect.stringMatching(/0 passed, 2 failed, 0 skipped$/) })
})
