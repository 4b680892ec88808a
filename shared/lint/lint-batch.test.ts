import { expect, test } from 'vitest'
import { lintTexts } from '../../tests/support/lint.ts'
import { lintPolicySchema } from './policy.ts'
import { indexNotConcurrent } from './rules/index-not-concurrent.ts'
import { suppressionUnusedOrUnexplained } from './rules/suppression-unused-or-unexplained.ts'

const rules = [indexNotConcurrent, suppressionUnusedOrUnexplained]
const index = 'CREATE INDEX orders_total ON orders (total);'

async function codes(texts: string | string[], options: Parameters<typeof lintTexts>[1] = {}): Promise<string[]> {
  const { findings } = await lintTexts(typeof texts === 'string' ? [texts] : texts, { rules, ...options })
  return findings.map(({ rule, severity, where }) => `${rule} ${severity} ${where?.file}:${where?.line}`)
}

test('a finding says its rule, its place and the way out', async () => {
  const { findings } = await lintTexts([`SELECT 1;\n  ${index}`], { rules })
  expect(findings).toMatchObject([{ code: 'index-not-concurrent', rule: 'S101', subject: 'public.orders', basis: 'text', where: { file: 'V1__a.sql', line: 2, column: 3, statement: 2 }, help: indexNotConcurrent.safe, fix: { verified: false } }])
})

test('nothing is said of a table that the batch has made, in the file or in one before it', async () => {
  expect(await codes(`CREATE TABLE orders (total int);\n${index}`)).toEqual([])
  expect(await codes(['CREATE TABLE public.orders (total int);', index])).toEqual([])
  expect(await codes(['CREATE TABLE o (total int); ALTER TABLE o RENAME TO orders;', index])).toEqual([])
  expect(await codes([index, 'CREATE TABLE orders (total int);'])).toEqual(['S101 warning V1__a.sql:1'])
  expect(await codes(`CREATE TABLE sales.orders (total int);\n${index}`)).toEqual(['S101 warning V1__a.sql:2'])
})

test('statements of a DO block are looked at too', async () => {
  const { findings } = await lintTexts([`DO $$\nBEGIN\n  ${index}\nEND $$;`], { rules })
  expect(findings).toMatchObject([{ rule: 'S101', where: { line: 3, column: 3, statement: 1 } }])
  expect(findings[0]?.fix).toBeUndefined()
})

test('what grows with the rows is silent on small tables', async () => {
  const size = (rows: number) => () => ({ rows, bytes: 0, uses: null })
  expect(await codes(index, { size: size(9_999) })).toEqual([])
  expect(await codes(index, { size: size(10_000) })).toHaveLength(1)
})

test('the policy sets severities by id and name, the class of the environment first', async () => {
  const policy = lintPolicySchema.parse({ rules: { S101: 'info' }, classes: { production: { rules: { 'index-not-concurrent': 'error' } }, development: { rules: { S101: 'off' } } } })
  expect(await codes(index, { policy })).toEqual(['S101 error V1__a.sql:1'])
  expect(await codes(index, { policy, environmentClass: 'staging' })).toEqual(['S101 info V1__a.sql:1'])
  expect(await codes(index, { policy, environmentClass: 'development' })).toEqual([])
})

test('a waiver with a reason puts the finding of the next statement aside, and no other', async () => {
  const waived = `-- strata:allow S101 the table is empty\n${index}`
  expect(await codes(waived)).toEqual([])
  expect((await lintTexts([waived], { rules })).waived).toHaveLength(1)
  expect(await codes(`-- strata:allow index-not-concurrent: the table is empty\n${index}`)).toEqual([])
  expect(await codes(`/* strata:allow S102, S101 the table is empty */ ${index}`)).toEqual([])
  expect(await codes(`${index} -- strata:allow S101 the table is empty`)).toEqual([])
  expect(await codes(`${waived}\n${index}`)).toEqual(['S101 warning V1__a.sql:3'])
})

test('a waiver of the whole file stands before its first statement', async () => {
  expect(await codes(`-- strata:allow-file S101 built at night\n\n${index}\n${index}`)).toEqual([])
  expect(await codes(`${index}\n-- strata:allow-file S101 built at night\n${index}`)).toEqual(['S101 warning V1__a.sql:1', 'S902 warning V1__a.sql:2', 'S101 warning V1__a.sql:3'])
})

test('a waiver that gives no reason, names no rule or is not needed is reported', async () => {
  expect(await codes(`-- strata:allow S101\n${index}`)).toEqual(['S902 warning V1__a.sql:1', 'S101 warning V1__a.sql:2'])
  expect(await codes(`-- strata:allow S101 because\nSELECT 1;`)).toEqual(['S902 warning V1__a.sql:1'])
  expect(await codes(`-- strata:allow S999 because\nSELECT 1;`)).toEqual(['S902 warning V1__a.sql:1'])
  expect(await codes(`SELECT 1;\n-- strata:allow S101 because\n`)).toEqual(['S902 warning V1__a.sql:2'])
})

test('words in a string or in a comment of another kind are no waiver', async () => {
  expect(await codes(`SELECT '-- strata:allow S101 because';`)).toEqual([])
  expect(await codes(`-- See the manual on strata:allow S101 and others\nSELECT 1;`)).toEqual([])
})

test('a waiver is needed also where the table is small here', async () => {
  expect(await codes(`-- strata:allow S101 built at night\n${index}`, { size: () => ({ rows: 5, bytes: 0, uses: null }) })).toEqual([])
})
