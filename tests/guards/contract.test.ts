import { expect, test } from 'vitest'
import { contract } from '#shared/contract/contract.ts'
import type { OperationMeta } from '#shared/contract/operation.ts'

interface Definition {
  '~orpc': { meta: OperationMeta; route: { method: string; path: string; summary: string } }
}

const operations = Object.entries(contract).flatMap(([area, verbs]) =>
  Object.entries(verbs).map(([verb, definition]) => ({ key: `${area}.${verb}`, ...(definition as unknown as Definition)['~orpc'] })),
)

const repeated = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index)

test('an operation stands in the contract under its own name', () => {
  expect(operations.filter(({ key, meta }) => key !== meta.name).map(({ key }) => key)).toEqual([])
})

test('no two operations share a route or a shell command', () => {
  expect(repeated(operations.map(({ route }) => `${route.method} ${route.path.replace(/\{\w+\}/g, '{}')}`))).toEqual([])
  expect(repeated(operations.flatMap(({ meta }) => (meta.shell ? [meta.shell.command] : [])))).toEqual([])
})

test('every operation says in one sentence what it does', () => {
  expect(operations.filter(({ route }) => !/^[A-Z].+\.$/.test(route.summary)).map(({ key }) => key)).toEqual([])
})

test('reading operations are GET, or POST where the input does not fit a URL', () => {
  const wrong = operations.filter(({ meta, route }) => (meta.access === 'read' ? !['GET', 'POST'].includes(route.method) : route.method === 'GET'))
  expect(wrong.map(({ key }) => key)).toEqual([])
})
