import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { effectTemplates, effectText, effectValues, english } from './words.ts'

test('the window has the same sentences', () => {
  const file = readFileSync(join(import.meta.dirname, '../../renderer/i18n/en/effect.json'), 'utf8')
  expect((JSON.parse(file) as { line: unknown }).line).toEqual(effectTemplates())
})

test('amounts are said with their units, and who waits in words', () => {
  const params = { table: 'orders', rows: 12_300_000, lowMs: 20_000, highMs: 62_000, mode: 'ACCESS EXCLUSIVE', blocks: 'reads writes' }
  expect(effectText('table-rewritten-rows', params)).toBe('Table orders is written anew: 12.3 million rows, 20 to 62 s under ACCESS EXCLUSIVE; reads and writes wait.')
})

test('an amount that was reckoned from a sample is said as such', () => {
  expect(effectText('rows-updated', { table: 'orders', rows: 8214, about: 1 })).toBe('About 8,214 rows updated in orders.')
})

test('a kind is capital only where a sentence begins', () => {
  expect(effectValues({ kind: 'materialized-view' }, english)).toMatchObject({ kind: 'materialized view', Kind: 'Materialized view' })
})
