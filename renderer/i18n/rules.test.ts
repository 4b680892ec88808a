import { expect, test } from 'vitest'
import { rules } from '#shared/lint/rules/index.ts'
import { resources } from './resources.ts'

const english: Record<string, { title: string; danger: string; safe: string }> = resources.en.rules
const chinese: Record<string, { title: string; danger: string; safe: string }> = resources['zh-CN'].rules

test('every rule has a title and words in both languages', () => {
  const names = rules.map(({ name }) => name).toSorted()
  expect(Object.keys(english).toSorted()).toEqual(names)
  expect(Object.keys(chinese).toSorted()).toEqual(names)
})

test('the English words are those of the rule: npm run rules', () => {
  expect(rules.filter(({ name, danger, safe }) => english[name]?.danger !== danger || english[name].safe !== safe).map(({ name }) => name)).toEqual([])
})

test('titles are short', () => {
  expect([...Object.values(english), ...Object.values(chinese)].filter(({ title }) => title.length > 50 || title.endsWith('.')).map(({ title }) => title)).toEqual([])
})

test('Chinese is written in Chinese', () => {
  expect(Object.values(chinese).filter(({ title, danger, safe }) => [title, danger, safe].some((text) => !/\p{Script=Han}/u.test(text)))).toEqual([])
})
