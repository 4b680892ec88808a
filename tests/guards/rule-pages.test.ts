import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rules } from '#shared/lint/rules/index.ts'
import { rowHead } from '../../scripts/rule-pages/index-page.ts'
import { pagesFolder, rulePage, withoutTrace } from '../../scripts/rule-pages/page.ts'

const pageOf = (name: string) => join(pagesFolder, `${name}.md`)

test('every rule has its page, and every page its rule', () => {
  const pages = readdirSync(pagesFolder).filter((name) => name !== 'README.md')
  expect(pages.toSorted()).toEqual(rules.map(({ name }) => `${name}.md`).toSorted())
})

test('a page says what its rule says: npm run rules', () => {
  const stale = rules.filter((rule) => !existsSync(pageOf(rule.name)) || withoutTrace(readFileSync(pageOf(rule.name), 'utf8')) !== withoutTrace(rulePage(rule, '')))
  expect(stale.map(({ name }) => name)).toEqual([])
})

test('a page shows what the examples did on a server', () => {
  const bare = rules.filter(({ name }) => !readFileSync(pageOf(name), 'utf8').includes('On PostgreSQL '))
  expect(bare.map(({ name }) => name)).toEqual([])
})

test('the table of all rules has a row for each', () => {
  const table = readFileSync(join(pagesFolder, 'README.md'), 'utf8')
  expect(rules.filter((rule) => !table.includes(rowHead(rule))).map(({ name }) => name)).toEqual([])
  expect(table.match(/^\| S\d{3} \|/gm)).toHaveLength(rules.length)
})
