import { expect, test } from 'vitest'
import { attributeName, attributeWords } from './attribute-words.ts'
import { lockLines } from './lock-words.ts'
import { lastSteps } from './side-steps.ts'

test('locks of one mode stand in one line, the strongest first', () => {
  const lines = lockLines([{ mode: 'SHARE', relation: 'table:a' }, { mode: 'ACCESS EXCLUSIVE', relation: 'table:b' }, { mode: 'SHARE', relation: 'table:c' }])
  expect(lines).toEqual([
    { mode: 'ACCESS EXCLUSIVE', effect: 'all', relations: ['table:b'] },
    { mode: 'SHARE', effect: 'writes', relations: ['table:a', 'table:c'] },
  ])
})

test('a value of an attribute is read as words, whatever its shape', () => {
  expect(attributeWords(null)).toBeNull()
  expect(attributeWords(['new', 'paid'])).toBe('new, paid')
  expect(attributeWords({ security_invoker: 'true', depth: 2 })).toBe('security_invoker = true, depth = 2')
  expect(attributeWords(false)).toBe('false')
  expect(attributeName('attachedTo')).toBe('attached to')
})

test('of each side the last step counts, and what is not of a side is passed over', () => {
  const steps = [{ kind: 'side', side: 'a', title: 'staging', state: 'running', label: 'Reading', done: 1, total: 4 }, { kind: 'other' }, { kind: 'side', side: 'a', title: 'staging', state: 'done', facts: 12 }]
  expect(lastSteps(steps)).toEqual({ a: { kind: 'side', side: 'a', title: 'staging', state: 'done', facts: 12 } })
})
