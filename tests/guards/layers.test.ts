import { createRequire } from 'node:module'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import { expect, test } from 'vitest'
import { root } from './sources.ts'

interface Rules {
  forbidden: object[]
  options: ICruiseOptions
}

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Rules

async function violations(paths: string[]): Promise<string[]> {
  const result = await cruise(paths, { ...rules.options, ruleSet: { forbidden: rules.forbidden } as never, validate: true, baseDir: root })
  return (result.output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
}

test('every import keeps to the directions of the house', async () => {
  expect(await violations(['shared', 'engine', 'electron', 'server', 'cli', 'renderer'])).toEqual([])
})

test('the rules see a wrong import', async () => {
  expect(await violations(['tests/guards/fixtures'])).toContain('no-cycles: tests/guards/fixtures/one.ts -> tests/guards/fixtures/two.ts')
})
