import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listsOfEnvironments, shownOperations } from '#engine/access/shown.ts'
import { operations, rolesPage } from './roles-page.ts'
import { root } from './sources.ts'

test('every operation says where it acts', () => {
  expect(operations.filter(({ meta }) => meta.scope === undefined).map(({ meta }) => meta.name)).toEqual([])
})

test('every field that is called as what it names is looked at', () => {
  const usual = ['env', 'backup', 'jobId', 'comparison', 'preview', 'snapshot', 'rollback']
  const missed = operations.flatMap(({ meta: { name, scope }, fields }) => (scope === 'store' || typeof scope !== 'object' ? [] : fields.filter((field) => usual.includes(field) && !(field in scope) && !isSwitch.has(`${name}: ${field}`)).map((field) => `${name}: ${field}`)))
  expect(missed).toEqual([])
  const unscoped = operations.filter(({ meta: { scope }, fields }) => (scope === 'self' || scope === 'visible' || scope === 'public') && fields.some((field) => usual.includes(field))).map(({ meta }) => meta.name)
  expect(unscoped).toEqual([])
})

test('fields that name something are fields of the input', () => {
  const wrong = operations.flatMap(({ meta: { name, scope, stricter }, fields }) => {
    const named = [...(typeof scope === 'object' ? Object.keys(scope) : []), ...(stricter ? ['field' in stricter ? stricter.field : stricter.without] : [])]
    return named.filter((field) => !fields.includes(field.split('.')[0] ?? '')).map((field) => `${name}: ${field}`)
  })
  expect(wrong).toEqual([])
})

test('what answers for all environments leaves out those that the caller may not see', () => {
  const kept = new Set([...listsOfEnvironments, ...shownOperations])
  const lists = operations.filter(({ meta: { scope, name }, required }) => (scope === 'visible' || (typeof scope === 'object' && Object.keys(scope).every((field) => !required.includes(field.split('.')[0] ?? '')))) && !namesAnother.has(name))
  expect(lists.map(({ meta }) => meta.name).filter((name) => !kept.has(name))).toEqual([])
})

/** Called so, and on or off. */
const isSwitch = new Set(['fleet.run: backup'])

/** Without any of their fields they refuse. */
const namesAnother = new Set(['environments.test'])

test('docs/roles.md is what the rules say', async () => {
  await expect(rolesPage()).toMatchFileSnapshot(join(root, 'docs/roles.md'))
})
